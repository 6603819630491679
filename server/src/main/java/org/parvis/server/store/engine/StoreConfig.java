package org.parvis.server.store.engine;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.parvis.server.store.SteadyClock;
import org.parvis.server.store.file.PriorUse;
import org.parvis.server.store.schema.FeatureMigrations;

/**
 * Which database, and how hard to use it. Its text holds no secret.
 *
 * @param url {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql://HOST:PORT/NAME}
 * @param login to PostgreSQL
 * @param connections to PostgreSQL at most
 * @param patienceMs after which an asker is told to try again, whatever the database does
 * @param clock stamps what is written
 * @param prior what speaks for an earlier use of the database
 * @param features migrations of features, applied after the server's own
 */
public record StoreConfig(
        String url,
        Login login,
        int connections,
        long patienceMs,
        Clock clock,
        PriorUse prior,
        List<FeatureMigrations> features) {
    /** Longest that anybody who asks the running server has to wait. */
    public static final long PATIENCE_MS = 3_000;

    private static final String SQLITE = "jdbc:sqlite:";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    /** Freezes the list. */
    public StoreConfig {
        features = List.copyOf(features);
    }

    /**
     * How to log in to PostgreSQL. Its text holds no secret.
     *
     * @param user empty for that of the process
     * @param password empty where none is needed
     */
    public record Login(Optional<String> user, Optional<String> password) {
        @Override
        public String toString() {
            return "Login[" + user.orElse("") + "]";
        }
    }

    /**
     * A database with the usual patience and the system's time.
     *
     * @param url where
     * @return a configuration without user and password
     */
    public static StoreConfig of(String url) {
        Login nobody = new Login(Optional.empty(), Optional.empty());
        return new StoreConfig(url, nobody, 8, PATIENCE_MS, SteadyClock.system(), PriorUse.UNKNOWN, List.of());
    }

    /**
     * The same with another user.
     *
     * @param newUser of PostgreSQL
     * @param newPassword of PostgreSQL
     * @return a copy
     */
    public StoreConfig withUser(Optional<String> newUser, Optional<String> newPassword) {
        return new StoreConfig(url, new Login(newUser, newPassword), connections, patienceMs, clock, prior, features);
    }

    /**
     * The same with another number of connections.
     *
     * @param newConnections to PostgreSQL at most
     * @return a copy
     */
    public StoreConfig withConnections(int newConnections) {
        return new StoreConfig(url, login, newConnections, patienceMs, clock, prior, features);
    }

    /**
     * The same with another patience.
     *
     * @param newPatienceMs milliseconds
     * @return a copy
     */
    public StoreConfig withPatience(long newPatienceMs) {
        return new StoreConfig(url, login, connections, newPatienceMs, clock, prior, features);
    }

    /**
     * The same with another clock.
     *
     * @param newClock stamps what is written
     * @return a copy
     */
    public StoreConfig withClock(Clock newClock) {
        return new StoreConfig(url, login, connections, patienceMs, newClock, prior, features);
    }

    /**
     * The same, with more known of an earlier use.
     *
     * @param newPrior what speaks for it
     * @return a copy
     */
    public StoreConfig withPrior(PriorUse newPrior) {
        return new StoreConfig(url, login, connections, patienceMs, clock, newPrior, features);
    }

    /**
     * The same with the tables of features.
     *
     * @param newFeatures their migrations
     * @return a copy
     */
    public StoreConfig withFeatures(List<FeatureMigrations> newFeatures) {
        return new StoreConfig(url, login, connections, patienceMs, clock, prior, newFeatures);
    }

    /**
     * The same for another file of SQLite, such as one that a restore has put aside.
     *
     * @param file the database
     * @return a copy
     */
    public StoreConfig withFile(Path file) {
        return new StoreConfig(SQLITE + file, login, connections, patienceMs, clock, prior, features);
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
