package org.parvis.server.store.engine;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.parvis.server.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens databases: brings the schema forward, then starts the store. Blocks; not for event loops. */
public final class Stores {
    private static final Logger LOG = LoggerFactory.getLogger(Stores.class);

    /** For a server that is just leaving. */
    private static final long CLAIM_MS = 5_000;

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
            migrated(config);
            return new PostgresStore(config, registry);
        }
        SqliteFile file = new SqliteFile(pathOf(config));
        FileClaim claim = claim(file.path(), claimMs)
                .orElseThrow(() -> new StoreOpenException("the database " + file.path()
                        + " is used by another server; stop that one or choose another --data-dir"));
        try {
            migrated(file);
            return new SqliteStore(config, file, claim, registry);
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
            return open(config, registry);
        }
        SqliteFile file = new SqliteFile(pathOf(config));
        FileClaim claim = claim(file.path(), 0).orElseGet(FileClaim::none);
        try {
            if (claim.isHeld()) {
                migrated(file);
            } else {
                new Migrations(file.migrationSource(), Dialect.SQLITE).requireNewest();
            }
            return new SqliteStore(config, file, claim, registry);
        } catch (StoreOpenException | RuntimeException stuck) {
            release(claim);
            throw stuck;
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

    /** The file of an embedded database. */
    static Path pathOf(StoreConfig config) {
        return Path.of(config.sqliteFile()).toAbsolutePath().normalize();
    }

    /** Makes this process the owner of a database file, waiting a little for the one before. */
    static Optional<FileClaim> claim(Path file, long patienceMs) throws StoreOpenException {
        try {
            return FileClaim.take(file, patienceMs);
        } catch (IOException unusable) {
            throw new StoreOpenException("cannot write beside the database " + file + ": " + unusable, unusable);
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

    private static void migrated(SqliteFile file) throws StoreOpenException {
        boolean isNew = !Files.exists(file.path());
        try {
            if (isNew) {
                PrivateFile.create(file.path());
            }
        } catch (IOException unusable) {
            throw new StoreOpenException("cannot make the database " + file.path() + ": " + unusable, unusable);
        }
        migrated(file.path().toString(), file.migrationSource(), Dialect.SQLITE);
        if (isNew) {
            LOG.debug("Made the database {}", file.path());
        }
    }

    private static void migrated(StoreConfig config) throws StoreOpenException {
        try (HikariDataSource source = PostgresPool.forMigrations(config)) {
            migrated(config.url(), source, Dialect.POSTGRESQL);
        }
    }

    private static void migrated(String name, DataSource database, Dialect dialect) throws StoreOpenException {
        try (Connection connection = database.getConnection()) {
            SchemaStamp stamp = SchemaStamp.of(dialect);
            if (!stamp.fits(connection)) {
                new Migrations(database, dialect).toNewest();
                stamp.note(connection);
            }
        } catch (SQLException | IOException unusable) {
            throw new StoreOpenException("cannot open the database " + name + ": " + unusable.getMessage(), unusable);
        }
    }
}
