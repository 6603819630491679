package org.parvis.server.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parvis.server.store.engine.StoreConfig;

/**
 * The database that tests run on which would do with either: the embedded one, or with {@code
 * -Dparvis.test.db=postgres} a PostgreSQL that is started for all of them. Who asks with the same folder gets the same
 * database. Any thread.
 */
public final class TestDatabase {
    private static final boolean POSTGRES = "postgres".equals(System.getProperty("parvis.test.db"));
    private static final String USER = "postgres";
    private static final Map<Path, StoreConfig> KNOWN = new HashMap<>();
    private static @Nullable EmbeddedPostgres running;

    private TestDatabase() {}

    /** Whether tests run on PostgreSQL. */
    public static boolean isPostgres() {
        return POSTGRES;
    }

    /** The database of a data directory. */
    public static synchronized StoreConfig in(Path dataDir) {
        if (!POSTGRES) {
            return StoreConfig.of("jdbc:sqlite:" + dataDir.resolve("parvis.db"));
        }
        return KNOWN.computeIfAbsent(dataDir.toAbsolutePath().normalize(), dir -> created("t" + KNOWN.size()));
    }

    /** What the program has to find in its environment to use the database of a data directory. */
    public static Map<String, String> environment(Path dataDir) {
        return POSTGRES
                ? Map.of("PARVIS_DB", in(dataDir).url(), "PARVIS_DB_USER", USER, "PARVIS_DB_PASSWORD", USER)
                : Map.of();
    }

    /** The flags of a command that is to use the database of a data directory. */
    public static List<String> flags(Path dataDir) throws IOException {
        List<String> flags = new ArrayList<>(List.of("--data-dir", dataDir.toString()));
        if (POSTGRES) {
            Path password = Files.createTempFile("password", ".txt");
            password.toFile().deleteOnExit();
            Files.writeString(password, USER);
            flags.addAll(
                    List.of("--db", in(dataDir).url(), "--db-user", USER, "--db-password-file", password.toString()));
        }
        return flags;
    }

    private static StoreConfig created(String name) {
        EmbeddedPostgres server = running();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException broken) {
            throw new IllegalStateException("Cannot make a database", broken);
        }
        return StoreConfig.of("jdbc:postgresql://localhost:" + server.getPort() + "/" + name)
                .withUser(Optional.of(USER), Optional.of(USER));
    }

    /** Stopped by its own hook when the tests' virtual machine ends. */
    private static EmbeddedPostgres running() {
        EmbeddedPostgres server = running;
        if (server == null) {
            try {
                server = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "400")
                        .start();
            } catch (IOException cannot) {
                throw new UncheckedIOException("PostgreSQL cannot be started here", cannot);
            }
            running = server;
        }
        return server;
    }
}
