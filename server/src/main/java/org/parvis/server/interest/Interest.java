package org.parvis.server.interest;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.parvis.server.interest.cells.Bodies;
import org.parvis.server.interest.cells.CellMap;
import org.parvis.server.interest.cells.Cells;
import org.parvis.server.interest.cells.IntBag;
import org.parvis.server.interest.fanout.CellEncoder;
import org.parvis.server.interest.fanout.Deliveries;
import org.parvis.server.interest.fanout.Mail;
import org.parvis.server.interest.fanout.Recipient;
import org.parvis.server.interest.fanout.TickBytes;
import org.parvis.server.interest.fanout.Viewer;
import org.parvis.server.interest.plan.ChangeWindows;
import org.parvis.server.interest.plan.Crowd;
import org.parvis.server.interest.plan.InterestConfig;
import org.parvis.server.interest.plan.LoadShedding;
import org.parvis.server.interest.plan.Pace;
import org.parvis.server.interest.plan.Plan;
import org.parvis.server.interest.plan.PlanBook;
import org.parvis.server.interest.plan.PlanMarks;
import org.parvis.server.interest.plan.Spotlight;

/**
 * Tells every viewer of an instance what happens around them.
 *
 * <p>In a tick the instance moves bodies and reports each change here; {@link #publish} then does the rest: viewers who
 * crossed into another square get another plan, those who came are queued for introduction, changed cells are encoded
 * once per ring, cells that somebody newly sees get a keyframe, and each event loop is handed one parcel.
 *
 * <p>Tick thread only.
 */
public final class Interest implements Crowd {
    private static final double NO_LONGER_CROWDED = 0.8;

    private final InterestConfig config;
    private final CellMap map;
    private final Bodies bodies;
    private final Cells cells;
    private final CellEncoder encoder;
    private final PlanBook plans;
    private final Deliveries deliveries;
    private final Introductions introductions;
    private final @Nullable Subscription[] subscriptions;
    private final IntBag looking = new IntBag(64);

    /** Viewers who see somebody as near wherever they are; few, so that a crowd that leaves looks at few pairs. */
    private final IntBag accompanied = new IntBag(0);

    private final PlanMarks marks;
    private final ChangeWindows windows;
    private final Spotlight spotlight = new Spotlight();
    private final Plan nothing;
    // Far enough from 0 that windows never reach below it.
    private int beat = 1_000;
    private int lastActivity;
    private double bytesPerPersonPerS;

    /**
     * Makes an empty one.
     *
     * @param config rings and caps
     * @param map cells of the instance
     * @param bodies what there is to see
     * @param introducer knows names and looks
     * @param clock monotonic nanoseconds, any thread
     */
    public Interest(InterestConfig config, CellMap map, Bodies bodies, Introducer introducer, LongSupplier clock) {
        this.config = config;
        this.map = map;
        this.bodies = bodies;
        cells = new Cells(map, bodies);
        encoder = new CellEncoder(map, cells, bodies, config);
        plans = new PlanBook(map, config, this);
        deliveries = new Deliveries(map.size(), config, clock);
        introductions = new Introductions(introducer, cells, deliveries);
        windows = new ChangeWindows(config);
        nothing = Plan.none(config);
        subscriptions = new Subscription[bodies.size()];
        marks = new PlanMarks(map.size());
    }

    /** Puts a body that has just appeared into its cell. */
    public void enter(int avatar) {
        int cell = map.home(Bodies.NOWHERE, bodies.floor(avatar), bodies.xM(avatar), bodies.zM(avatar));
        cells.enter(avatar, cell, beat);
        lastActivity = beat;
        introductions.entered(avatar, beat);
    }

    /**
     * Notes that pose or state of a body changed; moves it to another cell where needed.
     *
     * @return false when no body of that number is here: then nothing is noted
     */
    public boolean changed(int avatar) {
        int before = bodies.cell(avatar);
        if (before == Bodies.NOWHERE) {
            return false;
        }
        int now = map.home(before, bodies.floor(avatar), bodies.xM(avatar), bodies.zM(avatar));
        lastActivity = beat;
        if (now == before) {
            cells.changed(now, beat);
        } else {
            cells.leave(avatar, beat);
            cells.enter(avatar, now, beat);
        }
        return true;
    }

