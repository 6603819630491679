package org.parvis.server.store.engine;

import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.parvis.server.store.SteadyClock;
import org.parvis.server.store.file.PriorUse;

/**
 * Which database, and how hard to use it. Its text holds no secret.
 *
 * @param url {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql://HOST:PORT/NAME}
 * @param user of PostgreSQL
 * @param password of PostgreSQL
 * @param connections to PostgreSQL at most
 * @param patienceMs after which an asker is told to try again, whatever the database does
 * @param clock stamps what is written
 * @param prior what speaks for an earlier use of the database
 */
public record StoreConfig(
        String url,
        Optional<String> user,
        Optional<String> password,
        int connections,
        long patienceMs,
        Clock clock,
        PriorUse prior) {
    /** Longest that anybody who asks the running server has to wait. */
    public static final long PATIENCE_MS = 3_000;

    private static final String SQLITE = "jdbc:sqlite:";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    /**
     * A database with the usual patience and the system's time.
     *
     * @param url where
     * @return a configuration without user and password
     */
    public static StoreConfig of(String url) {
        return new StoreConfig(
                url, Optional.empty(), Optional.empty(), 8, PATIENCE_MS, SteadyClock.system(), PriorUse.UNKNOWN);
    }

    /**
     * The same with another user.
     *
     * @param newUser of PostgreSQL
     * @param newPassword of PostgreSQL
     * @return a copy
     */
    public StoreConfig withUser(Optional<String> newUser, Optional<String> newPassword) {
        return new StoreConfig(url, newUser, newPassword, connections, patienceMs, clock, prior);
    }

    /**
     * The same with another number of connections.
     *
     * @param newConnections to PostgreSQL at most
     * @return a copy
     */
    public StoreConfig withConnections(int newConnections) {
        return new StoreConfig(url, user, password, newConnections, patienceMs, clock, prior);
    }

    /**
     * The same with another patience.
     *
     * @param newPatienceMs milliseconds
     * @return a copy
     */
    public StoreConfig withPatience(long newPatienceMs) {
        return new StoreConfig(url, user, password, connections, newPatienceMs, clock, prior);
    }

    /**
     * The same with another clock.
     *
     * @param newClock stamps what is written
     * @return a copy
     */
    public StoreConfig withClock(Clock newClock) {
        return new StoreConfig(url, user, password, connections, patienceMs, newClock, prior);
    }

    /**
     * The same, with more known of an earlier use.
     *
     * @param newPrior what speaks for it
     * @return a copy
     */
    public StoreConfig withPrior(PriorUse newPrior) {
        return new StoreConfig(url, user, password, connections, patienceMs, clock, newPrior);
    }

    /**
     * Whether the database lives in this process.
     *
     * @return true for SQLite
     */
    public boolean isSqlite() {
        return url.toLowerCase(Locale.ROOT).startsWith(SQLITE);
    }

    /**
     * Whether a URL names a database this server knows.
     *
     * @param url to look at
     * @return false for any other
     */
    public static boolean isKnown(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        return lower.startsWith(SQLITE) || lower.startsWith(POSTGRESQL);
    }

    /** The file of SQLite. */
    String sqliteFile() {
        return url.substring(SQLITE.length());
    }

    @Override
    public String toString() {
        return "StoreConfig[" + url + "]";
    }
}
