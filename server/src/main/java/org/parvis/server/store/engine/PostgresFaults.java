package org.parvis.server.store.engine;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** What PostgreSQL's error codes mean. */
final class PostgresFaults {
    private static final Set<String> RETRY = Set.of("40001", "40P01", "55P03");

    /** Connection lost, no resources (a full disk too), told to stop, or out of time. */
    private static final Set<String> GONE_CLASSES = Set.of("08", "53", "57", "58");

    /** A standby that has not taken over yet. */
    private static final String READ_ONLY = "25006";

    private static final int CLASS_LENGTH = 2;

    private PostgresFaults() {}

    static Fault of(Throwable problem) {
        return Fault.database(problem).map(PostgresFaults::ofDatabase).orElse(Fault.WORK);
    }

    private static Fault ofDatabase(SQLException problem) {
        String state = problem.getSQLState();
        if (state == null || state.length() < CLASS_LENGTH) {
            boolean lost = problem instanceof SQLTransientConnectionException
                    || problem instanceof SQLNonTransientConnectionException;
            return lost ? Fault.GONE : Fault.WORK;
        }
        if (RETRY.contains(state)) {
            return Fault.RETRY;
        }
        boolean gone = GONE_CLASSES.contains(state.substring(0, CLASS_LENGTH)) || state.equals(READ_ONLY);
        return gone ? Fault.GONE : Fault.WORK;
    }

    /** Whether the server itself said that the commit failed: its answer means that nothing was done. */
    static boolean isUndone(Throwable commitProblem) {
        String state =
                Fault.database(commitProblem).map(SQLException::getSQLState).orElse("");
        return state != null && (state.startsWith("53") || state.startsWith("23"));
    }
}
