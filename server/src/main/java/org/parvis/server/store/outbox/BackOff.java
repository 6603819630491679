package org.parvis.server.store.outbox;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before each further try. Any thread. */
public final class BackOff {
    private static final long SECOND_MS = 1_000;
    private static final long MINUTE_MS = 60 * SECOND_MS;
    private static final long HOUR_MS = 60 * MINUTE_MS;

    /** Over the network: at once, then after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h; more than a day in all. */
    public static final BackOff WEBHOOK = new BackOff(
            5 * SECOND_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS, 5 * HOUR_MS, 10 * HOUR_MS, 10 * HOUR_MS);

    /** Inside the process: some tries soon, some later, a day in all. */
    public static final BackOff LOCAL = new BackOff(
            SECOND_MS, 5 * SECOND_MS, 30 * SECOND_MS, 5 * MINUTE_MS, HOUR_MS, 4 * HOUR_MS, 8 * HOUR_MS, 12 * HOUR_MS);

    private static final int JITTER_TENTHS = 10;

    private final long[] pausesMs;

    /**
     * A plan.
     *
     * @param pausesMs before the second try, the third and so on
     */
    public BackOff(long... pausesMs) {
        this.pausesMs = pausesMs.clone();
    }

    /** Whether this many tries are all there are. */
    boolean isOver(long attempts) {
        return attempts > pausesMs.length;
    }

    /** The pause after so many tries, up to a tenth longer, so that not all come back at once. */
    long pauseMs(long attempts) {
        long pauseMs = pausesMs[(int) Math.min(attempts, pausesMs.length) - 1];
        return pauseMs + ThreadLocalRandom.current().nextLong(pauseMs / JITTER_TENTHS + 1);
    }

    /**
     * From the first try to giving up, at least.
     *
     * @return milliseconds
     */
    public long totalMs() {
        return Arrays.stream(pausesMs).sum();
    }
}