    /** Takes a body out, and its viewer with it; its number may be given to somebody else later. */
    public void leave(int avatar) {
        if (bodies.cell(avatar) != Bodies.NOWHERE) {
            cells.leave(avatar, beat);
            introductions.left(avatar);
        }
        lastActivity = beat;
        spotlight.remove(avatar);
        for (int i = 0; i < accompanied.size(); i++) {
            subscription(accompanied.get(i)).alwaysNear().remove(avatar);
        }
        Subscription own = subscriptions[avatar];
        if (own != null) {
            accompanied.removeSorted(avatar);
            deliveries.viewers(own.viewer().recipient(), -1);
            subscriptions[avatar] = null;
            looking.removeSorted(avatar);
        }
    }

    /** Starts to send an avatar's surroundings to its person. */
    public Viewer look(int avatar, Recipient recipient) {
        Viewer viewer = new Viewer(avatar, avatar, recipient, nothing);
        subscriptions[avatar] = new Subscription(viewer);
        looking.insertSorted(avatar);
        deliveries.viewers(recipient, 1);
        return viewer;
    }

    /** Sends to another recipient from now on, who is taken to know nothing yet. */
    public void redirect(Viewer viewer, Recipient next) {
        deliveries.viewers(viewer.recipient(), -1);
        deliveries.viewers(next, 1);
        viewer.recipient(next);
        // Somebody may yet come in this beat.
        introductions.meetEverybody(subscription(viewer.number()), beat - 1);
        viewer.askForKeyframes();
    }

    /** Has everybody see an avatar as if it were near, until it leaves; false when too many are seen so. */
    public boolean spotlight(int avatar, boolean isOn) {
        lastActivity = beat;
        if (!isOn) {
            spotlight.remove(avatar);
            return true;
        }
        return bodies.cell(avatar) != Bodies.NOWHERE && spotlight.add(avatar);
    }

    /** Has a viewer see an avatar as if it were near, until it leaves; of more than eight the newest count. */
    public void keepNear(int viewer, int avatar, boolean isOn) {
        Subscription who = subscriptions[viewer];
        if (who == null) {
            return;
        }
        lastActivity = beat;
        if (!isOn) {
            who.alwaysNear().remove(avatar);
        } else if (bodies.cell(avatar) != Bodies.NOWHERE) {
            who.alwaysNear().add(avatar);
            accompanied.insertSorted(viewer);
        }
    }

    /**
     * Tells everybody anew who somebody is, after a change of name or look.
     *
     * @return false when nobody of that number is here
     */
    public boolean reintroduce(int avatar) {
        if (bodies.cell(avatar) == Bodies.NOWHERE) {
            return false;
        }
        lastActivity = beat;
        introductions.again(avatar, beat);
        return true;
    }

    /** Queues mail; it leaves at the end of the tick. */
    public void mail(Mail item) {
        deliveries.mail(item);
    }

    /** How often an event loop was too far behind to be given a tick's bytes. */
    public long gaps() {
        return deliveries.gaps();
    }

    /** How long the slowest event loop took to write a tick's frames, or has been at it, nanoseconds. */
    public long deliveryLagNs() {
        return deliveries.lagNs();
    }

    /** The beat that changes of this tick belong to, see {@link org.parvis.server.interest.plan.SendSchedule}. */
    public int beat() {
        return beat;
    }

    /** Leaves out so much from now on. */
    public void shed(LoadShedding shedding) {
        windows.shed(shedding, beat);
        lastActivity = beat;
    }

    /** Ends the tick: encodes, introduces, hands over. */
    public void publish(int tick) {
        if (spotlight.follow(bodies)) {
            plans.forgetAll();
        }
        int paces = planAll();
        if (beat - lastActivity > config.longestWindow()) {
            // The beat stays open for whoever comes next, so nobody may count as introduced to all who came in it.
            deliveries.handOver(null);
            return;
        }
        int mostIntroductions = windows.shedding().introductionsPerTick();
        for (int i = 0; i < looking.size(); i++) {
            introductions.introduce(subscription(looking.get(i)), beat, mostIntroductions);
        }
        deliveries.handOver(encode(tick, paces));
        beat++;
        introductions.begin(beat);
    }

