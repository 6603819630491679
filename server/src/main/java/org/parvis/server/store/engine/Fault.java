package org.parvis.server.store.engine;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an exception out of a transaction means. */
enum Fault {
    /** The work's own: a broken rule of the schema, a bug, a refusal. The asker hears it. */
    WORK,
    /** The database could not serialise it; run it again. */
    RETRY,
    /** Somebody else holds the database; nothing was done. */
    BUSY,
    /** The database is not there, or has no room. */
    GONE;

    private static final int DEEPEST_CAUSE = 16;

    /** The database's exception inside whatever the libraries wrapped round it. */
    static Optional<SQLException> database(@Nullable Throwable problem) {
        Throwable cause = problem;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof SQLException found) {
                return Optional.of(found);
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }
}
