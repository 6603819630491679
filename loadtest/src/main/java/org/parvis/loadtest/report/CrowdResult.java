package org.parvis.loadtest.report;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.parvis.loadtest.measure.Tally;

/**
 * What was found in a stage, or in several together, in the units people think in. The component names are
 * those of the JSON, explained in {@code docs/crowd.md}. Immutable; any thread.
 */
public record CrowdResult(
        String name,
        double seconds,
        double people,
        int joined,
        int lost,
        int resumed,
        Spread joinMs,
        Spread firstFrameMs,
        Spread resumeMs,
        Spread resumeShiftM,
        Spread ageMs,
        Spread roundTripMs,
        Spread clockErrorMs,
        Spread actionMs,
        Spread testerLatenessMs,
        double joinsPerSecond,
        double framesPerClientPerSecond,
        double bytesPerClientPerSecond,
        double bytesPerUpdate,
        double sameTesterShare,
        double nearDeliveredShare,
        double nearRingM,
        double movesPerSecond,
        double correctionsPerMove,
        long actionsDone,
        long actionsRefused,
        long chatsReceived,
        double reactionMessagesPerClientPerSecond,
        boolean testerWasBottleneck,
        double testerCpu,
        ServerFigures server,
        Map<String, Integer> disconnects,
        Map<String, Integer> refusals,
        Map<String, Integer> hostile) {
    /** Lateness of the tester beyond which its figures say more about itself than about the server. */
    public static final double LATENESS_LIMIT_MS = 25;

    private static final double DM_PER_M = 10;

    /** Copies the maps, in alphabetical order. */
    public CrowdResult {
        disconnects = Collections.unmodifiableMap(new TreeMap<>(disconnects));
        refusals = Collections.unmodifiableMap(new TreeMap<>(refusals));
        hostile = Collections.unmodifiableMap(new TreeMap<>(hostile));
    }

    /**
     * A distribution.
     *
     * @param count of values
     * @param p50 median
     * @param p90 nine in ten are at most this
     * @param p99 99 in 100 are at most this
     * @param p999 999 in 1000 are at most this
     * @param max the largest
     */
    public record Spread(long count, double p50, double p90, double p99, double p999, double max) {
        static Spread ofNs(Histogram histogram) {
            return new Spread(
                    histogram.getTotalCount(),
                    ms(histogram.getValueAtPercentile(50)),
                    ms(histogram.getValueAtPercentile(90)),
                    ms(histogram.getValueAtPercentile(99)),
                    ms(histogram.getValueAtPercentile(99.9)),
                    histogram.getTotalCount() == 0 ? 0 : ms(histogram.getMaxValue()));
        }

        /** A millionth of a metre is to a metre what a nanosecond is to a millisecond. */
        static Spread ofMillionths(Histogram histogram) {
            return ofNs(histogram);
        }

        private static double ms(long ns) {
            return Math.round(ns / 10_000.0) / 100.0;
        }
    }

    /**
     * What a result stands on besides its tally.
     *
     * @param name of the stage
     * @param seconds how long it was
     * @param joinsPerSecond people welcomed per second
     * @param testerLate whether a tester is known to have been late, whatever the tally says
     * @param testerCpu processors the testers used on average; NaN if unknown
     * @param server what the server used
     */
    public record Basis(
            String name,
            double seconds,
            double joinsPerSecond,
            boolean testerLate,
            double testerCpu,
            ServerFigures server) {}

    /**
     * Works out a stage.
     *
     * @param basis name, length and the like
     * @param tally what was counted in it
     * @return the result
     */
    public static CrowdResult of(Basis basis, Tally tally) {
        double personSeconds = tally.presentNs / 1e9;
        Spread lateness = Spread.ofNs(tally.lateness);
        return new CrowdResult(
                basis.name,
                round(basis.seconds),
                share(personSeconds, basis.seconds),
                tally.joined,
                tally.lost(),
                tally.resumed,
                Spread.ofNs(tally.join),
                Spread.ofNs(tally.firstFrame),
                Spread.ofNs(tally.resume),
                Spread.ofMillionths(tally.shift),
                Spread.ofNs(tally.age),
                Spread.ofNs(tally.roundTrip),
                Spread.ofNs(tally.clockError),
                Spread.ofNs(tally.action),
                lateness,
                round(basis.joinsPerSecond),
                share(tally.frames, personSeconds),
                share(tally.allBytes, personSeconds),
                share(tally.sampledFrameBytes, tally.updates),
                share(tally.updatesOfOwn, tally.updates),
                share(tally.nearDelivered, tally.nearDue),
                share(tally.nearDm / DM_PER_M, tally.sampledFrames),
                share(tally.moves, basis.seconds),
                share(tally.corrections, tally.moves),
                tally.actionsDone,
                tally.actionsRefused,
                tally.chats,
                share(tally.reactions, personSeconds),
                basis.testerLate || lateness.p99() > LATENESS_LIMIT_MS,
                basis.testerCpu,
                basis.server,
                tally.disconnects,
                tally.refusals,
                tally.hostile);
    }

    private static double share(Number part, Number whole) {
        return whole.doubleValue() <= 0 ? 0 : round(part.doubleValue() / whole.doubleValue());
    }

    private static double round(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
