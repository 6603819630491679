package org.parvis.server.store.engine;

import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on PostgreSQL. */
@Tag("postgres")
final class PostgresStoreIT extends StoreContract {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @Override
    StoreConfig database() {
        return POSTGRES.database();
    }

    @Override
    void disarm(Handle db) {
        db.execute("ALTER TABLE audit DISABLE TRIGGER audit_append_only");
    }
}
