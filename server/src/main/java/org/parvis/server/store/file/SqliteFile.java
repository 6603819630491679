package org.parvis.server.store.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/**
 * The file of an embedded database and how its connections are opened: write-ahead log, each commit on the disk before it
 * is acknowledged, foreign keys kept.
 *
 * @param path of the file
 */
public record SqliteFile(Path path) {
    /** Shorter than anybody's patience: what waits behind another process is told so in time. */
    private static final int BUSY_MS = 2_000;

    private static final int LARGEST_IDLE_LOG_BYTES = 64 << 20;

    /**
     * Connections for migrations, the only ones that may make the file.
     *
     * @return opens one at each call
     */
    public DataSource migrationSource() {
        SQLiteDataSource source = new SQLiteDataSource(settings());
        source.setUrl(url());
        return source;
    }

    /**
     * A connection to the file that must be there: where a file went missing, an empty one without tables would hide it.
     *
     * @return an open connection
     * @throws SQLException if the file is not there or no database
     */
    public Connection openWriter() throws SQLException {
        SQLiteConfig settings = settings();
        settings.resetOpenMode(SQLiteOpenMode.CREATE);
        return open(settings);
    }

    /**
     * A connection for looking into a file that nobody has open, which leaves it and its log exactly as they are: an
     * ordinary one would, when it closes, take what it could read of the log into the file and delete the rest.
     *
     * @return an open connection
     * @throws SQLException if the file is not there or no database
     */
    public Connection openUntouched() throws SQLException {
        SQLiteConfig settings = new SQLiteConfig();
        settings.setReadOnly(true);
        settings.setBusyTimeout(BUSY_MS);
        return open(settings);
    }

    /**
     * A connection that cannot change anything.
     *
     * @return an open connection
     * @throws SQLException if the file is not there or no database
     */
    public Connection openReader() throws SQLException {
        SQLiteConfig settings = settings();
        settings.resetOpenMode(SQLiteOpenMode.CREATE);
        Connection connection = open(settings);
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only = ON");
        }
        return connection;
    }

    /**
     * Tells this file from another that has taken its name.
     *
     * @return equal as long as it is the same file; null when there is none
     */
    public @Nullable Object key() {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (IOException gone) {
            return null;
        }
    }

    private Connection open(SQLiteConfig settings) throws SQLException {
        return settings.createConnection(url());
    }

    private String url() {
        return "jdbc:sqlite:" + path;
    }

    private static SQLiteConfig settings() {
        SQLiteConfig settings = new SQLiteConfig();
        settings.setJournalMode(JournalMode.WAL);
        settings.setSynchronous(SynchronousMode.FULL);
        settings.enforceForeignKeys(true);
        settings.setBusyTimeout(BUSY_MS);
        settings.setJournalSizeLimit(LARGEST_IDLE_LOG_BYTES);
        return settings;
    }
}
