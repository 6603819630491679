package org.parvis.server.store.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.parvis.server.store.StoreOpenException;

/**
 * Brings a schema forward, one numbered file after the other; never back. What was applied is checked by its checksum, so
 * an edited file is found out.
 *
 * <p>One thread, before the store opens.
 */
public final class Migrations {
    private final FluentConfiguration settings;
    private final List<FluentConfiguration> features = new ArrayList<>();

    /**
     * The migrations of this program for a database.
     *
     * @param database to be brought forward
     * @param dialect which of the two it is
     * @param features those of features, which come after the server's own
     */
    public Migrations(DataSource database, Dialect dialect, List<FeatureMigrations> features) {
        settings = settings(database, dialect)
                .locations(dialect.folders().stream()
                        .map(folder -> "classpath:" + folder)
                        .toArray(String[]::new));
        for (FeatureMigrations feature : features) {
            // Their history begins in a database that has tables already.
            this.features.add(settings(database, dialect)
                    .locations("classpath:" + feature.folder())
                    .table(feature.historyTable())
                    .baselineOnMigrate(true)
                    .baselineVersion("0"));
        }
    }

    private static FluentConfiguration settings(DataSource database, Dialect dialect) {
        return Flyway.configure()
                .loggers("slf4j")
                .dataSource(database)
                .placeholders(dialect.placeholders())
                .ignoreMigrationPatterns(new String[0]);
    }

    /**
     * Brings the database to the newest schema this program knows.
     *
     * @throws StoreOpenException if it is of a newer program, or takes no changes
     */
    public void toNewest() throws StoreOpenException {
        for (FluentConfiguration each : all()) {
            refuseNewer(each.load().info());
        }
        for (FluentConfiguration each : all()) {
            apply(each.load());
        }
    }

    private List<FluentConfiguration> all() {
        List<FluentConfiguration> all = new ArrayList<>(List.of(settings));
        all.addAll(features);
        return all;
    }

    /**
     * Brings the database to an older schema of the server, for tests of the way from there.
     *
     * @param version such as {@code 1.1}
     * @throws StoreOpenException if it takes no changes
     */
    public void to(String version) throws StoreOpenException {
        apply(settings.target(MigrationVersion.fromVersion(version)).load());
    }

    /**
     * Refuses a database that needs migrations, or comes from a newer program.
     *
     * @throws StoreOpenException saying which
     */
    public void requireNewest() throws StoreOpenException {
        for (FluentConfiguration each : all()) {
            MigrationInfoService info = each.load().info();
            refuseNewer(info);
            if (info.pending().length > 0) {
                throw new StoreOpenException(
                        "the database is of an older version; start this version's server once to bring it forward");
            }
        }
    }

    /**
     * What the database says of itself.
     *
     * @return the version of its schema; empty before the first migration
     */
    public Optional<String> current() {
        return Optional.ofNullable(settings.load().info().current())
                .map(MigrationInfo::getVersion)
                .map(MigrationVersion::getVersion);
    }

    private static void apply(Flyway flyway) throws StoreOpenException {
        try {
            flyway.migrate();
        } catch (FlywayException stuck) {
            throw new StoreOpenException("cannot bring the database forward: " + databaseWords(stuck), stuck);
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

    /** The library speaks of its script; what is the matter is said by the database, such as that it is read-only. */
    private static String databaseWords(Exception problem) {
        Throwable cause = problem;
        while (!(cause instanceof SQLException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        Throwable told = cause instanceof SQLException ? cause : problem;
        return String.valueOf(told.getMessage()).lines().findFirst().orElse("");
    }
}
