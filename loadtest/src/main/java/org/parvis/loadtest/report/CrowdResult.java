package org.parvis.loadtest.report;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.parvis.loadtest.crowd.CrowdSettings;
import org.parvis.loadtest.measure.Tally;

/**
 * What a run found, in the units people think in. The component names are those of the JSON, explained in
 * {@code docs/crowd.md}. Immutable; any thread.
 */
public record CrowdResult(
        int avatars,
        int joined,
        int lost,
        double joinsPerSecond,
        Spread joinMs,
        Spread firstFrameMs,
        Spread ageMs,
        Spread roundTripMs,
        Spread testerLatenessMs,
        double framesPerClientPerSecond,
        double bytesPerClientPerSecond,
        double bytesPerUpdate,
        double nearDeliveredShare,
        double movesPerSecond,
        double correctionsPerMove,
        boolean testerWasBottleneck,
        Map<String, Integer> disconnects,
        Map<String, Integer> refusals) {
    /** Lateness of the tester beyond which its figures say more about itself than about the server. */
    public static final double LATENESS_LIMIT_MS = 25;

    /** Copies the maps, in alphabetical order. */
    public CrowdResult {
        disconnects = java.util.Collections.unmodifiableMap(new TreeMap<>(disconnects));
        refusals = java.util.Collections.unmodifiableMap(new TreeMap<>(refusals));
    }

    /**
     * A distribution.
     *
     * @param count of values
     * @param p50 median
     * @param p90 nine in ten are at most this
     * @param p99 99 in 100 are at most this
     * @param max the largest
     */
    public record Spread(long count, double p50, double p90, double p99, double max) {
        static Spread ofNs(Histogram histogram) {
            return new Spread(
                    histogram.getTotalCount(),
                    ms(histogram.getValueAtPercentile(50)),
                    ms(histogram.getValueAtPercentile(90)),
                    ms(histogram.getValueAtPercentile(99)),
                    histogram.getTotalCount() == 0 ? 0 : ms(histogram.getMaxValue()));
        }

        private static double ms(long ns) {
            return Math.round(ns / 10_000.0) / 100.0;
        }
    }

    /**
     * Works out a run.
     *
     * @param settings of the run
     * @param tally what was counted
     * @return the result
     */
    public static CrowdResult of(CrowdSettings settings, Tally tally) {
        double personSeconds = tally.measuredNs / 1e9;
        double arrivalS = Math.max(1e-3, (tally.lastWelcomeNs - tally.firstConnectNs) / 1e9);
        Spread lateness = Spread.ofNs(tally.lateness);
        return new CrowdResult(
                settings.avatars(),
                tally.joined,
                tally.lost(),
                tally.joined == 0 ? 0 : round(tally.joined / arrivalS),
                Spread.ofNs(tally.join),
                Spread.ofNs(tally.firstFrame),
                Spread.ofNs(tally.age),
                Spread.ofNs(tally.roundTrip),
                lateness,
                share(tally.frames, personSeconds),
                share(tally.allBytes, personSeconds),
                share(tally.sampledFrameBytes, tally.updates),
                share(tally.nearDelivered, tally.nearDue),
                share(tally.moves, settings.durationMs() / 1e3),
                share(tally.corrections, tally.moves),
                lateness.p99() > LATENESS_LIMIT_MS,
                tally.disconnects,
                tally.refusals);
    }

    private static double share(Number part, Number whole) {
        return whole.doubleValue() <= 0 ? 0 : round(part.doubleValue() / whole.doubleValue());
    }

    private static double round(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
