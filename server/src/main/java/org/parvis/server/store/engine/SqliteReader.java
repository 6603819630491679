package org.parvis.server.store.engine;

import java.sql.SQLException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.parvis.server.store.StoreException;
import org.parvis.server.store.StoreException.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that reads from SQLite, beside the writer and never in its way. */
final class SqliteReader implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteReader.class);
    private static final long LOOK_UP_MS = 200;

    private final SqliteFile file;
    private final Clock clock;
    private final Lane lane;

    private @Nullable SqliteSession session;

    SqliteReader(SqliteFile file, Clock clock, Lane lane) {
        this.file = file;
        this.clock = clock;
        this.lane = lane;
    }

    @Override
    public void run() {
        try {
            while (!lane.isDrained()) {
                Command<?> command = lane.next(LOOK_UP_MS);
                if (command != null && command.begin()) {
                    answer(command);
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            closeSession();
        }
    }

    private void answer(Command<?> command) {
        try {
            SqliteSession open = session();
            open.beginReading();
            try {
                open.run(command);
            } finally {
                open.rollback();
            }
            command.reply();
        } catch (Exception problem) {
            Fault fault = SqliteFaults.of(problem);
            if (fault == Fault.WORK) {
                command.reply(problem);
                return;
            }
            Kind kind = fault == Fault.BUSY ? Kind.BUSY : Kind.UNAVAILABLE;
            LOG.debug("Cannot read", problem);
            closeSession();
            command.reply(new StoreException(kind, "The database cannot be read", problem));
        }
    }

    private SqliteSession session() throws SQLException {
        SqliteSession open = session;
        if (open == null) {
            open = new SqliteSession(file.openReader(), clock);
            session = open;
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
