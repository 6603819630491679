package org.parvis.server.store.outbox;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.parvis.server.store.engine.PostgresExtension;
import org.parvis.server.store.engine.StoreConfig;

/** The outbox on PostgreSQL. */
@Tag("postgres")
final class PostgresOutboxIT extends OutboxContract {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @Override
    StoreConfig database() {
        return POSTGRES.database();
    }
}
