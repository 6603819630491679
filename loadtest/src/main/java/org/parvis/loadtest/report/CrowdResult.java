package org.parvis.loadtest.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.parvis.loadtest.measure.Tally;

/**
 * What was found in a stage, or in several together, in the units people think in. In the JSON all parts but the server
 * are one object; the names are explained in {@code docs/crowd.md}. Immutable; any thread.
 *
 * @param span which stretch of the run this is
 * @param seen what people saw of each other
 * @param arrivals who came and who was lost
 * @param traffic what was sent and received
 * @param actions what people said and did
 * @param machines how tester and server did
 * @param reasons why people were lost, refused and the like
 */
public record CrowdResult(
        @JsonUnwrapped Span span,
        @JsonUnwrapped Seen seen,
        @JsonUnwrapped Arrivals arrivals,
        @JsonUnwrapped Traffic traffic,
        @JsonUnwrapped Actions actions,
        @JsonUnwrapped Machines machines,
        @JsonUnwrapped Reasons reasons) {
    /** Lateness of the tester beyond which its figures say more about itself than about the server. */
    public static final double LATENESS_LIMIT_MS = 25;

    private static final double DM_PER_M = 10;

    /**
     * A stretch of a run.
     *
     * @param name of the stage
     * @param seconds its length
     * @param people present, on average
     */
    public record Span(String name, double seconds, double people) {}

    /**
     * What sampled people saw of others.
     *
     * @param ageMs age of information, sampled at regular moments
     * @param receiptAgeMs age of moves when they were received
     * @param sameTesterShare updates about people of the same tester, 0 to 1
     * @param nearDeliveredShare near moves told, of those due, 0 to 1
     * @param nearRingM how far the near ring reached, on average
     */
    public record Seen(
            Spread ageMs, Spread receiptAgeMs, double sameTesterShare, double nearDeliveredShare, double nearRingM) {}

    /**
     * Who came and who was lost.
     *
     * @param joined people welcomed to a new session
     * @param resumed people welcomed back
     * @param lost people lost, each once
     * @param joinsPerSecond people welcomed, over the seconds in which anybody was
     * @param times how long that took
     */
    public record Arrivals(
            int joined,
            int resumed,
            int lost,
            double joinsPerSecond,
            @JsonUnwrapped JoinTimes times) {}

    /**
     * How long coming and coming back took.
     *
     * @param joinMs from the beginning of the connection to the welcome
     * @param firstFrameMs from there to the first frame
     * @param resumeMs from a cut connection to the welcome that continues its session
     * @param resumeShiftM how far from where they had been people stood when they were back, metres
     */
    public record JoinTimes(Spread joinMs, Spread firstFrameMs, Spread resumeMs, Spread resumeShiftM) {}

    /**
     * What was sent and received.
     *
     * @param framesPerClientPerSecond frames a person received
     * @param bytesPerClientPerSecond bytes a person received, WebSocket headers included
     * @param bytesPerUpdate bytes of frames for each pose in them
     * @param movesPerSecond moves sent by all
     * @param correctionsPerMove corrections received for each of them
     */
    public record Traffic(
            double framesPerClientPerSecond,
            double bytesPerClientPerSecond,
            double bytesPerUpdate,
            double movesPerSecond,
            double correctionsPerMove) {}

    /**
     * What people said and did.
     *
     * @param actionMs from sending something to its reply
     * @param actionsDone how many were done
     * @param actionsRefused how many were refused
     * @param chatsSent messages said
     * @param chatsDone of these, messages that the server took
     * @param chatsReceived messages received by all together
     * @param reactionMessagesPerClientPerSecond messages with counts of reactions that a person received
     */
    public record Actions(
            Spread actionMs,
            long actionsDone,
            long actionsRefused,
            long chatsSent,
            long chatsDone,
            long chatsReceived,
            double reactionMessagesPerClientPerSecond) {}

    /**
     * How tester and server did.
     *
     * @param testerLatenessMs how late the tester sent its own moves
     * @param testerWasBottleneck whether that was so much that the figures say more about it than about the server
     * @param testerCpu processors the testers used; NaN if unknown
     * @param roundTripMs clock ping to pong
     * @param clockErrorMs how far the clock offset told by one ping is from the best estimate
     * @param server how the server did
     */
    public record Machines(
            Spread testerLatenessMs,
            boolean testerWasBottleneck,
            double testerCpu,
            Spread roundTripMs,
            Spread clockErrorMs,
            ServerFigures server) {}

    /**
     * Counts by reason.
     *
     * @param disconnects people lost
     * @param failedCalls calls that came to nothing, after which people called again
     * @param refusals joins refused by a code
     * @param refusedActions actions refused by a code
     * @param hostile what became of hostile connections
     */
    public record Reasons(
            Map<String, Integer> disconnects,
            Map<String, Integer> failedCalls,
            Map<String, Integer> refusals,
            Map<String, Integer> refusedActions,
            Map<String, Integer> hostile) {
        /** Copies the maps, in alphabetical order. */
        public Reasons {
            disconnects = sorted(disconnects);
            failedCalls = sorted(failedCalls);
            refusals = sorted(refusals);
            refusedActions = sorted(refusedActions);
            hostile = sorted(hostile);
        }

        private static Map<String, Integer> sorted(Map<String, Integer> counts) {
            return Collections.unmodifiableMap(new TreeMap<>(counts));
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
        return new CrowdResult(
                new Span(basis.name, round(basis.seconds), share(personSeconds, basis.seconds)),
                seen(tally),
                arrivals(basis, tally),
                new Traffic(
                        share(tally.frames, personSeconds),
                        share(tally.allBytes, personSeconds),
                        share(tally.sampledFrameBytes, tally.updates),
                        share(tally.moves, basis.seconds),
                        share(tally.corrections, tally.moves)),
                new Actions(
                        Spread.ofNs(tally.action),
                        tally.actionsDone,
                        tally.actionsRefused,
                        tally.chatsSent,
                        tally.chatsDone,
                        tally.chats,
                        share(tally.reactions, personSeconds)),
                machines(basis, tally),
                new Reasons(tally.disconnects, tally.failedCalls, tally.refusals, tally.refusedActions, tally.hostile));
    }

    private static Seen seen(Tally tally) {
        return new Seen(
                Spread.ofNs(tally.age),
                Spread.ofNs(tally.receiptAge),
                share(tally.updatesOfOwn, tally.updates),
                share(tally.nearDelivered, tally.nearDue),
                share(tally.nearDm / DM_PER_M, tally.sampledFrames));
    }

    private static Arrivals arrivals(Basis basis, Tally tally) {
        JoinTimes times = new JoinTimes(
                Spread.ofNs(tally.join),
                Spread.ofNs(tally.firstFrame),
                Spread.ofNs(tally.resume),
                Spread.ofMillionths(tally.shift));
        return new Arrivals(tally.joined, tally.resumed, tally.lost(), round(basis.joinsPerSecond), times);
    }

    private static Machines machines(Basis basis, Tally tally) {
        Spread lateness = Spread.ofNs(tally.lateness);
        return new Machines(
                lateness,
                basis.testerLate || lateness.p99() > LATENESS_LIMIT_MS,
                basis.testerCpu,
                Spread.ofNs(tally.roundTrip),
                Spread.ofNs(tally.clockError),
                basis.server);
    }

    private static double share(Number part, Number whole) {
        return whole.doubleValue() <= 0 ? 0 : round(part.doubleValue() / whole.doubleValue());
    }

    private static double round(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
