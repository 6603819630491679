package org.parvis.server.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.server.identity.privacy.Erasures;
import org.parvis.server.store.Settings;
import org.parvis.server.store.Store;
import org.parvis.server.store.StoreOpenException;
import org.parvis.server.store.audit.AuditLog;
import org.parvis.server.store.audit.AuditRecord;
import org.parvis.server.store.engine.StoreConfig;
import org.parvis.server.store.engine.Stores;
import org.parvis.server.store.file.LossTest;
import picocli.CommandLine;

/** Backup, restore and inspection, beside a running store and without one. */
final class DataCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return new CommandLine(new DataCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    private String dataDir() {
        return "--data-dir=" + folder;
    }

    private Path database() {
        return folder.resolve("parvis.db");
    }

    private Store open() throws StoreOpenException {
        return Stores.open(StoreConfig.of("jdbc:sqlite:" + database()), new SimpleMeterRegistry());
    }

    private static void put(Store store, String value) {
        store.write(db -> {
                    Settings.put(db, "k", value);
                    return AuditLog.append(db, new AuditRecord("p_1", "test.put", "", value, ""));
                })
                .join();
    }

    private static Optional<String> get(Store store) {
        return store.read(db -> Settings.get(db, "k")).join();
    }

    @Test
    void aBackupOfARunningServerIsRestoredAndTheOldDatabaseKept() throws Exception {
        Path backup = folder.resolve("backup.db");
        try (Store store = open()) {
            put(store, "then");
            assertThat(run("backup", dataDir(), backup.toString())).isZero();
            assertThat(out.toString()).contains("checked");
            put(store, "now");
            assertThat(run("restore", dataDir(), backup.toString())).isEqualTo(2);
            assertThat(err.toString()).contains("stop it first");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rw-------");

        assertThat(run("restore", dataDir(), backup.toString())).isZero();

        try (Store store = open()) {
            assertThat(get(store)).contains("then");
        }
        Path aside = folder.resolve("parvis.db.before-restore");
        assertThat(out.toString()).contains(aside.toString());
        try (Store store = Stores.open(StoreConfig.of("jdbc:sqlite:" + aside), new SimpleMeterRegistry())) {
            assertThat(get(store)).contains("now");
        }
    }

    @Test
    @Tag("A111")
    void whoWasErasedSinceTheBackupDoesNotComeBackWithIt() throws Exception {
        Path backup = folder.resolve("backup.db");
        try (Store store = open()) {
            addPerson(store, "p_ana");
            addPerson(store, "p_ben");
            assertThat(run("backup", dataDir(), backup.toString())).isZero();
            assertThat(store.write(db -> Erasures.again(db, "p_ana")).join()).isTrue();
        }

        assertThat(run("restore", dataDir(), backup.toString())).isZero();
        assertThat(out.toString()).contains("1 people erased again");
        assertThat(run("erased", dataDir())).isZero();
        assertThat(run("people", dataDir(), "--since", "2026-01-01T00:00:00Z")).isZero();

        assertThat(out.toString().lines())
                .contains("p_ana", "p_ben\tguest\t2026-11-21T00:00:00Z\t2026-11-21T00:00:00Z\tName of p_ben")
                .noneMatch(line -> line.startsWith("p_ana\t"));
        assertThat(run("people", dataDir(), "--since", "yesterday")).isEqualTo(2);
        assertThat(err.toString()).contains("2026-11-20T18:00:00Z");
    }

    private static void addPerson(Store store, String id) {
        long thenMs = Instant.parse("2026-11-21T00:00:00Z").toEpochMilli();
        store.write(db -> db.execute("""
                        insert into person
                          (id, kind, name, look, languages, settings, age_band, version, created_ms, seen_ms)
                        values (?, 'guest', ?, '{}', '', '{}', 'unknown', 1, ?, ?)""", id, "Name of " + id, thenMs, thenMs)).join();
    }

    @Test
    void nothingIsOverwrittenAndNothingElseIsRestored() throws Exception {
        Path file = Files.writeString(folder.resolve("letter.txt"), "Dear operator, ".repeat(500));
        open().close();

        assertThat(run("backup", dataDir(), file.toString())).isEqualTo(2);
        assertThat(run("restore", dataDir(), file.toString())).isEqualTo(2);
        assertThat(run("restore", dataDir(), folder.resolve("absent.db").toString()))
                .isEqualTo(2);

        assertThat(err.toString().lines()).hasSize(3).allMatch(line -> line.startsWith("parvis: "));
        assertThat(Files.readString(file)).startsWith("Dear operator");
        open().close();
    }

    @Test
    @Tag("A109")
    void infoTellsWhatIsThereAndWhetherItIsWhole() throws Exception {
        try (Store store = open()) {
            put(store, "v");
            assertThat(run("info", dataDir())).isZero();
        }
        assertThat(out.toString())
                .contains(
                        "schema ",
                        "pages        whole",
                        "commits      1",
                        "rows         setting 5",
                        "1 entries, whole, head ",
                        "balanced",
                        "0 waiting");

        tamper(List.of("DROP TRIGGER audit_keeps_rows", "UPDATE audit SET reason = 'another'"));
        assertThat(run("info", dataDir())).isEqualTo(1);
        assertThat(out.toString()).contains("BROKEN at entry 1");
    }

    private void tamper(List<String> changes) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
                Statement statement = connection.createStatement()) {
            for (String change : changes) {
                statement.execute(change);
            }
        }
    }

    @Test
    void deadLettersAreListedAndStartedOver() throws Exception {
        try (Store store = open()) {
            store.write(db -> db.execute("INSERT INTO outbox (id, type, payload, created_ms, spread_ms)"
                            + " VALUES ('msg_1', 'points.awarded', '{}', 1, 1)"))
                    .join();
            store.write(db -> db.execute("INSERT INTO outbox_delivery (outbox_seq, target, attempts, next_ms, dead_ms,"
                            + " last_error) VALUES (1, 'webhook:whk_1', 8, 1, 5, 'HTTP 500')"))
                    .join();
        }

        assertThat(run("outbox", dataDir(), "--retry")).isZero();
        assertThat(out.toString())
                .contains("msg_1 points.awarded webhook:whk_1 after 8 tries: HTTP 500", "started over: 1");
        assertThat(run("outbox", dataDir())).isZero();
        assertThat(out.toString()).endsWith("0 given up" + System.lineSeparator());
    }

    @Test
    void forPostgresTheMessageNamesTheTool() {
        assertThat(run(
                        "backup",
                        "--db=jdbc:postgresql://db.example/parvis",
                        folder.resolve("x").toString()))
                .isEqualTo(2);
        assertThat(run(
                        "restore",
                        "--db=jdbc:postgresql://db.example/parvis",
                        folder.resolve("x").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("pg_dump", "pg_restore", "postgresql://db.example/parvis");
    }

    @Test
    void infoTellsOfDamagedPagesAndMakesNoDatabaseWhereNoneIs() throws Exception {
        assertThat(run("info", dataDir())).isEqualTo(2);
        assertThat(err.toString()).contains("there is no database");
        assertThat(database()).doesNotExist();
        try (Store store = open()) {
            put(store, "v");
        }
        LossTest.damagePages(database());

        assertThat(run("info", dataDir())).isEqualTo(1);
        assertThat(out.toString()).contains("pages        DAMAGED: ");
    }

    @Test
    void aCopiedFolderIsRestoredWithWhatLiesInTheLogBesideIt() throws Exception {
        Path copy = Files.createDirectory(folder.resolve("copy"));
        try (Store store = open()) {
            put(store, "acknowledged");
            LossTest.copy(folder, copy);
        }
        for (String from : new String[] {"copy", "copy/parvis.db"}) {
            Path elsewhere = Files.createTempDirectory(folder, "new");
            assertThat(run(
                            "restore",
                            "--data-dir=" + elsewhere,
                            folder.resolve(from).toString()))
                    .as(err.toString())
                    .isZero();
            assertThat(out.toString()).contains("nothing was there before").doesNotContain("is in");
            assertThat(elsewhere.resolve("parvis.db-wal")).doesNotExist();
            try (Store store = Stores.open(
                    StoreConfig.of("jdbc:sqlite:" + elsewhere.resolve("parvis.db")), new SimpleMeterRegistry())) {
                assertThat(get(store)).contains("acknowledged");
            }
            out.getBuffer().setLength(0);
        }
        assertThat(copy.resolve("parvis.db-wal")).exists();
    }

    @Test
    void aBackupIsRestoredOnANewMachineWhereNoDataFolderIsYet() throws Exception {
        Path backup = folder.resolve("backup.db");
        try (Store store = open()) {
            put(store, "then");
        }
        assertThat(run("backup", dataDir(), backup.toString())).isZero();
        Path fresh = folder.resolve("new/machine");
        String to = "--data-dir=" + fresh;

        assertThat(run("restore", to, folder.resolve("absent.db").toString())).isEqualTo(2);
        assertThat(fresh).as("nothing is made for a backup that is not there").doesNotExist();
        assertThat(run("restore", to, backup.toString())).isZero();
        try (Store store =
                Stores.open(StoreConfig.of("jdbc:sqlite:" + fresh.resolve("parvis.db")), new SimpleMeterRegistry())) {
            assertThat(get(store)).contains("then");
        }
        assertThat(err.toString()).contains("there is no file").doesNotContain("Exception");
    }

    @Test
    void aDatabaseInAFolderThatIsNotThereIsRefusedInWordsForAPerson() {
        Path nowhere = folder.resolve("nowhere");

        assertThatThrownBy(() -> Stores.openBeside(
                        StoreConfig.of("jdbc:sqlite:" + nowhere.resolve("parvis.db")), new SimpleMeterRegistry()))
                .isInstanceOf(StoreOpenException.class)
                .hasMessageContaining("there is no folder " + nowhere)
                .hasMessageNotContaining("Exception");
    }

    @Test
    void aCopyWithoutItsLogIsRefusedUnlessTheLossIsAccepted() throws Exception {
        Path copy = Files.createDirectory(folder.resolve("copy"));
        try (Store store = open()) {
            put(store, "acknowledged");
            LossTest.copy(folder, copy);
        }
        Files.delete(copy.resolve("parvis.db-wal"));
        Files.delete(copy.resolve("parvis.db.mark"));
        Path target = Files.createDirectory(folder.resolve("new"));
        String file = copy.resolve("parvis.db").toString();

        assertThat(run("restore", "--data-dir=" + target, file)).isEqualTo(2);
        assertThat(err.toString()).contains("without its write-ahead log (parvis.db-wal)", "--accept-loss");
        assertThat(target.resolve("parvis.db")).doesNotExist();
        assertThat(run("restore", "--accept-loss", "--data-dir=" + target, file))
                .isZero();
    }

    @Test
    void aCopyWithADamagedOrOlderLogIsRefused() throws Exception {
        Path copy = Files.createDirectory(folder.resolve("copy"));
        Path older = folder.resolve("older-wal");
        try (Store store = open()) {
            put(store, "first");
            Files.copy(folder.resolve("parvis.db-wal"), older);
            for (int i = 0; i < 20; i++) {
                put(store, "v" + i);
            }
            LossTest.copy(folder, copy);
        }
        Path log = copy.resolve("parvis.db-wal");
        byte[] whole = Files.readAllBytes(log);
        Path target = Files.createDirectory(folder.resolve("new"));

        LossTest.flip(log, Files.size(log) / 2);
        assertThat(run("restore", "--data-dir=" + target, copy.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("is damaged");
        Files.copy(older, log, StandardCopyOption.REPLACE_EXISTING);
        assertThat(run("restore", "--data-dir=" + target, copy.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("the newest 20 of 21 commits are not in");
        Files.write(log, whole);
        assertThat(run("restore", "--data-dir=" + target, copy.toString())).isZero();
    }

    @Test
    void aHotJournalIsRolledBackAndLogsOfAnEarlierDatabaseDoNotMeetTheNewOne() throws Exception {
        Path copy = Files.createDirectory(folder.resolve("copy"));
        Path plain = folder.resolve("plain.db");
        try (Store store = open()) {
            put(store, "then");
            assertThat(run("backup", dataDir(), plain.toString())).isZero();
            put(store, "now");
            Files.copy(folder.resolve("parvis.db-wal"), copy.resolve("stale-wal"));
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + plain);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = DELETE");
            statement.execute("PRAGMA cache_size = 1");
            connection.setAutoCommit(false);
            statement.execute("UPDATE setting SET value = 'half' WHERE key = 'k'");
            statement.execute("CREATE TABLE large AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                    + " WHERE i < 2000) SELECT i, hex(randomblob(200)) AS text FROM n");
            Files.copy(plain, copy.resolve("parvis.db"));
            Files.copy(folder.resolve("plain.db-journal"), copy.resolve("parvis.db-journal"));
            connection.rollback();
        }
        Path target = Files.createDirectory(folder.resolve("new"));
        Files.copy(copy.resolve("stale-wal"), target.resolve("parvis.db-wal"));

        assertThat(run("restore", "--data-dir=" + target, copy.toString()))
                .as(err.toString())
                .isZero();

        try (Store store =
                Stores.open(StoreConfig.of("jdbc:sqlite:" + target.resolve("parvis.db")), new SimpleMeterRegistry())) {
            assertThat(get(store)).contains("then");
        }
    }

    @Test
    void everybodysLoginsEndAndTheAuditLogKnows() throws Exception {
        try (Store store = open()) {
            put(store, "v");
            assertThat(run("end-logins", dataDir(), "--reason", "stolen laptop"))
                    .isZero();
            assertThat(out.toString()).contains("0 logins ended");
            assertThat(store.read(db -> AuditLog.page(db, Long.MAX_VALUE, 1))
                            .join()
                            .get(0)
                            .said()
                            .reason())
                    .isEqualTo("stolen laptop");
        }
    }
}
