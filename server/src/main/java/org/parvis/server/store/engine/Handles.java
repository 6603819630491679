package org.parvis.server.store.engine;

import java.sql.Connection;
import java.time.Clock;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.parvis.server.store.DbTime;

/**
 * Opens handles over connections that stay open when the handle is closed.
 *
 * <p>One thread of the store.
 */
final class Handles implements ConnectionFactory {
    private final Jdbi jdbi;
    private @Nullable Connection lent;

    Handles(Clock clock) {
        jdbi = Jdbi.create(this).setTransactionHandler(new OneTransaction());
        jdbi.registerArgument(new TextArguments());
        jdbi.getConfig(DbTime.class).use(clock);
    }

    /** A handle for one command, in the transaction that is open on the connection. */
    Handle over(Connection connection) {
        lent = connection;
        return jdbi.open();
    }

    @Override
    public Connection openConnection() {
        if (lent == null) {
            throw new IllegalStateException("Nothing was lent");
        }
        return lent;
    }

    @Override
    public void closeConnection(Connection connection) {
        // It goes on to serve the next command.
    }
}
