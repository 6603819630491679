package org.parvis.server.instance.motion;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.quantise.Quantise;
import org.parvis.protocol.v1.Correction;
import org.parvis.protocol.v1.CorrectionCause;
import org.parvis.protocol.v1.Gait;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.server.instance.feature.FeatureHub;
import org.parvis.server.instance.feature.Places.Step;
import org.parvis.server.instance.feature.Spot;
import org.parvis.server.instance.people.Population;
import org.parvis.server.instance.people.SessionVisitor;
import org.parvis.server.instance.tick.InstanceConfig;
import org.parvis.server.instance.tick.MoveSlots;
import org.parvis.server.instance.tick.TickState;
import org.parvis.server.interest.cells.Bodies;
import org.parvis.world.LinkEnd;
import org.parvis.world.spatial.FloorPoint;

/**
 * Moves bodies to where their people want them, as far as speed and walls allow, and tells those whose body is elsewhere
 * than they believe. Tick thread only; allocates nothing for people who walk as they should.
 */
public final class Motion {
    /** A sitting person who asks for a place this far off wants to get up. */
    private static final double GET_UP_M = 0.15;

    /** Smaller steps are not worth an update. */
    private static final double STILL_M = 0.005;

    /** Nobody is taken further by one step at their own wish, such as onto a seat, metres. */
    private static final double LONGEST_STEP_M = 10;

    /** So near a wished place one is put where somebody can stand, metres. */
    private static final double PLACE_WITHIN_M = 1;

    private final TickState state;
    private final List<Ground> grounds;
    private final PlaceWatch places;
    private final MoveSlots slots;
    private final FeatureHub features;
    private final Bodies bodies;
    private final MovementWorld world;
    private final Walking walking;
    private final Doorways doorways;
    private final ZoneWatch zones;
    private final long[] wish;
    private final int[] sequence;
    private final boolean[] speeding;
    private final boolean[] seated;
    /** Where those who sit stood before, and get to their feet again. */
    private final @Nullable Spot[] seatedFrom;

    private final boolean[] watched;
    private int[] movers = new int[64];
    private int moverCount;
    private long moves;

    public Motion(TickState state, MoveSlots slots, FeatureHub features) {
        this.state = state;
        this.slots = slots;
        this.features = features;
        bodies = state.bodies();
        int avatars = bodies.size();
        InstanceConfig config = state.config();
        grounds = state.maps().stream().map(Ground::new).toList();
        world = new PhysicsMovement(state.venue().floors(), grounds, avatars, config.tickRateHz());
        places = new PlaceWatch(state, features);
        walking = new Walking(config, avatars);
        doorways = new Doorways(state.venue(), avatars);
        zones = new ZoneWatch(state.venue(), avatars);
        wish = new long[avatars];
        sequence = new int[avatars];
        speeding = new boolean[avatars];
        seated = new boolean[avatars];
        seatedFrom = new Spot[avatars];
        watched = new boolean[avatars];
    }

    /** Lets a body appear. */
    public void enter(int avatar, Spot spot) {
        slots.take(avatar);
        sequence[avatar] = 0;
        seated[avatar] = false;
        seatedFrom[avatar] = null;
        watched[avatar] = false;
        bodies.appear(avatar, spot.floor(), spot.xM(), spot.zM(), spot.yaw());
        world.place(avatar, spot.floor(), spot.xM(), spot.zM());
        walking.begin(avatar, state.timeMs());
        doorways.placed(avatar, spot.floor(), spot.xM(), spot.zM());
        state.interest().enter(avatar);
        zones.look(avatar, spot.floor(), spot.xM(), spot.zM(), features);
        places.look(avatar, spot.floor(), spot.xM(), spot.zM());
    }

    /** Lets a puppet appear; it triggers nothing that people trigger. */
    public void enterPuppet(int avatar, Spot spot) {
        slots.take(avatar);
        bodies.appear(avatar, spot.floor(), spot.xM(), spot.zM(), spot.yaw());
        state.interest().enter(avatar);
    }

    /** Takes a puppet out. */
    public void leavePuppet(int avatar) {
        state.interest().leave(avatar);
    }

    /** Takes a body out. */
    public void leave(int avatar) {
        zones.leave(avatar, features);
        places.leave(avatar);
        doorways.removed(avatar);
        world.remove(avatar);
        state.interest().leave(avatar);
    }

    public void watchSteps(int avatar) {
        watched[avatar] = true;
    }

    /** Moves that were taken into account since the beginning. */
    public long moves() {
        return moves;
    }

