package org.parvis.server.gateway.socket;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Knows for how long an event loop was held up altogether: by a process that was stopped, a machine that was suspended, a
 * long collection. What its peers sent meanwhile comes all at once, and nothing was heard of them though they spoke: both
 * is not their fault, so silence and budgets leave this time out.
 *
 * <p>Idea: the loop looks at the clock every {@value #BEAT_MS} ms; a look that comes more than {@value #LATE_MS} ms late
 * ends a pause. Messages look as well, since they may be read before the late look has its turn. Its event loop only.
 */
public final class LoopPause {
    /** How often the clock is looked at. */
    static final long BEAT_MS = 500;
    /** What is not worth to be called a pause. */
    static final long LATE_MS = 2_000;

    private static final long BEAT_NS = TimeUnit.MILLISECONDS.toNanos(BEAT_MS);
    private static final long LATE_NS = TimeUnit.MILLISECONDS.toNanos(LATE_MS);

    private long lookedNs;
    private long pausedNs;

    /**
     * Knows of no pause.
     *
     * @param nowNs {@link System#nanoTime}
     */
    public LoopPause(long nowNs) {
        lookedNs = nowNs;
    }

    /** Looks at the clock from now on, for as long as the loop lives. */
    LoopPause watch(EventExecutor loop, LongSupplier clock) {
        loop.scheduleWithFixedDelay(() -> pausedNs(clock.getAsLong()), BEAT_MS, BEAT_MS, TimeUnit.MILLISECONDS);
        return this;
    }

    /**
     * All pauses of the loop together.
     *
     * @param nowNs {@link System#nanoTime}
     * @return nanoseconds since the loop began; rises by the length of a pause when that ends
     */
    public long pausedNs(long nowNs) {
        long sinceNs = nowNs - lookedNs;
        if (sinceNs > BEAT_NS + LATE_NS) {
            pausedNs += sinceNs;
            lookedNs = nowNs;
        } else if (sinceNs >= BEAT_NS) {
            lookedNs = nowNs;
        }
        return pausedNs;
    }
}
