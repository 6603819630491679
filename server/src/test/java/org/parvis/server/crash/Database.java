package org.parvis.server.crash;

import static org.junit.jupiter.api.Assumptions.abort;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.parvis.server.store.engine.StoreConfig;

/** The database under the server: its own file, or a PostgreSQL beside it that is not killed. */
interface Database extends AutoCloseable {
    /** What the server and its commands are told of it. */
    List<String> arguments();

    /** How the test itself reaches it once the server is gone. */
    StoreConfig config();

    @Override
    void close() throws IOException;

    static Database of(CrashPlan plan, Path folder) throws IOException {
        return plan.postgres() ? new Beside(folder) : new Embedded(folder);
    }

    /** SQLite in the data folder. */
    record Embedded(Path folder) implements Database {
        @Override
        public List<String> arguments() {
            return List.of("--data-dir", folder.resolve("data").toString());
        }

        @Override
        public StoreConfig config() {
            return StoreConfig.of("jdbc:sqlite:" + folder.resolve("data").resolve("parvis.db"));
        }

        @Override
        public void close() {}
    }

    /** PostgreSQL, which syncs as in production. */
    final class Beside implements Database {
        private static final String USER = "postgres";

        private final Path folder;
        private final EmbeddedPostgres running;

        Beside(Path folder) throws IOException {
            this.folder = folder;
            running = started();
            Files.writeString(folder.resolve("password"), USER);
        }

        private static EmbeddedPostgres started() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .start();
            } catch (IOException | RuntimeException cannot) {
                return abort("PostgreSQL cannot be started here: " + cannot);
            }
        }

        private String url() {
            return "jdbc:postgresql://localhost:" + running.getPort() + "/postgres";
        }

        @Override
        public List<String> arguments() {
            return List.of(
                    "--data-dir",
                    folder.resolve("data").toString(),
                    "--db",
                    url(),
                    "--db-user",
                    USER,
                    "--db-password-file",
                    folder.resolve("password").toString());
        }

        @Override
        public StoreConfig config() {
            return StoreConfig.of(url()).withUser(Optional.of(USER), Optional.of(USER));
        }

        @Override
        public void close() throws IOException {
            running.close();
        }
    }
}
