package org.parvis.server.store.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.parvis.server.store.StoreException;
import org.parvis.server.store.StoreException.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that serves a lane with connections of the pool, one transaction for each command.
 *
 * <p>Serializable transactions may be refused for the sake of others; they are run again after a short random pause for
 * as long as the asker waits, at most {@value #TRIES} times. When no connection is to be had, all who wait are told so at
 * once, instead of each finding out for itself.
 */
final class PostgresWorker extends LaneWorker {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresWorker.class);
    private static final int TRIES = 30;
    private static final int LONGEST_PAUSE_MS = 64;
    private static final long OUTAGE_MS = 500;

    private final DataSource pool;
    private final Optional<PostgresOwner> owner;
    private final boolean writing;
    private final Handles handles;
    private final StoreMetrics metrics;

    /**
     * Set up, not yet running.
     *
     * @param owner asked before each commit; empty for a tool beside a server
     * @param writing false for transactions that only read
     */
    PostgresWorker(
            DataSource pool,
            Optional<PostgresOwner> owner,
            boolean writing,
            Clock clock,
            Lane lane,
            StoreMetrics metrics) {
        super(lane);
        this.pool = pool;
        this.owner = owner;
        this.writing = writing;
        handles = new Handles(clock);
        this.metrics = metrics;
    }

    @Override
    void serve(Command<?> command) {
        try (Connection connection = pool.getConnection()) {
            lane().welcome();
            if (metrics.reached(true)) {
                LOG.info("The database answers again");
            }
            if (command.begin()) {
                runWithRetries(connection, command);
            }
        } catch (SQLException unreachable) {
            StoreException problem =
                    new StoreException(Kind.UNAVAILABLE, "The database cannot be reached", unreachable);
            if (metrics.reached(false)) {
                LOG.error("The database cannot be reached: {}", words(unreachable));
            }
            command.reply(problem);
            lane().refuseFor(OUTAGE_MS, problem);
        }
    }

    private void runWithRetries(Connection connection, Command<?> command) {
        int tries = 1;
        while (!settled(connection, command, tries == TRIES)) {
            metrics.retried();
            int longestMs = Math.min(LONGEST_PAUSE_MS, 1 << Math.min(tries, 10));
            LockSupport.parkNanos(
                    TimeUnit.MICROSECONDS.toNanos(ThreadLocalRandom.current().nextLong(1_000L * longestMs)));
            tries++;
        }
    }

    /** Runs the command once; false when it should be run again. */
    private boolean settled(Connection connection, Command<?> command, boolean lastTry) {
        boolean committing = false;
        try {
            try (Handle db = handles.over(connection)) {
                command.run(db);
            }
            if (writing && owner.isPresent() && !owner.get().isOwner()) {
                throw new StoreException(
                        Kind.UNAVAILABLE, "This server does not know whether it still owns the database", null);
            }
            committing = true;
            finish(connection);
            command.reply();
            return true;
        } catch (Exception problem) {
            rollback(connection);
            Fault fault = PostgresFaults.of(problem);
            if (fault == Fault.RETRY && !lastTry && !command.isAnswered()) {
                return false;
            }
            command.reply(told(problem, fault, committing));
            return true;
        }
    }

    private void finish(Connection connection) throws SQLException {
        if (writing) {
            connection.commit();
            metrics.committed();
            owner.ifPresent(PostgresOwner::committed);
        } else {
            connection.rollback();
        }
    }

    private Exception told(Exception problem, Fault fault, boolean committing) {
        return switch (fault) {
            case WORK -> problem;
            case RETRY, BUSY ->
                new StoreException(Kind.BUSY, "Too many change the same at once; tried " + TRIES + " times", problem);
            case GONE -> {
                if (metrics.reached(false)) {
                    LOG.error("The database does not do what it is asked: {}", words(problem));
                }
                boolean unknown = writing && committing && !PostgresFaults.isUndone(problem);
                yield new StoreException(
                        unknown ? Kind.UNCERTAIN : Kind.UNAVAILABLE, "The database broke off", problem);
            }
        };
    }

    private static void rollback(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException broken) {
            LOG.debug("Cannot roll back; the pool gives the connection up", broken);
        }
    }
}
