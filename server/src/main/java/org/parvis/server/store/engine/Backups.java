package org.parvis.server.store.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/**
 * Copies of an embedded database. PostgreSQL has tools of its own, which the messages name.
 *
 * <p>Blocks; for the command line.
 */
public final class Backups {
    private Backups() {}

    /**
     * Writes a whole and consistent copy, also while a server runs. The file appears under its name only when it is
     * complete and on the disk.
     *
     * @param config of the database
     * @param target must not exist yet
     * @return bytes
     * @throws StoreOpenException if there is something to mend
     */
    public static long write(StoreConfig config, Path target) throws StoreOpenException {
        if (!config.isSqlite()) {
            throw new StoreOpenException("PostgreSQL has a tool for this: pg_dump --format=custom --file=" + target
                    + " --dbname=" + libpqUrl(config) + " --username=USER");
        }
        Path source = Stores.pathOf(config);
        if (!Files.exists(source)) {
            throw new StoreOpenException("there is no database " + source);
        }
        if (Files.exists(target)) {
            throw new StoreOpenException(target + " exists already; name another file");
        }
        Path partial = target.resolveSibling(target.getFileName() + ".partial");
        try {
            Files.deleteIfExists(partial);
            PrivateFile.create(partial);
            copy(source, partial);
            check(partial);
            force(partial);
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            return Files.size(target);
        } catch (SQLException | IOException failed) {
            throw new StoreOpenException("cannot back up to " + target + ": " + failed.getMessage(), failed);
        }
    }

    /**
     * Puts a copy in the place of the database, while no server runs. What was there stays beside it under another name.
     *
     * @param config of the database
     * @param backup made by {@link #write}
     * @return where the replaced database went; the same as the database's own path when there was none
     * @throws StoreOpenException if there is something to mend; the database is as it was then
     */
    public static Path restore(StoreConfig config, Path backup) throws StoreOpenException {
        if (!config.isSqlite()) {
            throw new StoreOpenException("PostgreSQL has a tool for this: pg_restore --clean --if-exists"
                    + " --single-transaction --dbname=" + libpqUrl(config) + " --username=USER " + backup);
        }
        Path database = Stores.pathOf(config);
        FileClaim claim = Stores.claim(database, 0)
                .orElseThrow(() -> new StoreOpenException("a server runs on " + database + "; stop it first"));
        try {
            Path incoming = database.resolveSibling(database.getFileName() + ".restoring");
            remove(incoming);
            PrivateFile.create(incoming);
            try (OutputStream out = Files.newOutputStream(incoming)) {
                Files.copy(backup, out);
            }
            check(incoming);
            new Migrations(new SqliteFile(incoming).migrationSource(), Dialect.SQLITE).toNewest();
            force(incoming);
            return replace(database, incoming);
        } catch (SQLException | IOException failed) {
            throw new StoreOpenException("cannot restore " + backup + ": " + failed.getMessage(), failed);
        } finally {
            Stores.release(claim);
        }
    }

    private static void copy(Path source, Path target) throws SQLException {
        try (Connection connection = new SqliteFile(source).openWriter();
                PreparedStatement copying = connection.prepareStatement("VACUUM INTO ?")) {
            copying.setString(1, target.toString());
            copying.execute();
        }
    }

    private static void check(Path copy) throws SQLException {
        try (Connection connection = new SqliteFile(copy).openWriter();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("PRAGMA integrity_check(1)")) {
            if (!found.next() || !"ok".equals(found.getString(1))) {
                throw new SQLException(copy + " is damaged: " + found.getString(1));
            }
        }
    }

    /** The old file stays linked under its new name until the new one has taken its place in one step. */
    private static Path replace(Path database, Path incoming) throws IOException {
        if (!Files.exists(database)) {
            Files.move(incoming, database, StandardCopyOption.ATOMIC_MOVE);
            return database;
        }
        Path aside = free(database.resolveSibling(database.getFileName() + ".before-restore"));
        Files.createLink(aside, database);
        for (String log : new String[] {"-wal", "-shm"}) {
            Path from = database.resolveSibling(database.getFileName() + log);
            if (Files.exists(from)) {
                Files.move(from, aside.resolveSibling(aside.getFileName() + log));
            }
        }
        Files.move(incoming, database, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        force(Objects.requireNonNull(database.getParent()));
        return aside;
    }

    private static Path free(Path wanted) {
        Path path = wanted;
        for (int number = 2; Files.exists(path); number++) {
            path = wanted.resolveSibling(wanted.getFileName() + "-" + number);
        }
        return path;
    }

    private static void remove(Path database) throws IOException {
        for (String part : new String[] {"", "-wal", "-shm"}) {
            Files.deleteIfExists(database.resolveSibling(database.getFileName() + part));
        }
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static String libpqUrl(StoreConfig config) {
        return config.url().substring("jdbc:".length());
    }
}
