package org.parvis.server.interest.plan;

/**
 * How often a viewer gets a frame: every tick, every second or every fourth. Powers of two, so that the turns of slower
 * viewers are unions of the turns of faster ones and all of them share one encoding.
 */
public final class Pace {
    /** A frame every tick. */
    public static final int EVERY = 1;

    /** A frame every second tick. */
    public static final int SECOND = 2;

    /** A frame every fourth tick. */
    public static final int FOURTH = 4;

    public static final int COUNT = 3;
    public static final int SLOWEST = FOURTH;

    private Pace() {}

    /** Place of a pace in tables. */
    public static int index(int pace) {
        return Integer.numberOfTrailingZeros(pace);
    }

    /** The pace at a place in tables, the reverse of {@link #index}. */
    public static int at(int index) {
        return 1 << index;
    }

    /** Whether a viewer gets a frame now; avatars take turns, so that every tick has as many writes as the next. */
    public static boolean isDue(int beat, int avatar, int pace) {
        return ((beat + avatar) & (pace - 1)) == 0;
    }
}
