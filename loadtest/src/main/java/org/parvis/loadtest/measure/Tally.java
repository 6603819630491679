package org.parvis.loadtest.measure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/**
 * Everything counted during a stage. Plain fields, since one event loop does all the work; others read them
 * when the run has finished. Event loop only until then.
 */
public final class Tally {
    private static final long HIGHEST_NS = 60_000_000_000L;
    private static final int DIGITS = 3;
    private static final long COARSE_LOWEST_NS = 10_000;
    private static final int COARSE_DIGITS = 2;

    private static final List<Counter> COUNTERS = List.of(
            new Counter("joined", tally -> tally.joined, (tally, n) -> tally.joined = (int) n),
            new Counter("resumed", tally -> tally.resumed, (tally, n) -> tally.resumed = (int) n),
            new Counter("resumesLost", tally -> tally.resumesLost, (tally, n) -> tally.resumesLost = (int) n),
            new Counter("frames", tally -> tally.frames, (tally, n) -> tally.frames = n),
            new Counter("allBytes", tally -> tally.allBytes, (tally, n) -> tally.allBytes = n),
            new Counter("sampledFrameBytes", tally -> tally.sampledFrameBytes, (t, n) -> t.sampledFrameBytes = n),
            new Counter("sampledFrames", tally -> tally.sampledFrames, (tally, n) -> tally.sampledFrames = n),
            new Counter("nearDm", tally -> tally.nearDm, (tally, n) -> tally.nearDm = n),
            new Counter("updates", tally -> tally.updates, (tally, n) -> tally.updates = n),
            new Counter("updatesOfOwn", tally -> tally.updatesOfOwn, (tally, n) -> tally.updatesOfOwn = n),
            new Counter("nearDue", tally -> tally.nearDue, (tally, n) -> tally.nearDue = n),
            new Counter("nearDelivered", tally -> tally.nearDelivered, (tally, n) -> tally.nearDelivered = n),
            new Counter("moves", tally -> tally.moves, (tally, n) -> tally.moves = n),
            new Counter("corrections", tally -> tally.corrections, (tally, n) -> tally.corrections = n),
            new Counter("actionsDone", tally -> tally.actionsDone, (tally, n) -> tally.actionsDone = n),
            new Counter("actionsRefused", tally -> tally.actionsRefused, (tally, n) -> tally.actionsRefused = n),
            new Counter("chatsSent", tally -> tally.chatsSent, (tally, n) -> tally.chatsSent = n),
            new Counter("chatsDone", tally -> tally.chatsDone, (tally, n) -> tally.chatsDone = n),
            new Counter("chats", tally -> tally.chats, (tally, n) -> tally.chats = n),
            new Counter("reactions", tally -> tally.reactions, (tally, n) -> tally.reactions = n),
            new Counter("presentNs", tally -> tally.presentNs, (tally, n) -> tally.presentNs = n));

    /** Age of information, sampled at regular moments, nanoseconds. */
    public final Histogram age = histogram();
    /** Age of moves when they were received, nanoseconds. */
    public final Histogram receiptAge = histogram();
    /** From the beginning of the connection to the welcome, nanoseconds. */
    public final Histogram join = histogram();
    /** From the beginning of the connection to the first frame, nanoseconds. */
    public final Histogram firstFrame = histogram();
    /** From the loss of a connection to the welcome that continues its session, nanoseconds. */
    public final Histogram resume = histogram();
    /** How far from where they had their avatar people were when they came back, micrometres. */
    public final Histogram shift = histogram();
    /** How late this tester was with its own moves, nanoseconds. */
    public final Histogram lateness = histogram();
    /** Round trip of clock pings, nanoseconds. */
    public final Histogram roundTrip = histogram();
    /** How far clock offsets estimated from one ping are from the best estimate, nanoseconds. */
    public final Histogram clockError = histogram();
    /** Round trip of actions, nanoseconds. */
    public final Histogram action = histogram();

    /** Ended connections by reason that the person did not wish for. */
    public final Map<String, Integer> disconnects = new TreeMap<>();
    /** Calls that came to nothing, by reason; the person calls again, so this is no loss yet. */
    public final Map<String, Integer> failedCalls = new TreeMap<>();
    /** Actions answered with another code than done, by code. */
    public final Map<String, Integer> refusedActions = new TreeMap<>();
    /** Refused joins by code. */
    public final Map<String, Integer> refusals = new TreeMap<>();
    /** What became of hostile connections, by reason. */
    public final Map<String, Integer> hostile = new TreeMap<>();

