package org.parvis.server.instance.feature;

/**
 * Time of an instance. Instance time counts milliseconds since the instance began and goes on evenly, tick by tick; UTC
 * is what it was at the beginning plus instance time, so that it never jumps. Two mirrors of a venue have different
 * instance times for one moment: between them, and to the outside, UTC is told. Tick thread only.
 */
public interface Time {
    /** Instance time of this tick, milliseconds. */
    long nowMs();

    /** UTC of this tick, milliseconds since 1970-01-01. */
    long utcMs();

    /** UTC of an instance time, milliseconds since 1970-01-01. */
    long toUtcMs(long instanceMs);

    /** Instance time of a UTC; negative for what was before the instance began. */
    long toInstanceMs(long utcMs);

    /**
     * Does something at the first tick after a delay.
     *
     * @param delayMs 0 for the next tick
     * @throws IllegalStateException when {@value #MAX_TIMERS} wait
     */
    Timer after(long delayMs, Runnable task);

    /** Does something at the first tick at or after a UTC, at the next one when that has passed. */
    Timer atUtc(long utcMs, Runnable task);

    /** Timers of an instance that may wait at a time. */
    int MAX_TIMERS = 65_536;

    /** Something that will be done. */
    interface Timer {
        /** Has it not be done; false when it was done or cancelled before. */
        boolean cancel();

        /** Whether it is still to be done. */
        boolean isWaiting();
    }
}
