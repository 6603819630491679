package org.parvis.server.store.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.server.store.Settings;
import org.parvis.server.store.Store;
import org.parvis.server.store.StoreException;
import org.parvis.server.store.StoreException.Kind;
import org.parvis.server.store.StoreOpenException;
import org.parvis.server.store.file.SqliteFile;

/** The embedded database in trouble: a full disk, somebody else at it, a damaged file, an end in the middle. */
final class SqliteFaultsTest {
    private static final String FILLER = "x".repeat(2_000);

    @TempDir
    private Path folder;

    private final MeterRegistry registry = new SimpleMeterRegistry();

    private Path file() {
        return folder.resolve("parvis.db");
    }

    private StoreConfig config() {
        return StoreConfig.of("jdbc:sqlite:" + file());
    }

    private static CompletableFuture<Boolean> put(Store store, String key, String value) {
        return store.write(db -> {
            Settings.put(db, key, value);
            return true;
        });
    }

    private static boolean isDone(CompletableFuture<?> future) {
        return catchThrowable(future::join) == null;
    }

    private static boolean isLate(Throwable fault) {
        return fault.getCause() instanceof StoreException late
                && (late.kind() == Kind.BUSY || late.kind() == Kind.UNCERTAIN);
    }

    private static int limitPages(Store store, String limit) {
        return store.write(db -> db.createQuery("PRAGMA max_page_count = " + limit)
                        .mapTo(Integer.class)
                        .one())
                .join();
    }

    @Test
    void aFullDiskTellsEveryoneToTryAgainAndHeals() throws Exception {
        try (Store store = Stores.open(config(), registry)) {
            int pages = store.read(db -> db.createQuery("PRAGMA page_count")
                            .mapTo(Integer.class)
                            .one())
                    .join();
            put(store, "before", "kept").join();
            limitPages(store, Integer.toString(pages + 20));

            List<String> acknowledged = new ArrayList<>();
            CompletableFuture<Boolean> last = put(store, "fill", FILLER);
            for (int i = 0; isDone(last) && i < 1_000; i++) {
                acknowledged.add(i == 0 ? "fill" : "fill" + (i - 1));
                last = put(store, "fill" + i, FILLER);
            }

            assertThat(Failing.kind(last)).isEqualTo(Kind.UNAVAILABLE);
            assertThat(store.read(db -> Settings.get(db, "before")).join()).contains("kept");
            assertThat(registry.get("parvis.store.up").gauge().value()).isZero();

            // The connection is opened anew and without the limit: there is room again.
            put(store, "after", FILLER).join();
            assertThat(registry.get("parvis.store.up").gauge().value()).isEqualTo(1);
            for (String key : acknowledged) {
                assertThat(store.read(db -> Settings.get(db, key)).join()).contains(FILLER);
            }
        }
    }

    @Test
    void whoeverHoldsTheDatabaseLetsOthersHearInTime() throws Exception {
        try (Store store = Stores.open(config(), registry);
                Connection other = new SqliteFile(file()).openWriter();
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            long startNs = System.nanoTime();

            assertThat(Failing.kind(put(store, "k", "v"))).isEqualTo(Kind.BUSY);
            assertThat((System.nanoTime() - startNs) / 1_000_000).isLessThan(StoreConfig.PATIENCE_MS + 500);
            assertThat(store.read(db -> Settings.get(db, "k")).join()).isEmpty();
            statement.execute("ROLLBACK");
            put(store, "k", "v").join();
        }
    }

    @Test
    void aWorkThatHangsIsUncertainForItsAskerAndBusyForOthers() throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        try (Store store = Stores.open(config().withPatience(300), registry)) {
            CompletableFuture<Integer> hanging = store.write(db -> {
                hold.await();
                return 1;
            });
            await().until(() -> registry.get("parvis.store.queued")
                            .tag("lane", "write")
                            .gauge()
                            .value()
                    == 0);
            CompletableFuture<Boolean> behind = put(store, "k", "v");

            assertThat(Failing.kind(hanging)).isEqualTo(Kind.UNCERTAIN);
            assertThat(Failing.kind(behind)).isEqualTo(Kind.BUSY);

            hold.countDown();
            // A disk that stalls for longer than this short patience is no fault of the store.
            await().ignoreExceptionsMatching(SqliteFaultsTest::isLate)
                    .until(() -> put(store, "k", "w").join());
            assertThat(store.read(db -> Settings.get(db, "k")).join()).contains("w");
        }
    }

    @Test
    void closingFinishesWhatWasAcceptedAndRefusesTheRest() throws Exception {
        Store store = Stores.open(config(), registry);
        List<CompletableFuture<Boolean>> accepted = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            accepted.add(put(store, "k" + i, "v"));
        }

        store.close();

        assertThat(accepted).allSatisfy(one -> assertThat(one).isCompletedWithValue(true));
        assertThat(Failing.kind(put(store, "late", "v"))).isEqualTo(Kind.UNAVAILABLE);
        assertThat(Failing.kind(store.read(db -> Settings.get(db, "k1")))).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void aSecondServerOnTheSameFileIsRefused() throws Exception {
        try (Store first = Stores.open(config(), registry)) {
            put(first, "k", "v").join();
            assertThatThrownBy(() -> Stores.open(config(), new SimpleMeterRegistry(), 100))
                    .isInstanceOf(StoreOpenException.class)
                    .hasMessageContaining("used by another server");
            try (Store tool = Stores.openBeside(config(), new SimpleMeterRegistry())) {
                assertThat(tool.read(db -> Settings.get(db, "k")).join()).contains("v");
            }
        }
    }

    @Test
    void whatIsNoDatabaseIsNamedAndLeftAlone() throws Exception {
        Files.writeString(file(), "this is a letter, not a database; ".repeat(100));

        assertThatThrownBy(() -> Stores.open(config(), registry))
                .isInstanceOf(StoreOpenException.class)
                .hasMessageContaining("cannot open the database")
                .hasMessageContaining(file().toString());
        assertThat(Files.readString(file())).startsWith("this is a letter");
    }

    @Test
    void aVanishedFileIsNotReplacedByAnEmptyOne() throws Exception {
        try (Store store = Stores.open(config(), registry)) {
            put(store, "k", "v").join();
            Files.delete(file());

            await().untilAsserted(
                            () -> assertThat(Failing.kind(put(store, "k", "w"))).isEqualTo(Kind.UNAVAILABLE));
            assertThat(file()).doesNotExist();
        }
    }

    @Test
    void onlyTheOwnerMayReadTheFile() throws Exception {
        try (Store store = Stores.open(config(), registry)) {
            put(store, "k", "v").join();

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("parvis.db-wal"))))
                    .isEqualTo("rw-------");
        }
    }
}
