package org.parvis.server.instance;

import org.parvis.server.interest.plan.InterestConfig;

/**
 * How an instance runs.
 *
 * @param tickRateHz ticks per second, 5..60
 * @param capacity people at most, 1..20,000
 * @param walkMps walking speed, metres per second
 * @param runMps running speed, metres per second
 * @param tolerance how much faster than that a client may be, because clocks and networks jitter; 0.15 = 15 %
 * @param correctionM a client whose idea of its place is further off is corrected
 * @param hearingM how far chat carries
 * @param mailboxSize commands that may wait for a tick
 * @param interest who is told what
 */
public record InstanceConfig(
        int tickRateHz,
        int capacity,
        double walkMps,
        double runMps,
        double tolerance,
        double correctionM,
        double hearingM,
        int mailboxSize,
        InterestConfig interest) {
    /** What the design says. */
    public static final InstanceConfig DEFAULT =
            new InstanceConfig(20, 8_000, 3, 6, 0.15, 0.25, 30, 65_536, InterestConfig.DEFAULT);

    /** Refuses what cannot work, in words for an operator. */
    public InstanceConfig {
        require(tickRateHz >= 5 && tickRateHz <= 60, "tick rate must be within 5..60 Hz: " + tickRateHz);
        require(capacity >= 1 && capacity <= 20_000, "capacity must be within 1..20000: " + capacity);
        require(0 < walkMps && walkMps <= runMps && runMps <= 20, "speeds must be 0 < walk <= run <= 20 m/s");
        require(tolerance >= 0 && tolerance <= 1, "tolerance must be within 0..1: " + tolerance);
        require(correctionM > 0 && hearingM > 0, "correction and hearing distances must be above 0");
        require(mailboxSize >= 64, "mailbox must hold at least 64 commands: " + mailboxSize);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /**
     * The same with another tick rate; rings keep their seconds.
     *
     * @param hz ticks per second
     * @return a copy
     */
    public InstanceConfig withTickRate(int hz) {
        // Rings are sent every so many ticks, a multiple of 4.
        int mid = 4 * Math.max(1, Math.round(hz / 20f));
        int far = 4 * Math.max(1, Math.round(hz / 4f));
        InterestConfig rings = new InterestConfig(
                interest.nearM(),
                interest.midM(),
                interest.farM(),
                interest.otherFloorM(),
                mid,
                far,
                far,
                interest.introductionsPerTick(),
                interest.viewerBytesPerS(),
                interest.viewerBodies(),
                hz);
        return new InstanceConfig(hz, capacity, walkMps, runMps, tolerance, correctionM, hearingM, mailboxSize, rings);
    }

    /**
     * The same with another limit of bodies.
     *
     * @param viewerBodies most people whose poses one viewer is sent
     * @return a copy
     */
    public InstanceConfig withViewerBodies(int viewerBodies) {
        InterestConfig limited = new InterestConfig(
                interest.nearM(),
                interest.midM(),
                interest.farM(),
                interest.otherFloorM(),
                interest.midEvery(),
                interest.farEvery(),
                interest.horizonEvery(),
                interest.introductionsPerTick(),
                interest.viewerBytesPerS(),
                viewerBodies,
                interest.tickRateHz());
        return new InstanceConfig(
                tickRateHz, capacity, walkMps, runMps, tolerance, correctionM, hearingM, mailboxSize, limited);
    }

    /**
     * The same for another number of people.
     *
     * @param people at most
     * @return a copy
     */
    public InstanceConfig withCapacity(int people) {
        return new InstanceConfig(
                tickRateHz, people, walkMps, runMps, tolerance, correctionM, hearingM, mailboxSize, interest);
    }
}
