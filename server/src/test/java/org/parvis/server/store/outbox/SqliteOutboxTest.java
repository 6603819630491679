package org.parvis.server.store.outbox;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.server.store.engine.StoreConfig;

/** The outbox on an embedded database. */
final class SqliteOutboxTest extends OutboxContract {
    @TempDir
    private Path folder;

    @Override
    StoreConfig database() {
        return StoreConfig.of("jdbc:sqlite:" + folder.resolve("parvis.db"));
    }
}
