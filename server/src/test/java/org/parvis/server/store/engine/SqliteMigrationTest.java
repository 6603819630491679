package org.parvis.server.store.engine;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.server.store.file.SqliteFile;
import org.parvis.server.store.schema.Dialect;

/** Migrations of an embedded database. */
final class SqliteMigrationTest extends MigrationContract {
    @TempDir
    private Path folder;

    @Override
    StoreConfig database() {
        return StoreConfig.of("jdbc:sqlite:" + folder.resolve("parvis.db"));
    }

    @Override
    DataSource source(StoreConfig config) {
        return new SqliteFile(Stores.pathOf(config)).migrationSource();
    }

    @Override
    Dialect dialect() {
        return Dialect.SQLITE;
    }

    @Override
    String yes() {
        return "1";
    }
}
