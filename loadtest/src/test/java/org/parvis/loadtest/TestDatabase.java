package org.parvis.loadtest;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The database of the servers that these tests start: the embedded one, or with {@code -Dparvis.test.db=postgres} a
 * PostgreSQL that is started for all of them. Any thread.
 */
final class TestDatabase {
    private static final String USER = "postgres";
    private static final Map<Path, String> NAMES = new HashMap<>();
    private static @Nullable EmbeddedPostgres running;

    private TestDatabase() {}

    /** What the server has to find in its environment; the same folder means the same database. */
    static synchronized Map<String, String> environment(Path folder) throws IOException {
        if (!"postgres".equals(System.getProperty("parvis.test.db"))) {
            return Map.of();
        }
        EmbeddedPostgres server = running;
        if (server == null) {
            server = EmbeddedPostgres.start();
            running = server;
        }
        String name = NAMES.get(folder);
        if (name == null) {
            name = "t" + NAMES.size();
            create(server, name);
            NAMES.put(folder, name);
        }
        String url = "jdbc:postgresql://localhost:" + server.getPort() + "/" + name;
        return Map.of("PARVIS_DB", url, "PARVIS_DB_USER", USER, "PARVIS_DB_PASSWORD", USER);
    }

    private static void create(EmbeddedPostgres server, String name) throws IOException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException broken) {
            throw new IOException("No database for the test", broken);
        }
    }
}
