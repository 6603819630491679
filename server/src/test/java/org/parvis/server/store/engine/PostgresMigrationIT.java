package org.parvis.server.store.engine;

import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.parvis.server.store.schema.Dialect;

/** Migrations of PostgreSQL. */
@Tag("postgres")
final class PostgresMigrationIT extends MigrationContract {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @Override
    StoreConfig database() {
        return POSTGRES.database();
    }

    @Override
    DataSource source(StoreConfig config) {
        return PostgresPool.forMigrations(config);
    }

    @Override
    Dialect dialect() {
        return Dialect.POSTGRESQL;
    }

    @Override
    String yes() {
        return "true";
    }
}
