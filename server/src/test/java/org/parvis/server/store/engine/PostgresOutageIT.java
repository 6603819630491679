package org.parvis.server.store.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.server.store.RandomId;
import org.parvis.server.store.Settings;
import org.parvis.server.store.Store;
import org.parvis.server.store.StoreException.Kind;

/** The database server stops under the store and comes back. */
@Tag("postgres")
final class PostgresOutageIT {
    @TempDir
    private Path folder;

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    private EmbeddedPostgres start(int port) {
        try {
            EmbeddedPostgres.Builder builder = PostgresExtension.durable()
                    .setDataDirectory(folder.resolve("pg"))
                    .setCleanDataDirectory(false);
            return (port == 0 ? builder : builder.setPort(port)).start();
        } catch (IOException | RuntimeException cannot) {
            return abort("PostgreSQL cannot be started here: " + cannot);
        }
    }

    private CompletableFuture<Boolean> put(Store store) {
        String key = RandomId.next("k_");
        return store.write(db -> {
                    Settings.put(db, key, "v");
                    return true;
                })
                .thenApply(done -> acknowledged.add(key));
    }

    @Test
    void anOutageIsToldInTimeAndHealsByItself() throws Exception {
        EmbeddedPostgres first = start(0);
        int port = first.getPort();
        try (Store store = Stores.open(PostgresExtension.config(first, "postgres"), registry)) {
            for (int i = 0; i < 50; i++) {
                put(store).join();
            }

            first.close();
            List<Kind> told = new ArrayList<>();
            long endNs = System.nanoTime() + Duration.ofSeconds(3).toNanos();
            while (System.nanoTime() < endNs) {
                told.add(kindAndAtMost(store));
            }
            assertThat(told).contains(Kind.UNAVAILABLE).doesNotContain(Kind.UNCERTAIN);
            assertThat(registry.get("parvis.store.up").gauge().value()).isZero();

            try (EmbeddedPostgres second = start(port)) {
                await().atMost(Duration.ofSeconds(10))
                        .until(() -> catchThrowable(() -> put(store).join()) == null);
                assertThat(second.getPort()).isEqualTo(port);
                Set<String> found = new HashSet<>(store.read(db -> db.createQuery("SELECT key FROM setting")
                                .mapTo(String.class)
                                .list())
                        .join());
                assertThat(found).containsAll(acknowledged);
                assertThat(registry.get("parvis.store.up").gauge().value()).isEqualTo(1);
            }
        }
    }

    private Kind kindAndAtMost(Store store) {
        long startNs = System.nanoTime();
        Kind kind = Failing.kind(put(store));
        assertThat((System.nanoTime() - startNs) / 1_000_000).isLessThan(StoreConfig.PATIENCE_MS + 500);
        return kind;
    }
}
