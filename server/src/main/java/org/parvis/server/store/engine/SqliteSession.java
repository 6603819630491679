package org.parvis.server.store.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.parvis.server.store.file.CommitCount;

/**
 * A connection to SQLite with its transactions made by hand: the driver's own would take the write lock right after each
 * commit and hold it while nobody writes.
 *
 * <p>One thread of the store.
 */
final class SqliteSession implements AutoCloseable {
    private final Connection connection;
    private final Statement control;
    private final Handles handles;
    private @Nullable PreparedStatement counting;

    SqliteSession(Connection connection, Clock clock) throws SQLException {
        this.connection = connection;
        control = connection.createStatement();
        handles = new Handles(clock);
    }

    /** Takes the write lock, or fails as busy. */
    void beginWriting() throws SQLException {
        control.execute("BEGIN IMMEDIATE");
    }

    /** A view of what is committed now; begins with the first statement. */
    void beginReading() throws SQLException {
        control.execute("BEGIN");
    }

    /**
     * Runs one of several commands of a transaction. When its work fails, the command keeps the failure and the others
     * stay; when the database does, that is thrown, and the whole transaction is lost.
     */
    void runAlone(Command<?> command) throws SQLException {
        control.execute("SAVEPOINT command");
        try {
            run(command);
        } catch (Exception problem) {
            if (SqliteFaults.of(problem) != Fault.WORK) {
                throw Fault.database(problem).orElseThrow();
            }
            control.execute("ROLLBACK TO command");
            command.failed(problem);
        }
        control.execute("RELEASE command");
    }

    /** Runs the only command of a transaction. */
    void run(Command<?> command) throws Exception {
        try (Handle db = handles.over(connection)) {
            command.run(db);
        }
    }

    /** Counts the transaction that is about to be committed; the number goes with it. */
    long count() throws SQLException {
        if (counting == null) {
            counting = CommitCount.counting(connection);
        }
        try (ResultSet row = counting.executeQuery()) {
            return row.getLong(1);
        }
    }

    /** Takes the whole log into the file, if nobody reads behind its end; waits for readers as long as for a lock. */
    void emptyLog() throws SQLException {
        control.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    void commit() throws SQLException {
        control.execute("COMMIT");
    }

    /** Undoes everything; nothing to undo is fine, since SQLite ends the transaction itself after some faults. */
    void rollback() throws SQLException {
        try {
            control.execute("ROLLBACK");
        } catch (SQLException nothingOpen) {
            if (SqliteFaults.of(nothingOpen) != Fault.WORK) {
                throw nothingOpen;
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
