package org.parvis.server.store;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The system's time, but never going back while the server runs.
 *
 * <p>It follows the system's clock whenever that is ahead. When that is set back, this one goes on at half speed until
 * the two agree again: what was planned for a time still comes, at worst twice as late as planned, and what is written
 * later never carries an earlier time.
 *
 * <p>Any thread.
 */
public final class SteadyClock extends Clock {
    private static final long NANOS_PER_MS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Clock wall;
    private final LongSupplier elapsedNs;

    /** The last answer and when it was given; guarded by this. */
    private long lastMs;

    private long lastNs;

    /**
     * Steadies a clock.
     *
     * @param wall may jump
     * @param elapsedNs never goes back, like {@link System#nanoTime}
     */
    SteadyClock(Clock wall, LongSupplier elapsedNs) {
        this.wall = wall;
        this.elapsedNs = elapsedNs;
        lastMs = wall.millis();
        lastNs = elapsedNs.getAsLong();
    }

    /**
     * Steadies the clock of the system.
     *
     * @return in UTC
     */
    public static SteadyClock system() {
        return new SteadyClock(Clock.systemUTC(), System::nanoTime);
    }

    @Override
    public synchronized long millis() {
        long wallMs = wall.millis();
        if (wallMs >= lastMs) {
            lastMs = wallMs;
            lastNs = elapsedNs.getAsLong();
        } else {
            long slowedMs = (elapsedNs.getAsLong() - lastNs) / (2 * NANOS_PER_MS);
            lastMs += slowedMs;
            // What is less than a millisecond stays to be counted the next time.
            lastNs += slowedMs * 2 * NANOS_PER_MS;
        }
        return lastMs;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** Zones matter to calendars, which have no business here. */
    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Times of the store are UTC");
    }
}
