package org.parvis.server.store.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.parvis.server.store.StoreOpenException;
import org.parvis.server.store.file.CommitCount;
import org.parvis.server.store.file.CommitMark;
import org.parvis.server.store.file.Integrity;
import org.parvis.server.store.file.PrivateFile;
import org.parvis.server.store.file.SqliteFile;
import org.parvis.server.store.file.WriteAheadLog;
import org.parvis.server.store.schema.Dialect;
import org.parvis.server.store.schema.FeatureMigrations;
import org.parvis.server.store.schema.Migrations;

/**
 * Puts a copy of an embedded database in the place of the present one. The copy may be a file that {@code data backup}
 * made, or a database that was simply copied with what lies beside it: its write-ahead log, or the journal of a
 * transaction that has to be rolled back. Whatever of it was acknowledged and cannot be had is told, not dropped.
 *
 * <p>Used once, by one thread that owns the database.
 */
final class Restoring {
    private static final List<String> LOGS = List.of("-wal", "-journal");
    private static final List<String> BESIDE = List.of("-wal", "-shm", "-journal");

    private final Path database;
    private final Path incoming;
    private final boolean acceptLoss;
    private final List<FeatureMigrations> features;

    Restoring(StoreConfig config, boolean acceptLoss) {
        database = Stores.pathOf(config);
        features = config.features();
        this.acceptLoss = acceptLoss;
        incoming = database.resolveSibling(database.getFileName() + ".restoring");
    }

    /**
     * Does it.
     *
     * @return where the replaced database went; empty when there was none
     */
    Optional<Path> from(Path backup) throws StoreOpenException, SQLException, IOException {
        Path source = Files.isDirectory(backup) ? databaseIn(backup) : backup;
        try {
            takeIn(source);
            CommitMark.Content content = checked(source);
            force(incoming);
            Optional<Path> aside = replace();
            CommitMark.write(CommitMark.beside(database), content);
            force(Objects.requireNonNull(database.getParent()));
            return aside;
        } finally {
            remove(incoming);
        }
    }

    private Path databaseIn(Path folder) throws StoreOpenException {
        Path inside = folder.resolve(database.getFileName());
        if (!Files.exists(inside)) {
            throw new StoreOpenException(folder + " is a folder without " + database.getFileName() + "; name the file");
        }
        return inside;
    }

    private void takeIn(Path source) throws StoreOpenException, IOException {
        if (!Files.exists(source)) {
            throw new StoreOpenException("there is no file " + source);
        }
        if (Files.exists(database) && Files.isSameFile(source, database)) {
            throw new StoreOpenException(source + " is the database itself; name a copy of it");
        }
        remove(incoming);
        copy(source, incoming);
        for (String log : LOGS) {
            Path beside = source.resolveSibling(source.getFileName() + log);
            if (Files.exists(beside)) {
                copy(beside, incoming.resolveSibling(incoming.getFileName() + log));
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        PrivateFile.create(to);
        try (OutputStream out = Files.newOutputStream(to)) {
            Files.copy(from, out);
        }
    }

    /** What lies in the logs is taken into the file, all pages are looked at, and the schema is brought forward. */
    private CommitMark.Content checked(Path source) throws StoreOpenException, SQLException, IOException {
        WriteAheadLog.Survey log = WriteAheadLog.survey(WriteAheadLog.beside(incoming));
        if (log.isDamaged() || !log.isHeaderWhole()) {
            loss("the write-ahead log beside " + source + " is damaged, " + log.lostCommits()
                    + " transactions or more in it cannot be read");
        }
        boolean hasLog = Files.exists(source.resolveSibling(source.getFileName() + "-wal"));
        SqliteFile file = new SqliteFile(incoming);
        try (Connection connection = file.openWriter();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            List<String> faults = Integrity.faults(connection, 1);
            if (!faults.isEmpty()) {
                throw new SQLException("it is damaged: " + faults.get(0));
            }
        }
        new Migrations(file.migrationSource(), Dialect.SQLITE, features).toNewest();
        try (Connection connection = file.openWriter()) {
            if (CommitCount.isInUse(connection) && !hasLog) {
                loss(source + " is a copy of a database in use without its write-ahead log (" + source.getFileName()
                        + "-wal), where the newest transactions are; copy both, or use data backup");
            }
            CommitMark.Content content = CommitCount.begin(connection);
            demandAllOf(source, content);
            CommitCount.end(connection);
            return content;
        }
    }

    private void demandAllOf(Path source, CommitMark.Content found) throws StoreOpenException, IOException {
        Optional<CommitMark.Content> told = CommitMark.read(CommitMark.beside(source))
                .filter(mark -> mark.databaseId().equals(found.databaseId()));
        long missing = told.map(mark -> mark.commits() - found.commits()).orElse(0L);
        if (missing > 0) {
            loss("the newest " + missing + " of " + told.orElseThrow().commits() + " commits are not in " + source
                    + " and its log, as the mark beside it tells");
        }
    }

    private void loss(String what) throws StoreOpenException {
        if (!acceptLoss) {
            throw new StoreOpenException(what + "; to restore what there is, repeat this with --accept-loss");
        }
    }

    /**
     * The old file stays linked under its new name until the new one has taken its place in one step. Logs go with it,
     * also where the file itself is gone: SQLite would take what is in them for news of the new one.
     */
    private Optional<Path> replace() throws IOException {
        boolean isThere = Files.exists(database);
        Path aside = free(database.resolveSibling(database.getFileName() + ".before-restore"));
        if (isThere) {
            link(aside);
        }
        for (String log : BESIDE) {
            Path from = database.resolveSibling(database.getFileName() + log);
            if (Files.exists(from)) {
                Files.move(from, aside.resolveSibling(aside.getFileName() + log));
            }
        }
        Files.move(incoming, database, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return isThere ? Optional.of(aside) : Optional.empty();
    }

    private void link(Path aside) throws IOException {
        try {
            Files.createLink(aside, database);
        } catch (UnsupportedOperationException noLinks) {
            Files.copy(database, aside);
        }
    }

    private static Path free(Path wanted) {
        Path path = wanted;
        for (int number = 2; isTaken(path); number++) {
            path = wanted.resolveSibling(wanted.getFileName() + "-" + number);
        }
        return path;
    }

    private static boolean isTaken(Path path) {
        return Files.exists(path)
                || BESIDE.stream().anyMatch(log -> Files.exists(path.resolveSibling(path.getFileName() + log)));
    }

    private static void remove(Path database) throws IOException {
        Files.deleteIfExists(database);
        for (String log : BESIDE) {
            Files.deleteIfExists(database.resolveSibling(database.getFileName() + log));
        }
    }

    static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** What went wrong in words: the messages of file faults are often no more than a path. */
    static String words(Exception failed) {
        if (failed instanceof NoSuchFileException missing) {
            return "there is no " + missing.getFile();
        }
        return failed instanceof AccessDeniedException denied
                ? "this user may not use " + denied.getFile()
                : String.valueOf(failed.getMessage());
    }
}
