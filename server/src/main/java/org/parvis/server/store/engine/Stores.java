package org.parvis.server.store.engine;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.parvis.server.store.Store;
import org.parvis.server.store.StoreOpenException;
import org.parvis.server.store.file.CommitCount;
import org.parvis.server.store.file.CommitMark;
import org.parvis.server.store.file.FileClaim;
import org.parvis.server.store.file.Integrity;
import org.parvis.server.store.file.LossCheck;
import org.parvis.server.store.file.PrivateFile;
import org.parvis.server.store.file.SqliteFile;
import org.parvis.server.store.schema.Dialect;
import org.parvis.server.store.schema.FeatureMigrations;
import org.parvis.server.store.schema.Migrations;
import org.parvis.server.store.schema.SchemaStamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens databases: brings the schema forward, then starts the store. Blocks; not for event loops. */
public final class Stores {
    private static final Logger LOG = LoggerFactory.getLogger(Stores.class);

    /** For a server that is just leaving. */
    private static final long CLAIM_MS = 5_000;

    private static final int MOST_FAULTS = 10;

    private Stores() {}

    /**
     * Opens the database as its one server.
     *
     * @param config which
     * @param registry where the store counts
     * @return ready for commands
     * @throws StoreOpenException if something is in the way that the operator can mend
     */
    public static Store open(StoreConfig config, MeterRegistry registry) throws StoreOpenException {
        return open(config, registry, CLAIM_MS);
    }

    /** Opens the database, waiting so long for another server to leave it. */
    static Store open(StoreConfig config, MeterRegistry registry, long claimMs) throws StoreOpenException {
        if (!config.isSqlite()) {
            return ownedServer(config, registry, claimMs);
        }
        SqliteFile file = new SqliteFile(pathOf(config));
        FileClaim claim = claim(file.path(), claimMs)
                .orElseThrow(() -> new StoreOpenException("the database " + file.path()
                        + " is used by another server; stop that one or choose another --data-dir"));
        try {
            return owned(config, file, claim, registry);
        } catch (StoreOpenException | RuntimeException stuck) {
            release(claim);
            throw stuck;
        }
    }

    /**
     * Opens the database for a tool, whether a server runs on it or not. Only where none does is the schema brought
     * forward.
     *
     * @param config which
     * @param registry where the store counts
     * @return ready for commands
     * @throws StoreOpenException if something is in the way that the operator can mend
     */
    public static Store openBeside(StoreConfig config, MeterRegistry registry) throws StoreOpenException {
        if (!config.isSqlite()) {
            return besideServer(config, registry);
        }
        SqliteFile file = new SqliteFile(pathOf(config));
        FileClaim claim = claim(file.path(), 0).orElseGet(FileClaim::none);
        try {
            if (claim.isHeld()) {
                return owned(config, file, claim, registry);
            }
            new Migrations(file.migrationSource(), Dialect.SQLITE, config.features()).requireNewest();
            return new SqliteStore(config, file, claim, Optional.empty(), registry);
        } catch (StoreOpenException | RuntimeException stuck) {
            release(claim);
            throw stuck;
        }
    }

    private static Store ownedServer(StoreConfig config, MeterRegistry registry, long claimMs)
            throws StoreOpenException {
        PostgresOwner owner = PostgresOwner.take(config, claimMs);
        try {
            owner.demandNothingLost();
            migrated(config);
            owner.begin();
            return new PostgresStore(config, Optional.of(owner), registry);
        } catch (StoreOpenException | RuntimeException stuck) {
            owner.close();
            throw stuck;
        }
    }

    private static Store besideServer(StoreConfig config, MeterRegistry registry) throws StoreOpenException {
        Optional<PostgresOwner> nobodyElse = PostgresOwner.tryTake(config);
        if (nobodyElse.isPresent()) {
            try (PostgresOwner owner = nobodyElse.get()) {
                LOG.debug("No server runs on it: {}", owner);
                migrated(config);
            }
        } else {
            try (HikariDataSource source = PostgresPool.forMigrations(config)) {
                new Migrations(source, Dialect.POSTGRESQL, config.features()).requireNewest();
            }
        }
        return new PostgresStore(config, Optional.empty(), registry);
    }

