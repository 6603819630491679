package org.parvis.server.store.engine;

import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Brings a schema forward, one numbered file after the other; never back. What was applied is checked by its checksum, so
 * an edited file is found out.
 *
 * <p>One thread, before the store opens.
 */
final class Migrations {
    private final FluentConfiguration settings;

    Migrations(DataSource database, Dialect dialect) {
        settings = Flyway.configure()
                .loggers("slf4j")
                .dataSource(database)
                .locations(dialect.folders().stream()
                        .map(folder -> "classpath:" + folder)
                        .toArray(String[]::new))
                .placeholders(dialect.placeholders())
                .ignoreMigrationPatterns(new String[0]);
    }

    /** The newest schema this program knows. */
    void toNewest() throws StoreOpenException {
        Flyway flyway = settings.load();
        refuseNewer(flyway.info());
        apply(flyway);
    }

    /** An older schema, for tests of the way from there. */
    void to(String version) throws StoreOpenException {
        apply(settings.target(MigrationVersion.fromVersion(version)).load());
    }

    /** Refuses a database that needs migrations, or comes from a newer program. */
    void requireNewest() throws StoreOpenException {
        MigrationInfoService info = settings.load().info();
        refuseNewer(info);
        if (info.pending().length > 0) {
            throw new StoreOpenException(
                    "the database is of an older version; start this version's server once to bring it forward");
        }
    }

    /** What the database says of itself; empty before the first migration. */
    Optional<String> current() {
        return Optional.ofNullable(settings.load().info().current())
                .map(MigrationInfo::getVersion)
                .map(MigrationVersion::getVersion);
    }

    private static void apply(Flyway flyway) throws StoreOpenException {
        try {
            flyway.migrate();
        } catch (FlywayException stuck) {
            throw new StoreOpenException("cannot bring the database forward: " + firstLine(stuck), stuck);
        }
    }

    private static void refuseNewer(MigrationInfoService info) throws StoreOpenException {
        for (MigrationInfo applied : info.applied()) {
            if (applied.getState().name().startsWith("FUTURE")) {
                throw new StoreOpenException("the database was made by a newer version (schema " + applied.getVersion()
                        + "); use that version, or restore a backup made by this one");
            }
        }
    }

    private static String firstLine(Exception problem) {
        return String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
    }
}
