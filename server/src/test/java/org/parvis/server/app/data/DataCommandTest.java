package org.parvis.server.app.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.parvis.server.store.audit.AuditLog;
import org.parvis.server.store.audit.AuditRecord;
import org.parvis.server.store.engine.StoreConfig;
import org.parvis.server.store.engine.StoreOpenException;
import org.parvis.server.store.engine.Stores;
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
                .contains("schema ", "rows         setting 2", "1 entries, whole, head ", "balanced", "0 waiting");

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
}
