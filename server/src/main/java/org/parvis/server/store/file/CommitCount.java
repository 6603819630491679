package org.parvis.server.store.file;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.parvis.server.store.RandomId;

/**
 * What a database itself knows of how far it has come: its id, made once, and the number of its commits. Both are rows of
 * its table of settings, so that they are as durable, and as lost, as everything else in it. Stateless.
 */
public final class CommitCount {
    /** Adds one to the number and gives it. */
    private static final String NEXT = "INSERT INTO setting (key, value) VALUES ('database.commits', '1')"
            + " ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(setting.value AS bigint) + 1 AS text)"
            + " RETURNING CAST(value AS bigint)";

    private static final String PUT = "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO ";
    private static final String ID = "database.id";
    private static final String COMMITS = "database.commits";
    private static final String IN_USE = "database.in-use";

    private CommitCount() {}

    /**
     * The statement that counts a commit, to be run in its transaction; gives one row with the new number.
     *
     * @param connection which will commit
     * @return prepared
     * @throws SQLException if the database has no tables
     */
    public static PreparedStatement counting(Connection connection) throws SQLException {
        return connection.prepareStatement(NEXT);
    }

    /**
     * What the database tells.
     *
     * @param connection to the database
     * @return empty when it has no id: it is new, or was last used by a version that gave none
     * @throws SQLException if it has no tables, or cannot be read
     */
    public static Optional<CommitMark.Content> read(Connection connection) throws SQLException {
        Optional<String> id = get(connection, ID);
        long commits = Long.parseLong(get(connection, COMMITS).orElse("0"));
        return id.map(known -> new CommitMark.Content(known, commits));
    }

    /**
     * Gives the database an id if it has none, and notes that it is in use: a copy of the file alone, taken from now
     * on, may lack what is in the log beside it.
     *
     * @param connection that commits by itself
     * @return how far it has come
     * @throws SQLException if it takes no changes
     */
    public static CommitMark.Content begin(Connection connection) throws SQLException {
        put(connection, ID, RandomId.next("db_"), "NOTHING");
        put(connection, IN_USE, "yes", "UPDATE SET value = excluded.value");
        return read(connection).orElseThrow(() -> new SQLException("The database keeps no settings"));
    }

    /**
     * Notes that nobody uses the database any more and that its file is whole without a log.
     *
     * @param connection that commits by itself
     * @throws SQLException if it takes no changes
     */
    public static void end(Connection connection) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM setting WHERE key = ?")) {
            delete.setString(1, IN_USE);
            delete.execute();
        }
    }

    /**
     * Whether the database was in use when the file was last written, or copied.
     *
     * @param connection to the database
     * @return false after it was closed in order
     * @throws SQLException if it has no tables, or cannot be read
     */
    public static boolean isInUse(Connection connection) throws SQLException {
        return get(connection, IN_USE).isPresent();
    }

    private static void put(Connection connection, String key, String value, String otherwise) throws SQLException {
        try (PreparedStatement put = connection.prepareStatement(PUT + otherwise)) {
            put.setString(1, key);
            put.setString(2, value);
            put.execute();
        }
    }

    private static Optional<String> get(Connection connection, String key) throws SQLException {
        try (PreparedStatement get = connection.prepareStatement("SELECT value FROM setting WHERE key = ?")) {
            get.setString(1, key);
            try (ResultSet row = get.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }
}
