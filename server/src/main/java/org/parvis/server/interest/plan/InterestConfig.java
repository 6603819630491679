package org.parvis.server.interest.plan;

/**
 * Who is told what, how often.
 *
 * @param nearM cells within this distance are sent every tick
 * @param midM cells within this distance are sent every {@code midEvery} ticks
 * @param farM cells within this distance are sent every {@code farEvery} ticks; beyond only numbers of people are told
 * @param otherFloorM cells of other floors within this distance, measured on the map, are sent as far ones
 * @param midEvery ticks, a multiple of 4, see {@link Pace}
 * @param farEvery ticks, a multiple of 4
 * @param horizonEvery ticks between two looks at the numbers beyond the far ring
 * @param introductionsPerTick most introductions one viewer gets in a tick
 * @param viewerBytesPerS most bytes a second that the changes of a viewer's cells may come to
 * @param viewerBodies most people whose poses a viewer is sent, in all rings together; of the others only numbers are
 *     told. See {@link PlanBook} for how exactly that holds
 * @param tickRateHz ticks a second
 */
public record InterestConfig(
        double nearM,
        double midM,
        double farM,
        double otherFloorM,
        int midEvery,
        int farEvery,
        int horizonEvery,
        int introductionsPerTick,
        int viewerBytesPerS,
        int viewerBodies,
        int tickRateHz) {
    /** A pose with its avatar's number, headers shared, in a frame. */
    private static final double POSE_BYTES = 5.2;
    /** A plan leaves one in so many free for those who walk into it. */
    private static final int SPARE_PART = 8;

    /** The rings of the design for 20 ticks per second. */
    public static final InterestConfig DEFAULT = new InterestConfig(30, 60, 120, 20, 4, 20, 20, 48, 48_000, 2_000, 20);

    /** Refuses what cannot work. */
    public InterestConfig {
        if (!(0 < nearM && nearM <= midM && midM <= farM && otherFloorM >= 0)) {
            throw new IllegalArgumentException("Rings must grow: " + nearM + ", " + midM + ", " + farM + " m");
        }
        if (midEvery < 1 || midEvery % Pace.SLOWEST != 0 || farEvery < 1 || farEvery % Pace.SLOWEST != 0) {
            throw new IllegalArgumentException(
                    "Rings are sent every 4, 8, 12... ticks, not " + midEvery + ", " + farEvery);
        }
        if (viewerBytesPerS < 1 || tickRateHz < 1) {
            throw new IllegalArgumentException("A viewer must be allowed some bytes, and an instance some ticks");
        }
        if (viewerBodies < 1) {
            throw new IllegalArgumentException("A viewer must be allowed to see somebody");
        }
        if (horizonEvery < Pace.SLOWEST || introductionsPerTick < 1) {
            throw new IllegalArgumentException(
                    "The horizon is told at most every 4 ticks, introductions at least 1 a tick");
        }
    }

    /** What somebody costs who is told of with every tick, bytes per second. */
    public double poseBytesPerTick() {
        return POSE_BYTES * tickRateHz;
    }

    /** As many people as a plan may have when it is made. */
    public int plannedBodies() {
        return viewerBodies - viewerBodies / SPARE_PART;
    }

    /** Beats that the oldest change told of may lie back. */
    public int longestWindow() {
        return (farEvery + midEvery) * LoadShedding.MOST_THIN + Pace.SLOWEST;
    }
}
