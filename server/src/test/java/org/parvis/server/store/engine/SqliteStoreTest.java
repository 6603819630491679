package org.parvis.server.store.engine;

import java.nio.file.Path;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.io.TempDir;

/** The contract on an embedded database. */
final class SqliteStoreTest extends StoreContract {
    @TempDir
    private static Path folder;

    @Override
    StoreConfig database() {
        return StoreConfig.of("jdbc:sqlite:" + folder.resolve("parvis.db"));
    }

    @Override
    void disarm(Handle db) {
        db.execute("DROP TRIGGER audit_keeps_rows");
    }
}
