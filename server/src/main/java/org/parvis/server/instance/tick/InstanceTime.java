package org.parvis.server.instance.tick;

/**
 * The time of an instance: milliseconds since its tick 0. Tick k stands for exactly k times the period, also after
 * skipped ticks, so that time on the wire never bends. Any thread.
 */
public final class InstanceTime {
    private static final long NS_PER_S = 1_000_000_000L;
    private static final long NS_PER_MS = 1_000_000L;

    private final InstanceClock clock;
    private final long startNs;
    private final long epochUtcMs;
    private final int tickRateHz;

    public InstanceTime(InstanceClock clock, int tickRateHz) {
        this.clock = clock;
        this.tickRateHz = tickRateHz;
        startNs = clock.nanoTime();
        epochUtcMs = clock.utcMs();
    }

    /** Instance time now. */
    public long nowMs() {
        return (clock.nanoTime() - startNs) / NS_PER_MS;
    }

    /** UTC of instance time 0, milliseconds since 1970-01-01. */
    public long epochUtcMs() {
        return epochUtcMs;
    }

    /** When a tick is due on the machine's clock. */
    public long dueNs(long tick) {
        return startNs + tick * NS_PER_S / tickRateHz;
    }

    /** The newest tick that is due at a moment of the machine's clock. */
    public long tickAt(long nowNs) {
        long tick = (nowNs - startNs) * tickRateHz / NS_PER_S;
        return dueNs(tick + 1) <= nowNs ? tick + 1 : tick;
    }

    public long nanoTime() {
        return clock.nanoTime();
    }

    public void sleepUntil(long deadlineNs) {
        clock.sleepUntil(deadlineNs);
    }
}