    /** Does everything that moves in a tick. */
    public void run() {
        takeMoves();
        world.step();
        for (int i = 0; i < moverCount; i++) {
            arrive(movers[i]);
        }
        moverCount = 0;
        int rider = doorways.nextArrived(state.timeMs());
        while (rider >= 0) {
            ride(rider, doorways.exit(rider));
            rider = doorways.nextArrived(state.timeMs());
        }
    }

    private void takeMoves() {
        Population population = state.population();
        for (int i = 0; i < population.size(); i++) {
            int avatar = population.number(i);
            int latest = slots.sequence(avatar);
            long move = slots.take(avatar);
            if (move != 0 && state.body(avatar) != null) {
                moves++;
                sequence[avatar] = latest;
                onMove(avatar, move);
            }
        }
    }

    private void onMove(int avatar, long move) {
        if (MoveSlots.floor(move) != bodies.floor(avatar)) {
            return;
        }
        double dx = MoveSlots.xM(move) - bodies.xM(avatar);
        double dz = MoveSlots.zM(move) - bodies.zM(avatar);
        double distanceM = Math.sqrt(dx * dx + dz * dz);
        if (seated[avatar]) {
            if (distanceM > GET_UP_M) {
                step(avatar);
            }
            return;
        }
        if (watched[avatar] && distanceM > STILL_M) {
            step(avatar);
        }
        int gait = gait(MoveSlots.gait(move));
        double allowedM = Math.max(0, walking.allowanceM(avatar, gait, state.timeMs()));
        double part = distanceM > allowedM ? allowedM / distanceM : 1;
        speeding[avatar] = part < 1;
        wish[avatar] = move;
        if (distanceM > 0) {
            world.aim(avatar, bodies.xM(avatar) + dx * part, bodies.zM(avatar) + dz * part);
        }
        bodies.gait(avatar, gait, state.interest().beat());
        if (moverCount == movers.length) {
            movers = Arrays.copyOf(movers, moverCount * 2);
        }
        movers[moverCount++] = avatar;
    }

    private static int gait(int asked) {
        return asked == Gait.GAIT_WALK_VALUE || asked == Gait.GAIT_RUN_VALUE ? asked : Gait.GAIT_IDLE_VALUE;
    }

    private void step(int avatar) {
        watched[avatar] = false;
        features.stepped(avatar);
    }

    private void arrive(int avatar) {
        double fromXM = bodies.xM(avatar);
        double fromZM = bodies.zM(avatar);
        double toXM = world.xM(avatar);
        double toZM = world.zM(avatar);
        long move = wish[avatar];
        walking.spend(avatar, Math.hypot(toXM - fromXM, toZM - fromZM));
        if (toXM != fromXM || toZM != fromZM || MoveSlots.yaw(move) != bodies.yaw(avatar)) {
            bodies.pose(
                    avatar, toXM, toZM, MoveSlots.yaw(move), state.interest().beat());
        }
        state.interest().changed(avatar);
        int floor = bodies.floor(avatar);
        LinkEnd exit = doorways.walked(avatar, floor, toXM, toZM, state.timeMs());
        if (exit != null) {
            ride(avatar, exit);
            return;
        }
        double offM = Math.hypot(MoveSlots.xM(move) - toXM, MoveSlots.zM(move) - toZM);
        if (offM > state.config().correctionM()) {
            correct(
                    avatar,
                    speeding[avatar]
                            ? CorrectionCause.CORRECTION_CAUSE_SPEED
                            : CorrectionCause.CORRECTION_CAUSE_OBSTACLE);
        }
        zones.look(avatar, floor, toXM, toZM, features);
        places.look(avatar, floor, toXM, toZM);
    }

    /** Who arrives has nothing saved up: a link is no running start. */
    private void ride(int avatar, LinkEnd exit) {
        int yaw = Quantise.yawToCode(exit.arrivalYawRad());
        walking.spendAll(avatar);
        stand(
                avatar,
                new Spot(exit.floorIndex(), exit.arrivalX(), exit.arrivalZ(), yaw),
                CorrectionCause.CORRECTION_CAUSE_LINK);
    }

    /** Puts a body elsewhere, standing, and tells its person; false when nobody can stand there. */
    public boolean place(int avatar, Spot spot, CorrectionCause cause) {
        if (state.body(avatar) == null || spot.floor() < 0 || spot.floor() >= grounds.size()) {
            return false;
        }
        var free = state.map(spot.floor())
                .nearestWalkable(spot.xM(), spot.zM(), MovementWorld.BODY_RADIUS_M, PLACE_WITHIN_M);
        if (free.isEmpty()) {
            return false;
        }
        FloorPoint at = free.get();
        stand(avatar, new Spot(spot.floor(), at.x(), at.z(), spot.yaw()), cause);
        return true;
    }

    private void stand(int avatar, Spot spot, CorrectionCause cause) {
        seated[avatar] = false;
        seatedFrom[avatar] = null;
        put(avatar, spot, Gait.GAIT_IDLE_VALUE);
        correct(avatar, cause);
    }

