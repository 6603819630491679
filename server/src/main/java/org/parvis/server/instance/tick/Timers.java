package org.parvis.server.instance.tick;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Things to be done at a later tick, in the order of their ticks and of their setting. At most so many wait; whoever
 * wants more is refused. Cancelled ones are swept once they are as many as the others, so that cancelling costs little
 * and what is cancelled takes no room for long. Tick thread only.
 */
public final class Timers {
    private static final int SWEEP_FROM = 64;

    private final PriorityQueue<Entry> queue =
            new PriorityQueue<>(Comparator.comparingLong(Entry::dueMs).thenComparingLong(Entry::order));
    private final int most;
    private long order;
    private volatile int waiting;

    /**
     * Makes an empty one.
     *
     * @param most how many may wait
     */
    public Timers(int most) {
        this.most = most;
    }

    /**
     * Sets a timer.
     *
     * @param dueMs instance time, milliseconds
     * @throws IllegalStateException when too many wait
     */
    public Entry add(long dueMs, Runnable task) {
        if (waiting >= most) {
            throw new IllegalStateException(most + " timers wait already, which is as many as an instance may have:"
                    + " set one timer for many things, or cancel those that are not wanted any more");
        }
        Entry entry = new Entry(dueMs, order++, task);
        queue.add(entry);
        count(1);
        return entry;
    }

    /** Runs what is due; what they set for now waits for the next tick. */
    public void run(long nowMs, TaskRunner runner) {
        long until = order;
        while (true) {
            Entry next = queue.peek();
            if (next == null || next.dueMs > nowMs || next.order >= until) {
                return;
            }
            queue.remove();
            if (next.waits) {
                next.waits = false;
                count(-1);
                runner.run(next.task);
            }
        }
    }

    /** How many wait. Any thread. */
    public int waiting() {
        return waiting;
    }

    // Only the tick thread writes it.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void count(int change) {
        waiting += change;
    }

    private void sweep() {
        if (queue.size() > SWEEP_FROM && queue.size() > 2 * waiting) {
            queue.removeIf(entry -> !entry.waits);
        }
    }

    /** Runs a task so that its failure harms nothing else. */
    @FunctionalInterface
    public interface TaskRunner {
        /** Runs one. */
        void run(Runnable task);
    }

    /** A timer that was set. Tick thread only. */
    public final class Entry {
        private final long dueMs;
        private final long order;
        private final Runnable task;
        private boolean waits = true;

        private Entry(long dueMs, long order, Runnable task) {
            this.dueMs = dueMs;
            this.order = order;
            this.task = task;
        }

        long dueMs() {
            return dueMs;
        }

        long order() {
            return order;
        }

        /** Has it not be done; false when it was done or cancelled before. */
        public boolean cancel() {
            if (!waits) {
                return false;
            }
            waits = false;
            count(-1);
            sweep();
            return true;
        }

        /** Whether it is still to be done. */
        public boolean isWaiting() {
            return waits;
        }
    }
}
