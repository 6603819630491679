package org.parvis.server.app.config;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * For commands that work on the database without running the server: the same keys, from the same sources. A mixin.
 */
public final class DatabaseOptions {
    @Option(names = "--config", paramLabel = "<file>", description = "configuration file of the server")
    private @Nullable Path config;

    @Option(names = "--data-dir", paramLabel = "<text>", description = "folder for what the server keeps")
    private @Nullable String dataDir;

    @Option(names = "--db", paramLabel = "<text>", description = "database, as for the server")
    private @Nullable String db;

    @Option(names = "--db-user", paramLabel = "<text>", description = "user of PostgreSQL")
    private @Nullable String dbUser;

    @Option(names = "--db-password-file", paramLabel = "<text>", description = "file with the password of --db-user")
    private @Nullable String dbPasswordFile;

    /**
     * What the server would use.
     *
     * @return validated
     * @throws ConfigException listing every fault
     */
    public ServerConfig read() throws ConfigException {
        Map<Key, List<String>> flags = new EnumMap<>(Key.class);
        put(flags, Key.DATA_DIR, dataDir);
        put(flags, Key.DB, db);
        put(flags, Key.DB_USER, dbUser);
        put(flags, Key.DB_PASSWORD_FILE, dbPasswordFile);
        return ConfigReader.read(flags, System.getenv(), Optional.ofNullable(config));
    }

    private static void put(Map<Key, List<String>> flags, Key key, @Nullable String value) {
        if (value != null) {
            flags.put(key, List.of(value));
        }
    }
}
