package org.parvis.server.store.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.server.store.file.LogBound;
import org.parvis.server.store.file.SqliteFile;

/** A reader that never ends lets the log grow to its bound, and no further. */
final class LogBoundTest {
    private static final long BOUND = 1 << 20;

    @TempDir
    private Path folder;

    @Test
    void theLogIsSeenToGrowBehindAReaderAndIsEmptiedWhenTheReaderEnds() throws Exception {
        SqliteFile file = new SqliteFile(folder.resolve("parvis.db"));
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        LogBound log = new LogBound(file, BOUND, registry);
        try (Connection maker = file.migrationSource().getConnection();
                Statement making = maker.createStatement()) {
            making.execute("CREATE TABLE thing (text text)");
            making.execute("INSERT INTO thing VALUES ('first')");
            assertThat(log.isReached()).isFalse();
            try (Connection reader = file.openReader();
                    Statement reading = reader.createStatement();
                    SqliteSession writer = new SqliteSession(file.openWriter(), new TestClock())) {
                reading.execute("BEGIN");
                reading.executeQuery("SELECT * FROM thing").next();
                while (!log.isReached()) {
                    making.execute("INSERT INTO thing VALUES (hex(randomblob(60000)))");
                }
                writer.emptyLog();
                assertThat(log.isReached()).as("while somebody reads").isTrue();
                assertThat(registry.get("parvis.store.log").gauge().value()).isGreaterThanOrEqualTo(BOUND);

                reading.execute("ROLLBACK");
                assertThat(log.mayEmpty()).isTrue();
                assertThat(log.mayEmpty()).as("at most once a second").isFalse();
                writer.emptyLog();
                assertThat(log.isReached()).isFalse();
            }
        }
    }
}
