package org.parvis.server.store.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parvis.server.store.Settings;
import org.parvis.server.store.Store;
import org.parvis.server.store.StoreOpenException;
import org.parvis.server.store.audit.AuditLog;
import org.parvis.server.store.ledger.Ledger;
import org.parvis.server.store.report.DatabaseReport;
import org.parvis.server.store.schema.Dialect;
import org.parvis.server.store.schema.Migrations;
import org.parvis.server.store.schema.SchemaStamp;

/**
 * The way forward from every released schema with data in it.
 *
 * <p>A new release adds its schema's version to the list, and {@code released/VERSION.sql} with rows for its new tables;
 * rows of earlier files are put in first. Nothing else changes.
 */
abstract class MigrationContract {
    /** Schemas of releases, oldest first. */
    private static final List<String> RELEASED = List.of("1.1");

    abstract StoreConfig database();

    abstract DataSource source(StoreConfig config);

    abstract Dialect dialect();

    @ParameterizedTest
    @ValueSource(strings = "1.1")
    void dataOfAReleaseIsWholeAfterTheWayToTheNewest(String version) throws Exception {
        StoreConfig config = database();
        DataSource source = source(config);
        new Migrations(source, dialect(), List.of()).to(version);
        for (String release : RELEASED.subList(0, RELEASED.indexOf(version) + 1)) {
            execute(source, script(release));
        }

        try (Store store = Stores.open(config, new SimpleMeterRegistry())) {
            assertThat(store.read(db -> Settings.get(db, "kept")).join()).contains("since the first release");
            assertThat(store.read(db -> Ledger.balance(db, "person:p_1", "points"))
                            .join())
                    .isEqualTo(25);
            assertThat(store.read(Ledger::unbalanced).join()).isEmpty();
            assertThat(store.read(AuditLog::verify).join().isWhole()).isTrue();
            assertThat(store.read(AuditLog::verify).join().entries()).isEqualTo(2);
            DatabaseReport report = store.read(DatabaseReport::of).join();
            assertThat(report.rows()).containsEntry("stay", 1L).containsEntry("outbox", 1L);
        }
    }

    @Test
    void whatIsUpToDateIsRecognisedAndAnotherSetOfFilesIsNot() throws Exception {
        StoreConfig config = database();
        DataSource source = source(config);
        Stores.open(config, new SimpleMeterRegistry()).close();

        try (Connection connection = source.getConnection()) {
            assertThat(SchemaStamp.of(dialect(), List.of()).fits(connection)).isTrue();
            execute(source, "UPDATE setting SET value = 'an older set' WHERE key = 'schema.stamp'");
            assertThat(SchemaStamp.of(dialect(), List.of()).fits(connection)).isFalse();
        }
        Stores.open(config, new SimpleMeterRegistry()).close();
        try (Connection connection = source.getConnection()) {
            assertThat(SchemaStamp.of(dialect(), List.of()).fits(connection)).isTrue();
        }
    }

    @Test
    void aDatabaseOfANewerVersionIsLeftAlone() throws Exception {
        StoreConfig config = database();
        Stores.open(config, new SimpleMeterRegistry()).close();
        execute(
                source(config),
                "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                        + " installed_by, installed_on, execution_time, success) VALUES (1000, '999', 'later', 'SQL',"
                        + " 'V999__later.sql', 1, 'x', CURRENT_TIMESTAMP, 1, " + yes() + ")");

        assertThatThrownBy(() -> Stores.open(config, new SimpleMeterRegistry()))
                .isInstanceOf(StoreOpenException.class)
                .hasMessageContaining("newer version")
                .hasMessageContaining("999");
    }

    /** How the dialect writes true. */
    abstract String yes();

    private static String script(String release) throws IOException {
        String name = "/db/released/" + release + ".sql";
        try (InputStream in = Objects.requireNonNull(MigrationContract.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void execute(DataSource source, String script) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : script.split(";\\s*\n", -1)) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        }
    }
}
