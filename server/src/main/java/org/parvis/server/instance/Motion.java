package org.parvis.server.instance;

import org.jspecify.annotations.Nullable;
import org.parvis.protocol.quantise.Quantise;
import org.parvis.protocol.v1.Correction;
import org.parvis.protocol.v1.CorrectionCause;
import org.parvis.protocol.v1.Gait;
import org.parvis.server.interest.cells.Bodies;
import org.parvis.world.LinkEnd;

/**
 * Moves bodies to where their people want them, as far as speed and walls allow, and tells those whose body is elsewhere
 * than they believe. Tick thread only; allocates nothing for people who walk as they should.
 */
final class Motion {
    /** A sitting person who asks for a place this far off wants to get up. */
    private static final double GET_UP_M = 0.15;

    /** Smaller steps are not worth an update. */
    private static final double STILL_M = 0.005;

    private final TickState state;
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
    private final boolean[] watched;
    private int[] movers = new int[64];
    private int moverCount;
    private long moves;

    Motion(TickState state, MoveSlots slots, FeatureHub features) {
        this.state = state;
        this.slots = slots;
        this.features = features;
        bodies = state.bodies();
        int avatars = bodies.size();
        InstanceConfig config = state.config();
        world = new PhysicsMovement(state.venue().floors(), state.maps(), avatars, config.tickRateHz());
        walking = new Walking(config, avatars);
        doorways = new Doorways(state.venue(), avatars);
        zones = new ZoneWatch(state.venue(), avatars);
        wish = new long[avatars];
        sequence = new int[avatars];
        speeding = new boolean[avatars];
        seated = new boolean[avatars];
        watched = new boolean[avatars];
    }

    /** Lets a body appear. */
    void enter(int avatar, Seam.Spot spot) {
        slots.take(avatar);
        sequence[avatar] = 0;
        seated[avatar] = false;
        watched[avatar] = false;
        bodies.appear(avatar, spot.floor(), spot.xM(), spot.zM(), spot.yaw());
        world.place(avatar, spot.floor(), spot.xM(), spot.zM());
        walking.begin(avatar, state.timeMs());
        doorways.placed(avatar, spot.floor(), spot.xM(), spot.zM());
        state.interest().enter(avatar);
        zones.look(avatar, spot.floor(), spot.xM(), spot.zM(), features);
    }

    /** Takes a body out. */
    void leave(int avatar) {
        zones.leave(avatar, features);
        doorways.removed(avatar);
        world.remove(avatar);
        state.interest().leave(avatar);
    }

    void watchSteps(int avatar) {
        watched[avatar] = true;
    }

    /** Moves that were taken into account since the beginning. */
    long moves() {
        return moves;
    }

    /** Does everything that moves in a tick. */
    void run() {
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
            if (move != 0) {
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
        double allowedM = walking.allowanceM(avatar, gait, state.timeMs());
        double part = distanceM > allowedM ? allowedM / distanceM : 1;
        speeding[avatar] = part < 1;
        wish[avatar] = move;
        if (distanceM > 0) {
            world.aim(avatar, bodies.xM(avatar) + dx * part, bodies.zM(avatar) + dz * part);
        }
        bodies.gait(avatar, gait, state.interest().beat());
        if (moverCount == movers.length) {
            movers = java.util.Arrays.copyOf(movers, moverCount * 2);
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
    }

    private void ride(int avatar, LinkEnd exit) {
        int yaw = Quantise.yawToCode(exit.arrivalYawRad());
        place(
                avatar,
                new Seam.Spot(exit.floorIndex(), exit.arrivalX(), exit.arrivalZ(), yaw),
                CorrectionCause.CORRECTION_CAUSE_LINK);
    }

    /** Puts a body elsewhere, standing, and tells its person. */
    void place(int avatar, Seam.Spot spot, CorrectionCause cause) {
        seated[avatar] = false;
        put(avatar, spot, Gait.GAIT_IDLE_VALUE);
        correct(avatar, cause);
    }

    /** Sits a body down, and tells its person. */
    void sit(int avatar, Seam.Spot spot) {
        seated[avatar] = true;
        watched[avatar] = true;
        put(avatar, spot, Gait.GAIT_SIT_VALUE);
        correct(avatar, CorrectionCause.CORRECTION_CAUSE_SEAT);
    }

    private void put(int avatar, Seam.Spot spot, int gait) {
        // A move that waits was meant for the place before.
        slots.take(avatar);
        int beat = state.interest().beat();
        bodies.jump(avatar, spot.floor(), spot.xM(), spot.zM(), spot.yaw(), beat);
        bodies.gait(avatar, gait, beat);
        world.place(avatar, spot.floor(), spot.xM(), spot.zM());
        doorways.placed(avatar, spot.floor(), spot.xM(), spot.zM());
        state.interest().changed(avatar);
        zones.look(avatar, spot.floor(), spot.xM(), spot.zM(), features);
    }

    private void correct(int avatar, CorrectionCause cause) {
        @Nullable Person person = state.find(avatar);
        if (person == null || person.isDetached()) {
            return;
        }
        state.send(
                person,
                Replies.correction(Correction.newBuilder()
                        .setSequence(sequence[avatar])
                        .setPlace(state.place(avatar))
                        .setCause(cause)
                        .setHeightCm(bodies.heightCm(avatar))
                        .setGait(Gait.forNumber(bodies.gait(avatar)))
                        .build()));
    }
}
