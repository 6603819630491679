package org.parvis.server.interest;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells every viewer of an instance what happens around them.
 *
 * <p>In a tick the instance moves bodies and reports each change here; {@link #publish} then does the rest: viewers who
 * crossed into another square get another plan, newcomers are queued for introduction, changed cells are encoded once
 * per ring, cells that somebody newly sees get a keyframe, and each event loop is handed one parcel.
 *
 * <p>Tick thread only.
 */
public final class Interest implements PlanMaker.Crowd {
    private static final int MAX_BLOCKS = 16;
    /** More people than this are introduced to each other in batches, every fourth tick. */
    private static final int COMPANY = 200;

    private static final double NO_LONGER_CROWDED = 0.8;

    private final InterestConfig config;
    private final CellMap map;
    private final Bodies bodies;
    private final Cells cells;
    private final PlanBook plans;
    private final Newcomers newcomers;
    private final LongSupplier clock;
    private final @Nullable Viewer[] viewers;
    private final IntBag looking = new IntBag(64);
    private final BitSet present = new BitSet();
    private final IntBag toTell = new IntBag(64);

    /** Viewers who were given companions; few, so that a crowd that leaves at once does not look at every pair. */
    private final IntBag accompanied = new IntBag(0);

    private final List<TickBytes> blocks = new ArrayList<>();
    private final Map<Post, Delivery> deliveries = new HashMap<>();
    private final List<Delivery> deliveryList = new ArrayList<>();
    private final PlanMarks marks;
    private final Windows windows;
    private final Spotlight spotlight = new Spotlight();
    private final Plan nothing;
    // Far enough from 0 that windows never reach below it.
    private int beat = 1_000;
    private int lastActivity;
    private double bytesPerPersonPerS;
    private long gaps;
    private int people;

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
        this.clock = clock;
        this.config = config;
        this.map = map;
        this.bodies = bodies;
        newcomers = new Newcomers(introducer);
        cells = new Cells(map, bodies, config);
        plans = new PlanBook(map, config, this);
        windows = new Windows(config);
        nothing = Plan.none(config);
        viewers = new Viewer[bodies.size()];
        marks = new PlanMarks(map.size());
    }

    /** Puts a body that has just appeared into its cell. */
    public void enter(int avatar) {
        int cell = map.home(Bodies.NOWHERE, bodies.floor(avatar), bodies.xM(avatar), bodies.zM(avatar));
        cells.enter(avatar, cell, beat);
        present.set(avatar);
        people++;
        lastActivity = beat;
        newcomers.add(avatar, beat);
    }

    /** Notes that pose or state of a body changed; moves it to another cell where needed. */
    public void changed(int avatar) {
        int before = bodies.cell(avatar);
        int now = map.home(before, bodies.floor(avatar), bodies.xM(avatar), bodies.zM(avatar));
        lastActivity = beat;
        if (now == before) {
            cells.changed(now, beat);
        } else {
            cells.leave(avatar, beat);
            cells.enter(avatar, now, beat);
        }
    }

    /** Takes a body out; its number may be given to somebody else later. */
    public void leave(int avatar) {
        cells.leave(avatar, beat);
        present.clear(avatar);
        people--;
        lastActivity = beat;
        spotlight.remove(avatar);
        for (int i = 0; i < accompanied.size(); i++) {
            viewerOf(accompanied.get(i)).companions().remove(avatar);
        }
        Viewer own = viewers[avatar];
        if (own != null) {
            accompanied.removeSorted(avatar);
            delivery(own.recipient()).viewers(-1);
            viewers[avatar] = null;
            looking.removeSorted(avatar);
        }
    }

    /** Starts to send an avatar's surroundings to its person. */
    public Viewer look(int avatar, Recipient recipient) {
        Viewer viewer = new Viewer(avatar, recipient, nothing);
        viewers[avatar] = viewer;
        looking.insertSorted(avatar);
        delivery(recipient).viewers(1);
        return viewer;
    }

    /** Sends to another recipient from now on, who is taken to know nothing yet. */
    public void redirect(Viewer viewer, Recipient next) {
        delivery(viewer.recipient()).viewers(-1);
        delivery(next).viewers(1);
        viewer.recipient(next);
        meetEverybody(viewer);
        // Somebody may yet come in this beat.
        viewer.introduced(beat - 1);
        viewer.askForKeyframes();
    }

    /** Has everybody see an avatar as if it were near, until it leaves; false when too many are seen so. */
    public boolean spotlight(int avatar, boolean isOn) {
        lastActivity = beat;
        if (!isOn) {
            spotlight.remove(avatar);
            return true;
        }
        return spotlight.add(avatar);
    }

    /** Has a viewer see an avatar as if it were near, until it leaves; of more than eight the newest count. */
    public void keepNear(int viewer, int avatar, boolean isOn) {
        Viewer who = viewers[viewer];
        if (who == null) {
            return;
        }
        lastActivity = beat;
        if (isOn) {
            who.companions().add(avatar);
            accompanied.insertSorted(viewer);
        } else {
            who.companions().remove(avatar);
        }
    }

    /** Tells everybody anew who somebody is, after a change of name or look. */
    public void reintroduce(int avatar) {
        lastActivity = beat;
        newcomers.add(avatar, beat);
    }

    /** Queues mail; it leaves at the end of the tick. */
    public void mail(Mail item) {
        delivery(item.to()).add(item);
    }

    /** How often an event loop was too far behind to be given a tick's bytes. */
    public long gaps() {
        return gaps;
    }

    /** How long the slowest event loop took to write a tick's frames, or has been at it, nanoseconds. */
    public long deliveryLagNs() {
        long longest = 0;
        for (int i = 0; i < deliveryList.size(); i++) {
            longest = Math.max(longest, deliveryList.get(i).lagNs());
        }
        return longest;
    }

    /** The beat that changes of this tick belong to, see {@link Rhythm}. */
    public int beat() {
        return beat;
    }

    /** Leaves out so much from now on. */
    public void relieve(Relief relief) {
        windows.relief(relief, beat);
        lastActivity = beat;
    }

    /** Ends the tick: encodes, introduces, hands over. */
    public void publish(int tick) {
        if (spotlight.follow(bodies)) {
            plans.forgetAll();
        }
        int paces = 0;
        for (int i = 0; i < looking.size(); i++) {
            Viewer viewer = viewerOf(looking.get(i));
            setPace(viewer);
            paces |= viewer.pace();
            if (Pace.isDue(beat, viewer.avatar(), viewer.pace())) {
                plan(viewer);
            }
            if (!viewer.strangers().isEmpty()) {
                // An instance where nobody moves still has to finish its introductions.
                lastActivity = beat;
            }
        }
        if (beat - lastActivity > config.longestWindow()) {
            // The beat stays open for whoever comes next, so nobody may count as introduced to all who came in it.
            handOver(null);
            return;
        }
        for (int i = 0; i < looking.size(); i++) {
            introduce(viewerOf(looking.get(i)));
        }
        TickBytes bytes = freeBlock(tick);
        if (bytes == null) {
            cells.dropWishes();
            deliveryList.forEach(Delivery::missed);
        } else {
            windows.set(bytes.rhythm(), beat, paces);
            cells.encode(bytes, windows.mid(), windows.far());
            weigh();
            if (bytes.rhythm().isHorizonDue()) {
                cells.count(bytes);
            }
        }
        handOver(bytes);
        beat++;
        newcomers.begin(beat);
    }

    /** Follows what a person costs on average, over about a second. */
    private void weigh() {
        if (people > 0) {
            double now = (double) cells.nearBytes() * config.tickRateHz() / people;
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

    /** The avatar of one of those in a cell, by index below {@link #people}, in no particular order. */
    public int person(int cell, int index) {
        return cells.members(cell).get(index);
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
        int least = windows.relief().pace();
        int pace = bodies.isAway(viewer.avatar()) ? Pace.SLOWEST : least;
        if (pace != viewer.pace()) {
            viewer.pace(pace);
            lastActivity = beat;
        }
    }

    private void handOver(@Nullable TickBytes bytes) {
        // The tick thread holds the block too, so that a fast event loop cannot free it before the last got it.
        if (bytes != null) {
            bytes.hold(1);
        }
        for (int i = deliveryList.size() - 1; i >= 0; i--) {
            if (!deliveryList.get(i).send(bytes)) {
                gaps++;
            }
        }
        if (bytes != null) {
            bytes.release();
        }
    }

    private void plan(Viewer viewer) {
        int avatar = viewer.avatar();
        int floor = bodies.floor(avatar);
        double xM = bodies.xM(avatar);
        double zM = bodies.zM(avatar);
        boolean wantsAll = viewer.takeKeyframeWish();
        int square = viewer.square();
        if (square == Viewer.NO_SQUARE || !plans.isStill(square, floor, xM, zM)) {
            square = plans.square(floor, xM, zM);
        }
        Plan plan = viewer.companions().widen(plans.plan(square, beat), bodies);
        if (plan != viewer.plan()) {
            replan(viewer, square, plan);
        }
        if (wantsAll) {
            lastActivity = beat;
            for (int i = 0; i < plan.size(); i++) {
                cells.wishKeyframe(plan.cell(i), beat);
            }
        }
    }

    /** Cells that are new, or come more often from now on, need a keyframe: what was left out before is not known. */
    private void replan(Viewer viewer, int square, Plan next) {
        Plan before = viewer.plan();
        marks.mark(before);
        for (int i = 0; i < next.size(); i++) {
            int cell = next.cell(i);
            int earlier = marks.position(cell);
            if (earlier < 0 || next.ring(i).compareTo(before.ring(earlier)) < 0) {
                cells.wishKeyframe(cell, beat);
            }
        }
        if (before == viewer.none()) {
            meetEverybody(viewer);
        } else {
            viewer.strangers().nearAnew();
        }
        viewer.plan(square, next);
        // The numbers of the cells left out are still to be told, though nobody may move any more.
        lastActivity = beat;
    }

    /** Has everybody who is here introduced. */
    private void meetEverybody(Viewer viewer) {
        viewer.strangers().are(present);
        viewer.introduced(beat);
    }

    /** Tells a viewer who has come since it was told last; where many come and go, at every fourth beat only. */
    private void introduce(Viewer viewer) {
        if (people > COMPANY && !Pace.isDue(beat, viewer.avatar(), Newcomers.BEATS)) {
            return;
        }
        int beats = Math.min(Newcomers.BEATS, beat - viewer.introducedBeat());
        viewer.introduced(beat);
        if (beats > 0) {
            mailUnlessEmpty(viewer, newcomers.message(beat, beats));
        }
        if (!viewer.strangers().isEmpty()) {
            int most = windows.relief().introductionsPerTick() * Math.max(1, beats);
            toTell.clear();
            viewer.strangers().take(most, viewer.plan(), cells, toTell);
            mailUnlessEmpty(viewer, newcomers.message(toTell));
        }
    }

    private void mailUnlessEmpty(Viewer viewer, ByteString message) {
        if (!message.isEmpty()) {
            mail(new Mail.Message(viewer.recipient(), message, Keeping.NEVER));
        }
    }

    private Viewer viewerOf(int avatar) {
        Viewer viewer = viewers[avatar];
        if (viewer == null) {
            throw new IllegalStateException("Avatar " + avatar + " is listed as looking and has no viewer");
        }
        return viewer;
    }

    private @Nullable TickBytes freeBlock(int tick) {
        TickBytes free = null;
        for (int i = 0; i < blocks.size() && free == null; i++) {
            if (blocks.get(i).isFree()) {
                free = blocks.get(i);
            }
        }
        if (free == null && blocks.size() < MAX_BLOCKS) {
            free = new TickBytes(map.size(), config);
            blocks.add(free);
        }
        if (free != null) {
            free.begin(tick);
        }
        return free;
    }

    private Delivery delivery(Recipient recipient) {
        Delivery known = deliveries.get(recipient.post());
        if (known == null) {
            known = new Delivery(recipient.post(), clock);
            deliveries.put(recipient.post(), known);
            deliveryList.add(known);
        }
        return known;
    }
}
