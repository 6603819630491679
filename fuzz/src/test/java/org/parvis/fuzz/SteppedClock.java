package org.parvis.fuzz;

import org.parvis.server.instance.tick.InstanceClock;

/** Time that stands still until it is told to go on; the instance's thread then does what is due and nothing else. */
final class SteppedClock implements InstanceClock {
    private long nowNs;
    /** What the tick thread waits for; not later than now while it works. */
    private long wakeNs = Long.MIN_VALUE;

    @Override
    public synchronized long nanoTime() {
        return nowNs;
    }

    @Override
    public synchronized long utcMs() {
        return nowNs / 1_000_000;
    }

    @Override
    public synchronized void sleepUntil(long deadlineNs) {
        wakeNs = deadlineNs;
        notifyAll();
        try {
            while (nowNs < deadlineNs) {
                wait();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets time pass, and returns when the tick thread has done what was due and waits again. */
    synchronized void step(long ns) throws InterruptedException {
        nowNs += ns;
        notifyAll();
        while (wakeNs <= nowNs) {
            wait();
        }
    }
}
