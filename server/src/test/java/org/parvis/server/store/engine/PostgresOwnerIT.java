package org.parvis.server.store.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.server.store.Settings;
import org.parvis.server.store.Store;
import org.parvis.server.store.StoreOpenException;
import org.parvis.server.store.file.CommitMark;
import org.parvis.server.store.file.PriorUse;

/** One server owns a PostgreSQL database, and notices an older one in its place. */
@Tag("postgres")
final class PostgresOwnerIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    private Path first;

    @TempDir
    private Path second;

    @SuppressWarnings("NullAway.Init") // set before each test
    private StoreConfig database;

    @BeforeEach
    void make() {
        database = POSTGRES.database();
    }

    private Store open(Path dataDir, boolean acceptLoss) throws StoreOpenException {
        PriorUse prior = new PriorUse(Optional.of(dataDir), List.of(dataDir.resolve("keys.json")), acceptLoss);
        return Stores.open(database.withPrior(prior), new SimpleMeterRegistry(), 500);
    }

    private static void put(Store store, String value) {
        store.write(db -> {
                    Settings.put(db, "k", value);
                    return true;
                })
                .join();
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(database.url(), "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void aSecondServerIsRefusedInWordsAndAToolIsNot() throws Exception {
        try (Store store = open(first, false)) {
            put(store, "v");
            assertThatThrownBy(() -> open(second, false))
                    .isInstanceOf(StoreOpenException.class)
                    .hasMessageContaining("is used by another server");
            try (Store tool = Stores.openBeside(database, new SimpleMeterRegistry())) {
                assertThat(tool.read(db -> Settings.get(db, "k")).join()).contains("v");
                put(tool, "by a tool");
            }
            put(store, "still here");
        }
        try (Store next = open(second, true)) {
            assertThat(next.read(db -> Settings.get(db, "k")).join()).contains("still here");
        }
    }

    @Test
    void anOwnerWhoseConnectionBreaksKeepsTheDatabaseWhileAnotherWaitsForIt() throws Exception {
        try (Store store = open(first, false)) {
            put(store, "before");
            CompletableFuture<Throwable> other = CompletableFuture.supplyAsync(() -> {
                try {
                    open(second, true).close();
                    return new AssertionError("Two servers own it");
                } catch (StoreOpenException refused) {
                    return refused;
                }
            });
            for (int i = 0; i < 3; i++) {
                execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND pid <> pg_backend_pid()");
                await().atMost(SOON).ignoreExceptions().untilAsserted(() -> put(store, "after"));
                Thread.sleep(300); // not a wait for a result: the other one is given its chance
            }
            assertThat(other.join()).isInstanceOf(StoreOpenException.class);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThatThrownBy(() -> open(second, true))
                            .hasMessageContaining("is used by another server"));
        }
    }

    @Test
    void anOlderCopyBeneathAServerIsNoticed() throws Exception {
        try (Store store = open(first, false)) {
            put(store, "v");
        }
        long commits =
                CommitMark.read(first.resolve("postgresql.mark")).orElseThrow().commits();
        assertThat(commits).isPositive();
        open(first, false).close();
        execute("UPDATE setting SET value = '0' WHERE key = 'database.commits'");
        assertThatThrownBy(() -> open(first, false))
                .hasMessageContainingAll(
                        "the newest " + commits + " of " + commits + " commits are gone", "--accept-loss");
        open(first, true).close();
        open(first, false).close();

        database = POSTGRES.database();
        assertThatThrownBy(() -> open(first, false)).hasMessageContaining("it is new and empty");
    }
}
