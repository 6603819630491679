package org.parvis.server.instance.tick;

import java.util.concurrent.locks.LockSupport;

/** The one source of time of an instance; tests replace it. Any thread. */
public interface InstanceClock {
    /** The machine's clock. */
    InstanceClock SYSTEM = new InstanceClock() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public long utcMs() {
            return System.currentTimeMillis();
        }

        @Override
        public void sleepUntil(long deadlineNs) {
            long leftNs = deadlineNs - System.nanoTime();
            while (leftNs > 0 && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(leftNs);
                leftNs = deadlineNs - System.nanoTime();
            }
        }
    };

    /** Monotonic time, nanoseconds from an arbitrary beginning. */
    long nanoTime();

    /** Wall-clock time, milliseconds since 1970-01-01 UTC. */
    long utcMs();

    /** Waits until {@link #nanoTime} has reached a value, or the thread is interrupted. */
    void sleepUntil(long deadlineNs);
}
