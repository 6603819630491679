package org.parvis.server.store.engine;

import static org.junit.jupiter.api.Assumptions.abort;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.parvis.server.store.RandomId;

/**
 * A real PostgreSQL, durable as in production, started once for all tests and stopped after them. Where it cannot start,
 * the tests are skipped with the reason.
 */
public final class PostgresExtension implements BeforeAllCallback {
    private static final Namespace HERE = Namespace.create(PostgresExtension.class);

    private Optional<EmbeddedPostgres> server = Optional.empty();

    @Override
    public void beforeAll(ExtensionContext context) {
        Shared shared =
                context.getRoot().getStore(HERE).computeIfAbsent(Shared.class, key -> new Shared(), Shared.class);
        server = Optional.of(shared.server());
    }

    /** A new, empty database. */
    public StoreConfig database() {
        EmbeddedPostgres running = server.orElseThrow();
        String name = RandomId.next("t").toLowerCase(Locale.ROOT).replace('-', '_');
        try (Connection connection = running.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException broken) {
            throw new IllegalStateException("Cannot make a database", broken);
        }
        return config(running, name);
    }

    /** How the store reaches a database of a server. */
    static StoreConfig config(EmbeddedPostgres running, String name) {
        return StoreConfig.of("jdbc:postgresql://localhost:" + running.getPort() + "/" + name)
                .withUser(Optional.of("postgres"), Optional.of("postgres"));
    }

    /** Started with the settings that production has; zonky's own do not sync. */
    static EmbeddedPostgres.Builder durable() {
        return EmbeddedPostgres.builder().setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on");
    }

    /** Kept in the root of all tests, which closes it. */
    private static final class Shared implements AutoCloseable {
        private Optional<EmbeddedPostgres> running = Optional.empty();

        EmbeddedPostgres server() {
            if (running.isEmpty()) {
                try {
                    running = Optional.of(durable().start());
                } catch (IOException | RuntimeException cannot) {
                    abort("PostgreSQL cannot be started here: " + cannot);
                }
            }
            return running.orElseThrow();
        }

        @Override
        public void close() throws IOException {
            if (running.isPresent()) {
                running.get().close();
            }
        }
    }
}
