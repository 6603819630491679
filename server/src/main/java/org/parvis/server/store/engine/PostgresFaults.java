package org.parvis.server.store.engine;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** What PostgreSQL's error codes mean. */
final class PostgresFaults {
    private static final Set<String> RETRY = Set.of("40000", "40001", "40P01", "55P03");

    /**
     * Connection lost (08), who we are no longer holds (28), no such database (3D), not in a state to do it, as while it
     * recovers (55), no resources, a full disk too (53), told to stop or out of time (57), the disk fails (58, F0), an
     * error of its own, damaged pages too (XX).
     */
    private static final Set<String> GONE_CLASSES = Set.of("08", "28", "3D", "53", "55", "57", "58", "F0", "XX");

    /**
     * A standby that has not taken over yet: it writes nothing (25006) and knows neither serializable nor writing
     * transactions (0A000); a transaction that was ended for taking too long (25P03, 25P04); nobody knows whether the
     * statement was completed (40003).
     */
    private static final Set<String> GONE = Set.of("25006", "0A000", "25P03", "25P04", "40003");

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
        boolean gone = GONE_CLASSES.contains(state.substring(0, CLASS_LENGTH)) || GONE.contains(state);
        return gone ? Fault.GONE : Fault.WORK;
    }

    /** Whether the server itself said that the commit failed: its answer means that nothing was done. */
    static boolean isUndone(Throwable commitProblem) {
        String state =
                Fault.database(commitProblem).map(SQLException::getSQLState).orElse("");
        return state != null && (state.startsWith("53") || state.startsWith("23"));
    }
}
