package org.parvis.server.store.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.parvis.server.store.RandomId;
import org.parvis.server.store.StoreOpenException;
import org.parvis.server.store.file.CommitCount;
import org.parvis.server.store.file.CommitMark;
import org.parvis.server.store.file.LossCheck;
import org.parvis.server.store.file.PrivateFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that one server owns a PostgreSQL database, as a lock on a file does for an embedded one.
 *
 * <p>Idea: an advisory lock, held by a connection of its own, ends with the process; beside it a row says who the owner
 * is and when it was last there. Should the connection break, the owner takes the lock again as soon as it can, and
 * until the row is {@value #LEASE_MS} ms old nobody else will take it. An owner that could not write the row for {@value
 * #CERTAIN_MS} ms commits nothing more until it can: the time between the two is longer than any commit takes, so two
 * servers never both write. A server that comes back on the same data folder is recognised and need not wait.
 *
 * <p>Once a second the same thread, {@code store-owner}, counts what was committed meanwhile, for the mark that tells a
 * restored older copy from the database that was.
 *
 * <p>Taken and closed by whoever opens the store; {@link #isOwner} and {@link #committed} by any thread.
 */
final class PostgresOwner implements AutoCloseable {
    /** How long after its last sign an owner is believed to be there still. */
    static final long LEASE_MS = 12_000;

    /** How long after its last sign an owner believes so itself. */
    static final long CERTAIN_MS = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(PostgresOwner.class);
    private static final long LOCK = 0x706172766973L;
    private static final long BEAT_MS = 1_000;
    private static final long POLL_MS = 200;
    private static final String KEY = "database.owner";
    private static final String SIGN = "INSERT INTO setting (key, value) VALUES ('" + KEY
            + "', ? || ' ' || (extract(epoch from clock_timestamp()) * 1000)::bigint)"
            + " ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    private static final String LAST_SIGN = "SELECT value, (extract(epoch from clock_timestamp()) * 1000)::bigint"
            + " FROM setting WHERE key = '" + KEY + "'";

    private final StoreConfig config;
    private final String serverId;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "store-owner");
        made.setDaemon(true);
        return made;
    });
    private volatile long signedNs;
    private volatile boolean uncounted;
    private Optional<CommitMark> mark = Optional.empty();
    private @Nullable Connection connection;
    private boolean isLost;

    private PostgresOwner(StoreConfig config, String serverId, Connection connection) {
        this.config = config;
        this.serverId = serverId;
        this.connection = connection;
    }

    /**
     * Becomes the owner, waiting a while for the one before to leave.
     *
     * @param patienceMs how long to wait for one that is there; one that is not, but was until just now, is waited for
     *     until it is known to be gone
     */
    static PostgresOwner take(StoreConfig config, long patienceMs) throws StoreOpenException {
        long startNs = System.nanoTime();
        Attempt last = attempt(config);
        while (last.owner().isEmpty()) {
            long waitedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
            if (waitedMs > (last.isThere() ? patienceMs : patienceMs + LEASE_MS)) {
                throw new StoreOpenException("the database " + config.url()
                        + " is used by another server; stop that one, or give this one a database of its own");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MS));
            last = attempt(config);
        }
        return last.owner().get();
    }

    /** Becomes the owner if nobody is. */
    static Optional<PostgresOwner> tryTake(StoreConfig config) throws StoreOpenException {
        return attempt(config).owner();
    }

    /** What became of a try; who is there holds the lock, who is not there may still come back to it. */
    private record Attempt(Optional<PostgresOwner> owner, boolean isThere) {}

    private static Attempt attempt(StoreConfig config) throws StoreOpenException {
        try {
            String serverId = serverId(config);
            Connection fresh = PostgresPool.alone(config);
            boolean isLocked = lock(fresh);
            if (isLocked && isFree(fresh, serverId)) {
                return new Attempt(Optional.of(new PostgresOwner(config, serverId, fresh)), false);
            }
            fresh.close();
            return new Attempt(Optional.empty(), !isLocked);
        } catch (SQLException | IOException away) {
            throw new StoreOpenException(
                    "cannot open the database " + config.url() + ": " + LaneWorker.words(away), away);
        }
    }

    /** Kept in the data folder, so that a server that was killed is recognised when it comes back. */
    private static String serverId(StoreConfig config) throws IOException {
        Optional<Path> file = config.prior().folder().map(folder -> folder.resolve("server.id"));
        if (file.isEmpty()) {
            return RandomId.next("s_");
        }
        if (!Files.exists(file.get())) {
            PrivateFile.create(file.get());
            Files.writeString(file.get(), RandomId.next("s_"));
        }
        return Files.readString(file.get()).strip();
    }

    private static boolean lock(Connection on) throws SQLException {
        try (Statement statement = on.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_try_advisory_lock(" + LOCK + ")")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** With the lock held: whether nobody else was there just now. */
    private static boolean isFree(Connection on, String serverId) throws SQLException {
        if (!hasTables(on)) {
            return true;
        }
        try (Statement statement = on.createStatement();
                ResultSet row = statement.executeQuery(LAST_SIGN)) {
            if (!row.next()) {
                return true;
            }
            String[] sign = row.getString(1).split(" ", 2);
            long ageMs = row.getLong(2) - Long.parseLong(sign[1]);
            return sign[0].equals(serverId) || ageMs > LEASE_MS;
        }
    }

    private static boolean hasTables(Connection on) throws SQLException {
        try (Statement statement = on.createStatement();
                ResultSet row = statement.executeQuery("SELECT to_regclass('setting') IS NOT NULL")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** Refuses a database that is older than the one used before, as a restored dump is, or new. */
    void demandNothingLost() throws StoreOpenException {
        Optional<Path> file = markFile();
        if (file.isEmpty()) {
            return;
        }
        try {
            Connection open = open();
            boolean isEmpty = !hasTables(open);
            Optional<CommitMark.Content> found = isEmpty ? Optional.empty() : CommitCount.read(open);
            Optional<String> gone = LossCheck.difference(CommitMark.read(file.get()), found, isEmpty, config.prior());
            LossCheck.judge(config.url(), gone.stream().toList(), config.prior());
        } catch (SQLException | IOException unusable) {
            throw unusable(unusable);
        }
    }

    private Optional<Path> markFile() {
        return config.prior().folder().map(folder -> folder.resolve("postgresql.mark"));
    }

    private StoreOpenException unusable(Exception problem) {
        return new StoreOpenException(
                "cannot use the database " + config.url() + ": " + LaneWorker.words(problem), problem);
    }

    /** Signs for the first time, once the tables are there, and goes on doing so. */
    void begin() throws StoreOpenException {
        try {
            sign(open());
            CommitMark.Content content = CommitCount.begin(open());
            Optional<Path> file = markFile();
            if (file.isPresent()) {
                mark = Optional.of(CommitMark.open(file.get(), content));
            }
        } catch (SQLException | IOException unusable) {
            throw unusable(unusable);
        }
        thread.scheduleWithFixedDelay(this::beat, BEAT_MS, BEAT_MS, TimeUnit.MILLISECONDS);
    }

    /** Whether nobody else can have become the owner; asked before each commit. */
    boolean isOwner() {
        return System.nanoTime() - signedNs < TimeUnit.MILLISECONDS.toNanos(CERTAIN_MS);
    }

    /** Something was committed, and is to be counted. */
    void committed() {
        uncounted = true;
    }

    private void beat() {
        try {
            Connection known = connection;
            Connection on = known == null ? again() : known;
            if (on != null) {
                sign(on);
                count(on);
                told(false, "");
            }
        } catch (SQLException broken) {
            drop();
            told(true, LaneWorker.words(broken));
        }
    }

    /** The lock once more, over a new connection; null while another has it. */
    private @Nullable Connection again() throws SQLException {
        Connection fresh = PostgresPool.alone(config);
        if (lock(fresh) && isFree(fresh, serverId)) {
            connection = fresh;
            return fresh;
        }
        fresh.close();
        told(true, "another server has taken it");
        return null;
    }

    private void sign(Connection on) throws SQLException {
        long nowNs = System.nanoTime();
        try (PreparedStatement sign = on.prepareStatement(SIGN)) {
            sign.setString(1, serverId);
            sign.execute();
        }
        signedNs = nowNs;
    }

    private void count(Connection on) throws SQLException {
        if (uncounted) {
            uncounted = false;
            try (PreparedStatement counting = CommitCount.counting(on);
                    ResultSet row = counting.executeQuery()) {
                row.next();
                long commits = row.getLong(1);
                mark.ifPresent(known -> known.reached(commits));
            }
        }
    }

    private void told(boolean nowLost, String why) {
        if (nowLost && !isLost) {
            LOG.warn("The lock on the database is lost and being taken again: {}", why);
        } else if (isLost && !nowLost) {
            LOG.info("The lock on the database is held again");
        }
        isLost = nowLost;
    }

    private Connection open() throws SQLException {
        if (connection == null) {
            throw new SQLException("the connection of the lock is closed");
        }
        return connection;
    }

    private void drop() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException broken) {
            LOG.debug("Cannot close the connection of the lock", broken);
        }
        connection = null;
    }

    /** Leaves the database to whoever comes next. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            thread.awaitTermination(BEAT_MS, TimeUnit.MILLISECONDS);
            if (connection != null && signedNs != 0) {
                count(connection);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("DELETE FROM setting WHERE key = '" + KEY + "'");
                }
            }
        } catch (SQLException away) {
            LOG.debug("The next server waits until this one is known to be gone", away);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        drop();
        mark.ifPresent(CommitMark::close);
    }
}
