package org.parvis.server.store.engine;

import java.sql.SQLException;
import org.sqlite.SQLiteException;

/** What SQLite's result codes mean. */
final class SqliteFaults {
    /** What to do about it. */
    static final String DAMAGED =
            "The database is damaged; stop the server, look at it with data info, and restore a backup";

    /** The low byte of an extended code is the class it belongs to. */
    private static final int CLASS = 0xff;

    private static final int INTERNAL = 2;
    private static final int PERMISSION = 3;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int NO_MEMORY = 7;
    private static final int READ_ONLY = 8;
    private static final int INTERRUPTED = 9;
    private static final int IO_ERROR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANNOT_OPEN = 14;
    private static final int PROTOCOL = 15;
    private static final int NOT_A_DATABASE = 26;

    private SqliteFaults() {}

    static Fault of(Throwable problem) {
        return Fault.database(problem).map(SqliteFaults::ofDatabase).orElse(Fault.WORK);
    }

    private static Fault ofDatabase(SQLException problem) {
        return switch (code(problem)) {
            case BUSY, LOCKED, PROTOCOL -> Fault.BUSY;
            case INTERNAL,
                    PERMISSION,
                    NO_MEMORY,
                    READ_ONLY,
                    INTERRUPTED,
                    IO_ERROR,
                    CORRUPT,
                    FULL,
                    CANNOT_OPEN,
                    NOT_A_DATABASE -> Fault.GONE;
            default -> Fault.WORK;
        };
    }

    /** A commit that failed for want of room was undone as a whole; of other faults of the disk nobody knows. */
    static boolean isUndone(Exception commitProblem) {
        int code = Fault.database(commitProblem).map(SqliteFaults::code).orElse(0);
        return code == FULL || code == BUSY || code == LOCKED;
    }

    /** Whether the file itself is broken, which passes by no waiting. */
    static boolean isDamage(Throwable problem) {
        int code = Fault.database(problem).map(SqliteFaults::code).orElse(0);
        return code == CORRUPT || code == NOT_A_DATABASE;
    }

    private static int code(SQLException problem) {
        int code = problem instanceof SQLiteException sqlite ? sqlite.getResultCode().code : problem.getErrorCode();
        return code & CLASS;
    }
}
