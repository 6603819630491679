package org.parvis.server.instance;

import org.parvis.server.instance.tick.InstanceTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that owns an instance for life. Tick k is due at the beginning plus k periods; who is late catches up by at
 * most {@link #MAX_CATCH_UP} ticks and skips the numbers of the others, so that the time of a tick always equals its
 * number.
 */
final class TickThread {
    static final int MAX_CATCH_UP = 5;

    private static final Logger LOG = LoggerFactory.getLogger(TickThread.class);

    private final VenueInstance instance;
    private final Thread thread;
    private volatile boolean running = true;

    // Nothing relies on the priority: it helps on one crowded processor, where the JVM is told to heed it.
    @SuppressWarnings("ThreadPriorityCheck")
    TickThread(VenueInstance instance, String name) {
        this.instance = instance;
        thread = new io.netty.util.concurrent.DefaultThreadFactory(name).newThread(this::run);
        thread.setName(name);
        thread.setPriority(Thread.MAX_PRIORITY);
    }

    void start() {
        thread.start();
    }

    /** Ends the thread after its tick. */
    void stop(long waitMs) {
        running = false;
        thread.interrupt();
        try {
            thread.join(waitMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            tickOn();
        } finally {
            instance.release();
        }
    }

    private void tickOn() {
        InstanceTime time = instance.time();
        long tick = time.tickAt(time.nanoTime()) + 1;
        while (running) {
            time.sleepUntil(time.dueNs(tick));
            if (!running) {
                return;
            }
            long behind = time.tickAt(time.nanoTime()) - tick;
            if (behind > MAX_CATCH_UP) {
                instance.metrics().skipped(behind);
                tick += behind;
            }
            tickSafely((int) tick);
            tick++;
        }
    }

    private void tickSafely(int tick) {
        try {
            instance.tick(tick);
        } catch (RuntimeException e) {
            // Losing one tick is better than losing everybody in the instance.
            LOG.error(
                    "Tick {} of venue {} failed; the next one goes on",
                    tick,
                    instance.venue().id(),
                    e);
        }
    }
}
