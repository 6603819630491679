package org.parvis.server.store.engine;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.parvis.server.store.StoreException;
import org.parvis.server.store.StoreException.Kind;
import org.parvis.server.store.file.CommitMark;
import org.parvis.server.store.file.LogBound;
import org.parvis.server.store.file.SqliteFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The one thread that writes to SQLite. Waiting for the disk is nearly all of a commit, so commands that arrive meanwhile
 * share the next one: up to {@value #MOST} commands or {@value #LONGEST_MS} ms of work, never waiting for more to come.
 *
 * <p>Each command runs in a savepoint of its own: one that fails takes nothing of the others with it. Nobody is answered
 * before the commit, not even who failed, since what made it fail may be undone with the rest.
 */
final class SqliteWriter extends LaneWorker {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteWriter.class);
    private static final int MOST = 50;
    private static final long LONGEST_MS = 10;

    private final SqliteFile file;
    private final Clock clock;
    private final Optional<CommitMark> mark;
    private final Executor replies;
    private final StoreMetrics metrics;
    private final LogBound log;

    private @Nullable SqliteSession session;

    /** Which file the session writes to; another one may lie under its name later. */
    private @Nullable Object fileKey;

    /**
     * Set up, not yet running.
     *
     * @param mark told of each commit before the askers are; empty beside a server that keeps it
     */
    SqliteWriter(StoreConfig config, SqliteFile file, Optional<CommitMark> mark, Lane lane, Shared shared) {
        super(lane);
        this.file = file;
        this.mark = mark;
        clock = config.clock();
        replies = shared.replies();
        metrics = shared.metrics();
        log = shared.log();
    }

    /**
     * What the threads of a store have in common.
     *
     * @param replies where askers are told, in order, while the writer goes on
     * @param metrics what is counted
     * @param log how large the write-ahead log may be
     */
    record Shared(Executor replies, StoreMetrics metrics, LogBound log) {}

    @Override
    void serve(Command<?> first) {
        if (first.begin()) {
            commitTogether(first);
        }
    }

    @Override
    void closed() {
        closeSession();
    }

    private void commitTogether(Command<?> first) {
        List<Command<?>> batch = new ArrayList<>(MOST);
        batch.add(first);
        boolean committing = false;
        try {
            SqliteSession open = session();
            demandRoom(open);
            open.beginWriting();
            runAll(open, batch);
            long commits = open.count();
            committing = true;
            open.commit();
            mark.ifPresent(known -> known.reached(commits));
        } catch (SQLException | RuntimeException fault) {
            undo(batch, fault, committing);
            return;
        }
        if (metrics.committed()) {
            LOG.info("The database works again");
        }
        replies.execute(() -> batch.forEach(Command::reply));
    }

    /** Refuses to let the log grow beyond its bound; it may have been emptied meanwhile, or can be now. */
    private void demandRoom(SqliteSession open) throws SQLException {
        if (log.isReached()) {
            if (log.mayEmpty()) {
                open.emptyLog();
            }
            if (log.isReached()) {
                throw new SQLiteException(
                        "The write-ahead log is at its bound, since somebody reads the database without end",
                        SQLiteErrorCode.SQLITE_FULL);
            }
        }
    }

    /** Runs the first command and those that follow closely; each is in the batch before it runs. */
    private void runAll(SqliteSession open, List<Command<?>> batch) throws SQLException {
        long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_MS);
        Command<?> command = batch.get(0);
        while (command != null) {
            open.runAlone(command);
            boolean more = batch.size() < MOST && System.nanoTime() < endNs;
            command = more ? lane().beginNext() : null;
            if (command != null) {
                batch.add(command);
            }
        }
    }

    private void undo(List<Command<?>> batch, Exception fault, boolean committing) {
        boolean unknown = committing && !SqliteFaults.isUndone(fault);
        boolean busy = SqliteFaults.of(fault) == Fault.BUSY;
        Kind kind = unknown ? Kind.UNCERTAIN : busy ? Kind.BUSY : Kind.UNAVAILABLE;
        StoreException problem = new StoreException(kind, "The database did not commit", fault);
        if (SqliteFaults.isDamage(fault) && metrics.damaged()) {
            LOG.error("{}: {}", SqliteFaults.DAMAGED, words(fault));
        }
        if (!busy && metrics.reached(false)) {
            LOG.error("The database fails, {} commands are told to try again: {}", batch.size(), words(fault));
            LOG.debug("What it said", fault);
        }
        rollback(busy);
        replies.execute(() -> batch.forEach(command -> command.reply(problem)));
    }

    /** After a fault of the disk the connection is opened anew: only that finds out whether the file is well again. */
    private void rollback(boolean keep) {
        try {
            if (session != null) {
                session.rollback();
            }
        } catch (SQLException broken) {
            LOG.debug("Cannot roll back; the connection is given up", broken);
            closeSession();
        }
        if (!keep) {
            closeSession();
        }
    }

    /**
     * The open session, or a new one. SQLite itself would go on writing to a file that somebody removed, and acknowledge
     * what nobody will find again.
     */
    private SqliteSession session() throws SQLException {
        if (session != null && !Objects.equals(file.key(), fileKey)) {
            LOG.error("The database {} was removed or replaced under the running server", file.path());
            closeSession();
        }
        SqliteSession open = session;
        if (open == null) {
            open = new SqliteSession(file.openWriter(), clock);
            session = open;
            fileKey = file.key();
        }
        return open;
    }

    private void closeSession() {
        try {
            if (session != null) {
                session.close();
            }
        } catch (SQLException broken) {
            LOG.debug("Cannot close a broken connection", broken);
        }
        session = null;
    }
}