    /** People who were welcomed to a new session. */
    public int joined;
    /** People who continued a session after a cut connection. */
    public int resumed;
    /** People who could not continue and got a new session instead. */
    public int resumesLost;
    /** When the stage began and ended, nanoseconds of the run's clock. */
    public long beginNs;
    /** When the stage ended, nanoseconds of the run's clock. */
    public long endNs;
    /** Frames received. */
    public long frames;
    /** Bytes of everything received, WebSocket headers included. */
    public long allBytes;
    /** Bytes of frames with their WebSocket headers that sampled viewers received. */
    public long sampledFrameBytes;
    /** Frames that sampled viewers received. */
    public long sampledFrames;
    /** How far the near ring reached at each of them, decimetres, added up. */
    public long nearDm;
    /** Poses that sampled viewers received. */
    public long updates;
    /** Of these, poses of people of this tester: only these have a known age. */
    public long updatesOfOwn;
    /** Near moves that the probes should have been told of. */
    public long nearDue;
    /** Near moves that the probes were told of. */
    public long nearDelivered;
    /** Moves sent. */
    public long moves;
    /** Corrections received. */
    public long corrections;
    /** Actions answered with done. */
    public long actionsDone;
    /** Actions answered with another code than done. */
    public long actionsRefused;
    /** Chat messages sent. */
    public long chatsSent;
    /** Chat messages answered with done. */
    public long chatsDone;
    /** Chat messages received. */
    public long chats;
    /** Messages with counts of reactions received. */
    public long reactions;
    /** Presence of all people added up, nanoseconds. */
    public long presentNs;

    /**
     * Number of people lost: connections that ended against their will, sessions that could not be continued,
     * and whoever was not let in before the end. A refusal or a call that came to nothing is no loss by itself: people
     * come again, and whoever never gets in counts once.
     *
     * @return at least 0
     */
    public int lost() {
        return sum(disconnects) + resumesLost;
    }

    /**
     * Records a time, cut off at a minute.
     *
     * @param histogram where
     * @param ns nanoseconds; negative counts as 0
     */
    public static void record(Histogram histogram, long ns) {
        histogram.recordValue(Math.max(0, Math.min(ns, HIGHEST_NS)));
    }

    /**
     * A histogram as all times are kept in.
     *
     * @return empty
     */
    public static Histogram histogram() {
        return new Histogram(HIGHEST_NS, DIGITS);
    }

    /**
     * A histogram that is exact to a hundredth: enough for one second.
     *
     * @return empty
     */
    public static Histogram coarseHistogram() {
        return new Histogram(COARSE_LOWEST_NS, HIGHEST_NS, COARSE_DIGITS);
    }

    /**
     * All histograms by name, as result files call them.
     *
     * @return the histograms themselves
     */
    public Map<String, Histogram> histograms() {
        Map<String, Histogram> all = new LinkedHashMap<>();
        all.put("age", age);
        all.put("receiptAge", receiptAge);
        all.put("join", join);
        all.put("firstFrame", firstFrame);
        all.put("resume", resume);
        all.put("shift", shift);
        all.put("lateness", lateness);
        all.put("roundTrip", roundTrip);
        all.put("clockError", clockError);
        all.put("action", action);
        return all;
    }

    /**
     * All counts of reasons by kind, as result files call them.
     *
     * @return the maps themselves
     */
    public Map<String, Map<String, Integer>> reasons() {
        return Map.of(
                "disconnects", disconnects,
                "failedCalls", failedCalls,
                "refusals", refusals,
                "refusedActions", refusedActions,
                "hostile", hostile);
    }

    /**
     * All other counts by name, as result files call them.
     *
     * @return a copy
     */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        COUNTERS.forEach(counter -> counts.put(counter.name, counter.get.applyAsLong(this)));
        return counts;
    }

    /**
     * Adds counts.
     *
     * @param counts by name; what is missing counts as 0
     */
    public void addCounts(Map<String, Long> counts) {
        for (Counter counter : COUNTERS) {
            counter.set.accept(this, counter.get.applyAsLong(this) + counts.getOrDefault(counter.name, 0L));
        }
    }

    /**
     * Adds another stage; the beginning and the end stay.
     *
     * @param other what it counted
     */
    public void add(Tally other) {
        Map<String, Histogram> others = other.histograms();
        histograms().forEach((name, histogram) -> {
            Histogram more = others.get(name);
            if (more != null) {
                histogram.add(more);
            }
        });
        Map<String, Map<String, Integer>> otherReasons = other.reasons();
        reasons()
                .forEach((kind, counts) -> otherReasons
                        .getOrDefault(kind, Map.of())
                        .forEach((reason, count) -> counts.merge(reason, count, Integer::sum)));
        addCounts(other.counts());
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** A plain count: how it is called, read and set. */
    private record Counter(String name, ToLongFunction<Tally> get, ObjLongConsumer<Tally> set) {}
}
