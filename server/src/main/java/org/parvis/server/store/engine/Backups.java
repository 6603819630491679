package org.parvis.server.store.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.parvis.server.store.StoreOpenException;
import org.parvis.server.store.file.CommitCount;
import org.parvis.server.store.file.FileClaim;
import org.parvis.server.store.file.Integrity;
import org.parvis.server.store.file.LossCheck;
import org.parvis.server.store.file.PrivateFile;
import org.parvis.server.store.file.SqliteFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of an embedded database. PostgreSQL has tools of its own, which the messages name.
 *
 * <p>Blocks; for the command line.
 */
public final class Backups {
    private static final Logger LOG = LoggerFactory.getLogger(Backups.class);

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
        try (FileClaim claim = Stores.claim(source, 0).orElseGet(FileClaim::none)) {
            if (claim.isHeld()) {
                // No server runs; to open a damaged database would change it.
                LossCheck.demandNothingLost(new SqliteFile(source), config.prior());
            }
            Files.deleteIfExists(partial);
            PrivateFile.create(partial);
            copy(source, partial);
            check(partial);
            Restoring.force(partial);
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            return Files.size(target);
        } catch (SQLException | IOException failed) {
            throw new StoreOpenException("cannot back up to " + target + ": " + Restoring.words(failed), failed);
        } finally {
            discard(partial);
        }
    }

    /**
     * Puts a copy in the place of the database, while no server runs. What was there stays beside it under another name.
     *
     * @param config of the database
     * @param backup made by {@link #write}; or a database that was copied with the logs beside it, or the folder of one
     * @param acceptLoss whether to restore also what is known not to be all
     * @return where the replaced database went; empty when there was none
     * @throws StoreOpenException if there is something to mend; the database is as it was then
     */
    public static Optional<Path> restore(StoreConfig config, Path backup, boolean acceptLoss)
            throws StoreOpenException {
        if (!config.isSqlite()) {
            throw new StoreOpenException("PostgreSQL has a tool for this: pg_restore --clean --if-exists"
                    + " --single-transaction --dbname=" + libpqUrl(config) + " --username=USER " + backup);
        }
        Path database = Stores.pathOf(config);
        prepareFolder(database, backup);
        FileClaim claim = Stores.claim(database, 0)
                .orElseThrow(() -> new StoreOpenException("a server runs on " + database + "; stop it first"));
        try {
            return new Restoring(config, acceptLoss).from(backup);
        } catch (SQLException | IOException failed) {
            throw new StoreOpenException("cannot restore " + backup + ": " + Restoring.words(failed), failed);
        } finally {
            Stores.release(claim);
        }
    }

    /** On a new machine there is no data folder yet; for a backup that is not there none is made. */
    private static void prepareFolder(Path database, Path backup) throws StoreOpenException {
        if (!Files.exists(backup)) {
            throw new StoreOpenException("there is no file " + backup);
        }
        Path folder = Objects.requireNonNull(database.getParent());
        try {
            Files.createDirectories(folder);
        } catch (IOException stuck) {
            throw new StoreOpenException(
                    "cannot make the data folder " + folder + ": " + Restoring.words(stuck), stuck);
        }
    }

    private static void copy(Path source, Path target) throws SQLException {
        try (Connection connection = new SqliteFile(source).openWriter();
                PreparedStatement copying = connection.prepareStatement("VACUUM INTO ?")) {
            copying.setString(1, target.toString());
            copying.execute();
        }
    }

    /** Every page is whole, and the copy is noted as one that needs no log beside it. */
    private static void check(Path copy) throws SQLException {
        try (Connection connection = new SqliteFile(copy).openWriter()) {
            List<String> faults = Integrity.faults(connection, 1);
            if (!faults.isEmpty()) {
                throw new SQLException(copy + " is damaged: " + faults.get(0));
            }
            CommitCount.end(connection);
        }
    }

    private static void discard(Path partial) {
        try {
            Files.deleteIfExists(partial);
            for (String log : List.of("-wal", "-shm")) {
                Files.deleteIfExists(partial.resolveSibling(partial.getFileName() + log));
            }
        } catch (IOException stays) {
            LOG.debug("Cannot remove {}", partial, stays);
        }
    }

    private static String libpqUrl(StoreConfig config) {
        return config.url().substring("jdbc:".length());
    }
}
