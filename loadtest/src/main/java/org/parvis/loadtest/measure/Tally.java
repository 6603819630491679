package org.parvis.loadtest.measure;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * Everything counted during a stage. Plain fields, since one event loop does all the work; others read them
 * when the run has finished. Event loop only until then.
 */
public final class Tally {
    private static final long HIGHEST_NS = 60_000_000_000L;
    private static final int DIGITS = 3;

    /** Age of information, nanoseconds. */
    public final Histogram age = histogram();
    /** From the beginning of the connection to the welcome, nanoseconds. */
    public final Histogram join = histogram();
    /** From the beginning of the connection to the first frame, nanoseconds. */
    public final Histogram firstFrame = histogram();
    /** From the loss of a connection to the welcome that continues its session, nanoseconds. */
    public final Histogram resume = histogram();
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
    /** Poses that sampled viewers received. */
    public long updates;
    /** Near moves that the probes should have been told of. */
    public long nearDue;
    /** Near moves that the probes were told of. */
    public long nearDelivered;
    /** Moves sent. */
    public long moves;
    /** Corrections received. */
    public long corrections;
    /** Actions done, refused by a typed reply, and asked. */
    public long actionsDone;
    /** Actions answered with another code than done. */
    public long actionsRefused;
    /** Chat messages received. */
    public long chats;
    /** Presence of all people added up, nanoseconds. */
    public long presentNs;

    /**
     * Number of people lost: connections that ended against their will and joins refused for good.
     *
     * @return at least 0
     */
    public int lost() {
        return sum(disconnects) + sum(refusals) + resumesLost;
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
     * Adds another stage.
     *
     * @param other what it counted
     */
    public void add(Tally other) {
        age.add(other.age);
        join.add(other.join);
        firstFrame.add(other.firstFrame);
        resume.add(other.resume);
        lateness.add(other.lateness);
        roundTrip.add(other.roundTrip);
        clockError.add(other.clockError);
        action.add(other.action);
        other.disconnects.forEach((reason, count) -> disconnects.merge(reason, count, Integer::sum));
        other.refusals.forEach((reason, count) -> refusals.merge(reason, count, Integer::sum));
        other.hostile.forEach((reason, count) -> hostile.merge(reason, count, Integer::sum));
        addCounts(other);
    }

    private void addCounts(Tally other) {
        joined += other.joined;
        resumed += other.resumed;
        resumesLost += other.resumesLost;
        frames += other.frames;
        allBytes += other.allBytes;
        sampledFrameBytes += other.sampledFrameBytes;
        updates += other.updates;
        nearDue += other.nearDue;
        nearDelivered += other.nearDelivered;
        moves += other.moves;
        corrections += other.corrections;
        actionsDone += other.actionsDone;
        actionsRefused += other.actionsRefused;
        chats += other.chats;
        presentNs += other.presentNs;
        beginNs = beginNs == 0 ? other.beginNs : Math.min(beginNs, other.beginNs);
        endNs = Math.max(endNs, other.endNs);
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
