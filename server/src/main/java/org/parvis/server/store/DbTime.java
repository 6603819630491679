package org.parvis.server.store;

import java.time.Clock;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.config.JdbiConfig;

/**
 * The clock of a database handle: all rows that one store writes are stamped by one clock, and tests set it.
 *
 * <p>Any thread.
 */
public final class DbTime implements JdbiConfig<DbTime> {
    private volatile Clock clock;

    /** The system's time, until {@link #use} says otherwise. */
    public DbTime() {
        this(Clock.systemUTC());
    }

    private DbTime(Clock clock) {
        this.clock = clock;
    }

    /**
     * Sets the clock for handles opened from now on.
     *
     * @param newClock tells the time
     */
    public void use(Clock newClock) {
        clock = newClock;
    }

    /**
     * What time it is.
     *
     * @param db an open transaction
     * @return UTC milliseconds
     */
    public static long nowMs(Handle db) {
        return db.getConfig(DbTime.class).clock.millis();
    }

    @Override
    public DbTime createCopy() {
        return new DbTime(clock);
    }
}
