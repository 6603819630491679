package org.parvis.server.store.engine;

import java.sql.SQLException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.parvis.server.store.StoreException;
import org.parvis.server.store.StoreException.Kind;
import org.parvis.server.store.file.SqliteFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that reads from SQLite, beside the writer and never in its way. */
final class SqliteReader extends LaneWorker {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteReader.class);

    private final SqliteFile file;
    private final Clock clock;
    private final StoreMetrics metrics;

    private @Nullable SqliteSession session;

    SqliteReader(SqliteFile file, Clock clock, Lane lane, StoreMetrics metrics) {
        super(lane);
        this.file = file;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    void serve(Command<?> command) {
        if (command.begin()) {
            answer(command);
        }
    }

    @Override
    void closed() {
        closeSession();
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
            if (SqliteFaults.isDamage(problem) && metrics.damaged()) {
                LOG.error("{}: {}", SqliteFaults.DAMAGED, words(problem));
            }
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