    /** Takes a body a step further by the rules of walking. */
    public Step stepTo(int avatar, Spot spot, CorrectionCause cause) {
        Step way = way(avatar, spot);
        if (way == Step.DONE) {
            walking.pay(avatar, lengthM(avatar, spot));
            stand(avatar, spot, cause);
        }
        return way;
    }

    /** Sits a body down by the rules of walking, and tells its person. */
    public Step sit(int avatar, Spot from, Spot seat) {
        Step way = way(avatar, from);
        if (way == Step.DONE) {
            walking.pay(avatar, lengthM(avatar, from) + from.distanceM(seat));
            seated[avatar] = true;
            seatedFrom[avatar] = from;
            watched[avatar] = true;
            put(avatar, seat, Gait.GAIT_SIT_VALUE);
            correct(avatar, CorrectionCause.CORRECTION_CAUSE_SEAT);
        }
        return way;
    }

    private Step way(int avatar, Spot to) {
        if (state.body(avatar) == null) {
            return Step.NOT_HERE;
        }
        Spot from = seatedFrom[avatar];
        if (from != null && from.distanceM(to) == 0) {
            // To get up again must always be possible.
            return Step.DONE;
        }
        if (from == null) {
            from = spot(avatar);
        }
        if (from.distanceM(to) > LONGEST_STEP_M || !isClear(from, to)) {
            return Step.NO_WAY;
        }
        return walking.isInDebt(avatar, state.timeMs()) ? Step.TOO_SOON : Step.DONE;
    }

    private double lengthM(int avatar, Spot to) {
        Spot from = seatedFrom[avatar];
        Spot here = spot(avatar);
        return from == null ? here.distanceM(to) : here.distanceM(from) + from.distanceM(to);
    }

    /** Where a body is. */
    public Spot spot(int avatar) {
        return new Spot(bodies.floor(avatar), bodies.xM(avatar), bodies.zM(avatar), bodies.yaw(avatar));
    }

    /** Where a body stands, or for one that sits: where it gets to its feet again. A seat itself is shut in by its bench. */
    public Spot footing(int avatar) {
        Spot from = seatedFrom[avatar];
        return seated[avatar] && from != null ? from : spot(avatar);
    }

    /** Whether a body could go straight from a place to another. */
    public boolean isClear(Spot from, Spot to) {
        return from.floor() == to.floor()
                && from.floor() >= 0
                && from.floor() < grounds.size()
                && grounds.get(from.floor()).isClearWay(from.xM(), from.zM(), to.xM(), to.zM());
    }

    /** Closes lines on a floor, in place of those closed before. */
    void close(int floor, double[] segments) {
        world.close(floor, segments);
    }

    /** The places that features add and remove. */
    public PlaceWatch places() {
        return places;
    }

    /** Puts a puppet elsewhere; nothing stops it. */
    public void movePuppet(int avatar, Spot spot, Gait gait) {
        int beat = state.interest().beat();
        if (bodies.floor(avatar) == spot.floor()) {
            bodies.pose(avatar, spot.xM(), spot.zM(), spot.yaw(), beat);
        } else {
            bodies.jump(avatar, spot.floor(), spot.xM(), spot.zM(), spot.yaw(), beat);
        }
        bodies.gait(avatar, gait(gait.getNumber()), beat);
        state.interest().changed(avatar);
    }

    private void put(int avatar, Spot spot, int gait) {
        // A move that waits was meant for the place before.
        slots.take(avatar);
        int beat = state.interest().beat();
        bodies.jump(avatar, spot.floor(), spot.xM(), spot.zM(), spot.yaw(), beat);
        bodies.gait(avatar, gait, beat);
        world.place(avatar, spot.floor(), spot.xM(), spot.zM());
        doorways.placed(avatar, spot.floor(), spot.xM(), spot.zM());
        state.interest().changed(avatar);
        zones.look(avatar, spot.floor(), spot.xM(), spot.zM(), features);
        places.look(avatar, spot.floor(), spot.xM(), spot.zM());
    }

    private void correct(int avatar, CorrectionCause cause) {
        SessionVisitor visitor = state.visitor(avatar);
        if (visitor == null || visitor.isDetached()) {
            return;
        }
        Correction correction = Correction.newBuilder()
                .setSequence(sequence[avatar])
                .setPlace(state.place(avatar))
                .setCause(cause)
                .setHeightCm(bodies.heightCm(avatar))
                .setGait(Gait.forNumber(bodies.gait(avatar)))
                .build();
        state.send(
                visitor,
                ServerMessage.newBuilder().setCorrection(correction).build().toByteString());
    }
}
