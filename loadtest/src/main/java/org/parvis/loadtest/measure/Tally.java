package org.parvis.loadtest.measure;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * Everything counted during a run. Plain fields, since one event loop does all the work; others read them
 * when the run has finished. Event loop only until then.
 */
public final class Tally {
    private static final long HIGHEST_NS = 60_000_000_000L;
    private static final int DIGITS = 3;

    /** Age of information, nanoseconds, over the measured part of the run. */
    public final Histogram age = new Histogram(HIGHEST_NS, DIGITS);
    /** Age of information since the last progress line, nanoseconds. */
    public final Histogram recentAge = new Histogram(HIGHEST_NS, DIGITS);
    /** From the beginning of the connection to the welcome, nanoseconds. */
    public final Histogram join = new Histogram(HIGHEST_NS, DIGITS);
    /** From the beginning of the connection to the first frame, nanoseconds. */
    public final Histogram firstFrame = new Histogram(HIGHEST_NS, DIGITS);
    /** How late this tester was with its own moves, nanoseconds. */
    public final Histogram lateness = new Histogram(HIGHEST_NS, DIGITS);
    /** Round trip of clock pings, nanoseconds. */
    public final Histogram roundTrip = new Histogram(HIGHEST_NS, DIGITS);

    /** Ended connections by reason that the person did not wish for. */
    public final Map<String, Integer> disconnects = new TreeMap<>();
    /** Refused joins by code. */
    public final Map<String, Integer> refusals = new TreeMap<>();

    /** People now in the venue. */
    public int present;
    /** People who were welcomed. */
    public int joined;
    /** When the first connection was begun and the last welcome came, nanoseconds of the run's clock. */
    public long firstConnectNs = Long.MAX_VALUE;
    /** When the last welcome came, nanoseconds of the run's clock. */
    public long lastWelcomeNs;
    /** Frames received while measuring. */
    public long frames;
    /** Bytes of frames with their WebSocket headers while measuring. */
    public long frameBytes;
    /** Bytes of everything received while measuring. */
    public long allBytes;
    /** Bytes of frames with their WebSocket headers that sampled viewers received while measuring. */
    public long sampledFrameBytes;
    /** Poses that sampled viewers received while measuring. */
    public long updates;
    /** Near moves that viewers in the sample should have been told of. */
    public long nearDue;
    /** Near moves that viewers in the sample were told of. */
    public long nearDelivered;
    /** Moves sent while measuring. */
    public long moves;
    /** Corrections received while measuring. */
    public long corrections;
    /** Person-seconds of presence while measuring, nanoseconds. */
    public long measuredNs;

    /**
     * Counts an ended connection.
     *
     * @param reason a word for it
     */
    public void disconnected(String reason) {
        disconnects.merge(reason, 1, Integer::sum);
    }

    /**
     * Number of people lost: connections that ended against their will, and joins refused.
     *
     * @return at least 0
     */
    public int lost() {
        return sum(disconnects) + sum(refusals);
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

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