    private static Store owned(StoreConfig config, SqliteFile file, FileClaim claim, MeterRegistry registry)
            throws StoreOpenException {
        LossCheck.demandNothingLost(file, config.prior());
        migrated(config, file);
        try (Connection connection = file.openWriter()) {
            CommitMark.Content content = CommitCount.begin(connection);
            CommitMark mark = CommitMark.open(CommitMark.beside(file.path()), content);
            return new SqliteStore(config, file, claim, Optional.of(mark), registry);
        } catch (SQLException | IOException unusable) {
            throw new StoreOpenException(
                    "cannot use the database " + file.path() + ": " + unusable.getMessage(), unusable);
        }
    }

    /**
     * Has the classes loaded that a store works with, by way of an empty database in memory: hundreds, which would be
     * loaded one after the other once the schema is up to date. Any thread, beside {@link #open}.
     *
     * @return whether all could be loaded; what could not shows where it is used
     */
    public static boolean warm() {
        try (Handle handle = Jdbi.create("jdbc:sqlite::memory:").open()) {
            handle.execute("create table warm (n integer)");
            handle.execute("insert into warm values (?)", 1);
            return handle.inTransaction(db -> db.select("select n from warm where n = ?", 1)
                            .mapTo(Long.class)
                            .one())
                    == 1;
        } catch (JdbiException | UnsatisfiedLinkError without) {
            LOG.debug("Nothing was warmed", without);
            return false;
        }
    }

    /**
     * Whether there is a database; a server would make a missing embedded one.
     *
     * @param config which
     * @return true for PostgreSQL, which has to be asked
     */
    public static boolean isThere(StoreConfig config) {
        return !config.isSqlite() || Files.exists(pathOf(config));
    }

    /**
     * Looks at every page of an embedded database, also while a server runs; takes seconds on a large one. PostgreSQL
     * has tools of its own for this, such as {@code pg_amcheck}.
     *
     * @param config which
     * @return what is wrong, in SQLite's words; empty when all pages are whole
     * @throws StoreOpenException if the file cannot be opened at all
     */
    public static List<String> damage(StoreConfig config) throws StoreOpenException {
        if (!config.isSqlite()) {
            return List.of();
        }
        try (Connection connection = new SqliteFile(pathOf(config)).openUntouched()) {
            return Integrity.faults(connection, MOST_FAULTS);
        } catch (SQLException unreadable) {
            throw new StoreOpenException("cannot read the database: " + unreadable.getMessage(), unreadable);
        }
    }

    /** The file of an embedded database. */
    static Path pathOf(StoreConfig config) {
        return Path.of(config.sqliteFile()).toAbsolutePath().normalize();
    }

    /** Makes this process the owner of a database file, waiting a little for the one before. */
    static Optional<FileClaim> claim(Path file, long patienceMs) throws StoreOpenException {
        Path folder = file.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new StoreOpenException("there is no folder " + folder + " to keep the database in");
        }
        try {
            return FileClaim.take(file, patienceMs);
        } catch (IOException unusable) {
            throw new StoreOpenException(
                    "cannot write beside the database " + file + ": " + Restoring.words(unusable), unusable);
        }
    }

    /** Lets go of a database file. */
    static void release(FileClaim claim) {
        try {
            claim.close();
        } catch (IOException harmless) {
            LOG.debug("The claim ends with the process", harmless);
        }
    }

    private static void migrated(StoreConfig config, SqliteFile file) throws StoreOpenException {
        boolean isNew = !Files.exists(file.path());
        try {
            if (isNew) {
                PrivateFile.create(file.path());
            }
        } catch (IOException unusable) {
            throw new StoreOpenException("cannot make the database " + file.path() + ": " + unusable, unusable);
        }
        migrated(file.path().toString(), file.migrationSource(), Dialect.SQLITE, config.features());
        if (isNew) {
            LOG.debug("Made the database {}", file.path());
        }
    }

    private static void migrated(StoreConfig config) throws StoreOpenException {
        try (HikariDataSource source = PostgresPool.forMigrations(config)) {
            migrated(config.url(), source, Dialect.POSTGRESQL, config.features());
        }
    }

    private static void migrated(String name, DataSource database, Dialect dialect, List<FeatureMigrations> features)
            throws StoreOpenException {
        try (Connection connection = database.getConnection()) {
            SchemaStamp stamp = SchemaStamp.of(dialect, features);
            if (!stamp.fits(connection)) {
                new Migrations(database, dialect, features).toNewest();
                stamp.note(connection);
            }
        } catch (SQLException | IOException unusable) {
            throw new StoreOpenException("cannot open the database " + name + ": " + unusable.getMessage(), unusable);
        }
    }
}
