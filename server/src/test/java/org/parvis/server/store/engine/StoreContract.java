package org.parvis.server.store.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.parvis.server.store.Answer;
import org.parvis.server.store.Idempotency;
import org.parvis.server.store.IdempotencyConflict;
import org.parvis.server.store.RandomId;
import org.parvis.server.store.Settings;
import org.parvis.server.store.Store;
import org.parvis.server.store.StoreException;
import org.parvis.server.store.UnfitTextException;
import org.parvis.server.store.audit.AuditEntry;
import org.parvis.server.store.audit.AuditLog;
import org.parvis.server.store.audit.AuditProof;
import org.parvis.server.store.audit.AuditRecord;
import org.parvis.server.store.ledger.Ledger;
import org.parvis.server.store.ledger.LedgerEntry;
import org.parvis.server.store.ledger.Posting;
import org.parvis.server.store.report.DatabaseReport;

/** What every database must do. Run by a class for each of them, all tests on one database of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StoreContract {
    private final TestClock clock = new TestClock();
    private final MeterRegistry registry = new SimpleMeterRegistry();

    @SuppressWarnings("NullAway.Init") // set before any test
    private Store store;

    /** Where an empty database is. */
    abstract StoreConfig database() throws Exception;

    /** Makes the append-only triggers let a change of the audit log pass, as somebody with all rights could. */
    abstract void disarm(Handle db);

    @BeforeAll
    void open() throws Exception {
        store = Stores.open(database().withClock(clock), registry);
        store.write(db -> db.execute("CREATE TABLE thing (id text PRIMARY KEY, n bigint NOT NULL CHECK (n >= 0))"))
                .join();
    }

    @AfterAll
    void close() {
        store.close();
    }

    private static String id() {
        return RandomId.next("t_");
    }

    private int put(String id, long n) {
        return store.write(db -> db.execute("INSERT INTO thing (id, n) VALUES (?, ?)", id, n))
                .join();
    }

    private long n(String id) {
        return store.read(db -> db.createQuery("SELECT n FROM thing WHERE id = :id")
                        .bind("id", id)
                        .mapTo(Long.class)
                        .findOne()
                        .orElse(-1L))
                .join();
    }

    private static int bump(Handle db, String id) {
        long n = db.createQuery("SELECT n FROM thing WHERE id = :id")
                .bind("id", id)
                .mapTo(Long.class)
                .one();
        return db.execute("UPDATE thing SET n = ? WHERE id = ?", n + 1, id);
    }

    @Test
    void whatWasWrittenIsRead() {
        String id = id();

        put(id, 7);

        assertThat(n(id)).isEqualTo(7);
    }

    @Test
    void textsThatOneDatabaseWouldRefuseAreRefusedByBoth() {
        for (String odd : List.of("a\0b", "\0", "\ud800", "a\udc00", "\udc00\ud800")) {
            assertThat(Failing.cause(store.write(db -> db.execute("INSERT INTO thing (id, n) VALUES (?, 1)", odd))))
                    .isInstanceOf(UnfitTextException.class);
            assertThat(Failing.cause(store.read(db -> db.createQuery("SELECT n FROM thing WHERE id = :id")
                            .bind("id", odd)
                            .mapTo(Long.class)
                            .findOne())))
                    .isInstanceOf(UnfitTextException.class);
        }
        put("廣場 😀 \u0001", 7);
        assertThat(n("廣場 😀 \u0001")).isEqualTo(7);
    }

    @Test
    void workThatThrowsLeavesNothing() {
        String id = id();

        Throwable told = Failing.cause(store.write(db -> {
            db.execute("INSERT INTO thing (id, n) VALUES (?, 1)", id);
            throw new IllegalStateException("no");
        }));

        assertThat(told).hasMessage("no");
        assertThat(n(id)).isEqualTo(-1);
    }

    @Test
    void oneThatFailsTakesNothingFromThoseBesideIt() {
        List<String> ids = new ArrayList<>();
        List<CompletableFuture<Integer>> writes = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            String id = id();
            long n = i % 3 == 0 ? -1 : i;
            ids.add(id);
            writes.add(store.write(db -> db.execute("INSERT INTO thing (id, n) VALUES (?, ?)", id, n)));
        }

        for (int i = 0; i < writes.size(); i++) {
            CompletableFuture<Integer> write = writes.get(i);
            Throwable problem = catchThrowable(write::join);
            assertThat(problem == null).isEqualTo(i % 3 != 0);
            assertThat(n(ids.get(i))).isEqualTo(i % 3 == 0 ? -1 : i);
        }
    }

    @Test
    void brokenRulesOfTheSchemaAreTheWorksOwnFault() {
        CompletableFuture<Integer> write = store.write(db -> db.execute("INSERT INTO thing (id, n) VALUES ('x', -1)"));

        assertThat(Failing.cause(write)).isNotInstanceOf(StoreException.class);
    }

    @Test
    void errorsOfAWorkReachItsAskerAndNobodyElse() {
        assertThatThrownBy(() -> store.write(db -> {
                            throw new AssertionError("broken");
                        })
                        .join())
                .rootCause()
                .hasMessage("broken");
        put(id(), 1);
    }

    @Test
    void readThenWriteLosesNoUpdate() {
        String id = id();
        put(id, 0);
        List<CompletableFuture<Integer>> bumps = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            bumps.add(store.write(db -> bump(db, id)));
        }

        int done = 0;
        for (CompletableFuture<Integer> bump : bumps) {
            Throwable problem = catchThrowable(bump::join);
            done += problem == null ? 1 : 0;
            assertThat(problem == null || Failing.isBusy(bump)).isTrue();
        }
        assertThat(n(id)).isEqualTo(done);
        assertThat(done).isGreaterThan(90);
    }

    @Test
    void readersSeeNothingOfATransactionBeforeItsCommit() throws Exception {
        String id = id();
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch looked = new CountDownLatch(1);
        CompletableFuture<Integer> write = store.write(db -> {
            int rows = db.execute("INSERT INTO thing (id, n) VALUES (?, 1)", id);
            written.countDown();
            looked.await();
            return rows;
        });

        written.await();
        long before = n(id);
        looked.countDown();
        write.join();

        assertThat(before).isEqualTo(-1);
        assertThat(n(id)).isEqualTo(1);
    }

    @Test
    void readingWorkCannotWrite() {
        String id = id();

        assertThatThrownBy(() -> store.read(db -> db.execute("INSERT INTO thing (id, n) VALUES (?, 1)", id))
                        .join())
                .isInstanceOf(CompletionException.class);
        assertThat(n(id)).isEqualTo(-1);
    }

    @Test
    void aNestedTransactionTakesPartInTheOuterOne() {
        String id = id();

        Throwable told = Failing.cause(store.write(db -> {
            db.useTransaction(inner -> inner.execute("INSERT INTO thing (id, n) VALUES (?, 1)", id));
            throw new IllegalStateException("undo both");
        }));

        assertThat(told).hasMessage("undo both");
        assertThat(n(id)).isEqualTo(-1);
    }

    @Test
    void workMayNotEndItsTransaction() {
        assertThatThrownBy(() -> store.write(Handle::commit).join()).hasMessageContaining("The store ends");
    }

    @Test
    void moreThanTheLaneHoldsIsRefusedAsBusy() throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        List<CompletableFuture<Integer>> all = new ArrayList<>();
        for (int i = 0; i < Lane.BOUND + 200; i++) {
            all.add(store.write(db -> {
                hold.await();
                return 1;
            }));
        }
        hold.countDown();

        long refused = all.stream().filter(Failing::isBusy).count();

        assertThat(refused).isGreaterThan(50);
        put(id(), 1);
    }

    @Test
    void settingsAreReplacedAndRemoved() {
        String key = id();

        store.write(db -> {
                    Settings.put(db, key, "a");
                    Settings.put(db, key, "b");
                    return true;
                })
                .join();

        assertThat(store.read(db -> Settings.get(db, key)).join()).contains("b");
        assertThat(store.write(db -> Settings.remove(db, key)).join()).isTrue();
        assertThat(store.read(db -> Settings.get(db, key)).join()).isEmpty();
    }

    @Test
    @Tag("A55")
    void fiftyParallelRetriesHaveOneEffectAndOneAnswer() {
        String id = id();
        String key = id();
        AtomicInteger tries = new AtomicInteger();
        put(id, 0);
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(store.write(db -> Idempotency.once(db, "scope", key, "hash", () -> {
                bump(db, id);
                return new Answer(201, "{\"try\":" + tries.incrementAndGet() + "}");
            })));
        }

        Answer first = answers.get(0).join();
        assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(first));
        assertThat(first.status()).isEqualTo(201);
        assertThat(n(id)).isEqualTo(1);
    }

    @Test
    @Tag("A55")
    void aKeyWithAnotherRequestIsRefused() {
        String key = id();
        store.write(db -> Idempotency.once(db, "scope", key, "one", () -> new Answer(200, "")))
                .join();

        assertThatThrownBy(() -> store.write(
                                db -> Idempotency.once(db, "scope", key, "other", () -> new Answer(200, "")))
                        .join())
                .cause()
                .isInstanceOf(IdempotencyConflict.class);
        Answer elsewhere = store.write(
                        db -> Idempotency.once(db, "other scope", key, "other", () -> new Answer(200, "free")))
                .join();
        assertThat(elsewhere.body()).isEqualTo("free");
    }

    @Test
    @Tag("A55")
    void workThatFailsLeavesItsKeyFree() {
        String key = id();
        Throwable told = Failing.cause(store.write(db -> Idempotency.once(db, "scope", key, "hash", () -> {
            throw new IllegalStateException("not today");
        })));

        Answer answer = store.write(db -> Idempotency.once(db, "scope", key, "hash", () -> new Answer(200, "now")))
                .join();

        assertThat(told).hasMessage("not today");
        assertThat(answer.body()).isEqualTo("now");
    }

    @Test
    @Tag("A109")
    void auditRecordsFormAChainWithoutGaps() {
        List<CompletableFuture<AuditEntry>> appended = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            AuditRecord said = new AuditRecord("p_admin", "ban.created", "person:" + i, "rude — 不禮貌", "{}");
            appended.add(store.write(db -> AuditLog.append(db, said)));
        }
        appended.forEach(CompletableFuture::join);

        AuditProof proof = store.read(AuditLog::verify).join();
        List<AuditEntry> page =
                store.read(db -> AuditLog.page(db, Long.MAX_VALUE, 10)).join();

        assertThat(proof.isWhole()).isTrue();
        assertThat(proof.entries()).isGreaterThanOrEqualTo(30);
        assertThat(page).hasSize(10).isSortedAccordingTo((a, b) -> Long.compare(b.seq(), a.seq()));
        assertThat(page.get(0).hash()).isEqualTo(proof.headHash());
        assertThat(store.read(db -> AuditLog.about(db, "person:7", Long.MAX_VALUE, 10))
                        .join())
                .singleElement()
                .satisfies(entry -> assertThat(entry.said().reason()).isEqualTo("rude — 不禮貌"));
    }

    @Test
    @Tag("A109")
    void recordsCannotBeChangedAndTamperingIsFoundOut() {
        AuditRecord said = new AuditRecord("p_admin", "role.granted", "person:x", "", "");
        long seq = store.write(db -> AuditLog.append(db, said)).join().seq();

        for (String change : List.of("UPDATE audit SET actor = 'p_other'", "DELETE FROM audit")) {
            assertThatThrownBy(() -> store.write(db -> db.execute(change)).join())
                    .rootCause()
                    .hasMessageContaining("append-only");
        }
        // Undone at the end, so that the other tests find a whole log.
        Throwable told = Failing.cause(store.write(db -> {
            disarm(db);
            db.execute("UPDATE audit SET actor = 'p_other' WHERE seq = ?", seq);
            throw new IllegalStateException("broken at " + AuditLog.verify(db).broken());
        }));
        assertThat(told).hasMessage("broken at OptionalLong[" + seq + "]");
        assertThat(store.read(AuditLog::verify).join().isWhole()).isTrue();
    }

    @Test
    void theLedgerBalancesAndKeepsWhatItSaid() {
        String account = "person:" + id();
        for (int points = 1; points <= 10; points++) {
            LedgerEntry gain = new LedgerEntry(account, "points", points);
            store.write(db -> Ledger.post(db, Posting.transfer("award", "p_admin", "well done", "system:awards", gain)))
                    .join();
        }

        assertThat(store.read(db -> Ledger.balance(db, account, "points")).join())
                .isEqualTo(55);
        assertThat(store.read(db -> Ledger.balance(db, account, "EUR")).join()).isZero();
        assertThat(store.read(db -> Ledger.history(db, account, 100)).join()).hasSize(10);
        assertThat(store.read(Ledger::unbalanced).join()).isEmpty();
        assertThatThrownBy(() -> store.write(db -> db.execute("UPDATE ledger_entry SET amount_minor = 1000000"))
                        .join())
                .rootCause()
                .hasMessageContaining("append-only");
    }

    @Test
    void postingsThatDoNotBalanceCannotBeMade() {
        LedgerEntry gain = new LedgerEntry("person:a", "points", 5);
        LedgerEntry lessLoss = new LedgerEntry("system:awards", "points", -4);
        LedgerEntry otherLoss = new LedgerEntry("system:awards", "EUR", -5);

        assertThatThrownBy(() -> new Posting("award", "p", "", List.of(gain, lessLoss)))
                .hasMessageContaining("out of balance");
        assertThatThrownBy(() -> new Posting("award", "p", "", List.of(gain, otherLoss)))
                .hasMessageContaining("out of balance");
        assertThatThrownBy(() -> new LedgerEntry("person:a", "points", 0)).hasMessageContaining("moves nothing");
    }

    @Test
    void anAwardIsAllOrNothing() {
        String account = "person:" + id();
        LedgerEntry gain = new LedgerEntry(account, "points", 5);

        Throwable told = Failing.cause(store.write(db -> {
            Ledger.post(db, Posting.transfer("award", "p_admin", "", "system:awards", gain));
            AuditLog.append(db, new AuditRecord("p_admin", "points.awarded", account, "", ""));
            throw new IllegalStateException("the third step fails");
        }));

        assertThat(told).hasMessage("the third step fails");
        assertThat(store.read(db -> Ledger.balance(db, account, "points")).join())
                .isZero();
        assertThat(store.read(db -> AuditLog.about(db, account, Long.MAX_VALUE, 1))
                        .join())
                .isEmpty();
    }

    @Test
    void theReportNamesEveryTable() {
        DatabaseReport report = store.read(DatabaseReport::of).join();

        assertThat(report.rows()).containsKeys("audit", "ledger_entry", "outbox", "stay", "setting");
        assertThat(report.isSound()).isTrue();
    }
}
