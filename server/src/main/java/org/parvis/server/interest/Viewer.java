package org.parvis.server.interest;

/**
 * Somebody who looks: the avatar whose surroundings are sent, to whom, and what they have been told so far.
 *
 * <p>Tick thread only, except {@link #plan()}, {@link #pace()} and {@link #askForKeyframes()}, which event loops use.
 */
public final class Viewer {
    static final int NO_SQUARE = -1;

    private final int avatar;
    private final Plan none;
    private Recipient recipient;
    private volatile Plan plan;
    private volatile boolean keyframesWanted;
    private volatile int pace = Pace.EVERY;
    private int square = NO_SQUARE;
    private final long[] known;
    /** By avatar: how many viewers know it; shared by all viewers of the instance. */
    private final int[] knownBy;

    private final IntBag strangers = new IntBag(16);

    Viewer(int avatar, Recipient recipient, int[] knownBy, Plan none) {
        this.knownBy = knownBy;
        this.avatar = avatar;
        this.recipient = recipient;
        this.none = none;
        plan = none;
        known = new long[(knownBy.length + 63) >>> 6];
    }

    /** The viewer's own avatar. Any thread. */
    public int avatar() {
        return avatar;
    }

    /** To whom frames and mail go. */
    public Recipient recipient() {
        return recipient;
    }

    /** The plan of whoever receives nothing yet. Any thread. */
    Plan none() {
        return none;
    }

    /** The cells this viewer receives at the moment. Any thread. */
    Plan plan() {
        return plan;
    }

    /** Ticks from frame to frame, see {@link Pace}. Any thread. */
    int pace() {
        return pace;
    }

    void pace(int newPace) {
        pace = newPace;
    }

    /** Asks that the next tick makes keyframes of the viewer's cells. Any thread. */
    void askForKeyframes() {
        keyframesWanted = true;
    }

    boolean takeKeyframeWish() {
        if (!keyframesWanted) {
            return false;
        }
        keyframesWanted = false;
        return true;
    }

    int square() {
        return square;
    }

    void plan(int newSquare, Plan newPlan) {
        square = newSquare;
        plan = newPlan;
    }

    void recipient(Recipient next) {
        recipient = next;
        // A new connection belongs to a program that may know nobody.
        forgetAll();
        strangers.clear();
    }

    void forgetAll() {
        for (int word = 0; word < known.length; word++) {
            for (long left = known[word]; left != 0; left &= left - 1) {
                knownBy[(word << 6) + Long.numberOfTrailingZeros(left)]--;
            }
            known[word] = 0;
        }
    }

    boolean knows(int other) {
        return (known[other >>> 6] & (1L << other)) != 0;
    }

    /** Marks somebody as known, or about to be: they wait for their introduction. */
    void meet(int other) {
        if (!knows(other)) {
            known[other >>> 6] |= 1L << other;
            knownBy[other]++;
            strangers.add(other);
        }
    }

    void forget(int other) {
        if (knows(other)) {
            known[other >>> 6] &= ~(1L << other);
            knownBy[other]--;
        }
    }

    /** Those who wait to be introduced, in order. */
    IntBag strangers() {
        return strangers;
    }
}