    /** Gives each viewer whose turn it is the plan of where it looks from; tells which paces are in use. */
    private int planAll() {
        int paces = 0;
        for (int i = 0; i < looking.size(); i++) {
            Subscription viewer = subscription(looking.get(i));
            setPace(viewer.viewer());
            int pace = viewer.viewer().pace();
            paces |= pace;
            if (Pace.isDue(beat, viewer.viewer().number(), pace)) {
                plan(viewer);
            }
            if (!viewer.pending().isEmpty()) {
                // An instance where nobody moves still has to finish its introductions.
                lastActivity = beat;
            }
        }
        return paces;
    }

    private @Nullable TickBytes encode(int tick, int paces) {
        TickBytes bytes = deliveries.freeBlock(tick);
        if (bytes == null) {
            encoder.dropWishes();
            deliveries.missed();
            return null;
        }
        windows.set(bytes.schedule(), beat, paces);
        encoder.encode(bytes, windows.mid(), windows.far());
        cells.forgetUpTo(beat - config.longestWindow());
        weigh();
        if (bytes.schedule().isHorizonDue()) {
            encoder.count(bytes);
        }
        return bytes;
    }

    /** Follows what a person costs on average, over about a second. */
    private void weigh() {
        int people = introductions.people();
        if (people > 0) {
            double now = (double) encoder.nearBytes() * config.tickRateHz() / people;
            bytesPerPersonPerS += (now - bytesPerPersonPerS) / config.tickRateHz();
        }
        // Once crowded, it must be clearly less so before all plans are made anew.
        double bytesMark = plans.isOverBudget() ? NO_LONGER_CROWDED : 1;
        double bodiesMark = plans.isOverLimit() ? NO_LONGER_CROWDED : 1;
        plans.crowded(
                people * config.poseBytesPerTick() > bytesMark * config.viewerBytesPerS(),
                people > bodiesMark * config.viewerBodies());
    }

    @Override
    public int people(int cell) {
        return cells.members(cell).size();
    }

    @Override
    public IntBag spotlitCells() {
        return spotlight.cells();
    }

    @Override
    public double bytesPerPersonPerS() {
        return bytesPerPersonPerS;
    }

    private void setPace(Viewer viewer) {
        int pace = bodies.isAway(viewer.avatar())
                ? Pace.SLOWEST
                : windows.shedding().pace();
        if (pace != viewer.pace()) {
            viewer.pace(pace);
            lastActivity = beat;
        }
    }

    private void plan(Subscription viewer) {
        int avatar = viewer.viewer().avatar();
        int floor = bodies.floor(avatar);
        double xM = bodies.xM(avatar);
        double zM = bodies.zM(avatar);
        boolean wantsAll = viewer.viewer().takeKeyframeWish();
        int square = viewer.square();
        if (square == Subscription.NO_SQUARE || !plans.isStill(square, floor, xM, zM)) {
            square = plans.square(floor, xM, zM);
        }
        Plan plan = viewer.alwaysNear().widen(plans.plan(square, beat), bodies);
        if (plan != viewer.viewer().plan()) {
            replan(viewer, square, plan);
        }
        if (wantsAll) {
            lastActivity = beat;
            for (int i = 0; i < plan.size(); i++) {
                encoder.wishKeyframe(plan.cell(i), beat);
            }
        }
    }

    /** Cells that are new, or come more often from now on, need a keyframe: what was left out before is not known. */
    private void replan(Subscription viewer, int square, Plan next) {
        Plan before = viewer.viewer().plan();
        marks.mark(before);
        for (int i = 0; i < next.size(); i++) {
            int cell = next.cell(i);
            int earlier = marks.position(cell);
            if (earlier < 0 || next.ring(i).compareTo(before.ring(earlier)) < 0) {
                encoder.wishKeyframe(cell, beat);
            }
        }
        if (before == nothing) {
            introductions.meetEverybody(viewer, beat);
        } else {
            viewer.pending().nearAnew();
        }
        viewer.plan(square, next);
        // The numbers of the cells left out are still to be told, though nobody may move any more.
        lastActivity = beat;
    }

    private Subscription subscription(int number) {
        Subscription known = subscriptions[number];
        if (known == null) {
            throw new IllegalStateException("Viewer " + number + " is listed as looking and has no subscription");
        }
        return known;
    }
}
