package org.parvis.server.testing;

import java.util.concurrent.atomic.AtomicLong;
import org.parvis.server.instance.tick.InstanceClock;

/** A clock that stands still until it is moved. */
public final class ManualClock implements InstanceClock {
    private static final long START_UTC_MS = 1_790_000_000_000L;

    private final AtomicLong nowNs = new AtomicLong();

    public void advanceMs(long ms) {
        nowNs.addAndGet(ms * 1_000_000);
    }

    @Override
    public long nanoTime() {
        return nowNs.get();
    }

    @Override
    public long utcMs() {
        return START_UTC_MS + nowNs.get() / 1_000_000;
    }

    @Override
    public void sleepUntil(long deadlineNs) {
        throw new UnsupportedOperationException("Instances with this clock are ticked by hand");
    }
}
