package org.parvis.server.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.parvis.server.app.feature.FeatureList;
import org.parvis.server.store.engine.StoreConfig;
import org.parvis.server.store.file.PriorUse;

/** The keys of the database: checked, and cut into the store's record. */
final class StoreSection {
    private static final String EMBEDDED = "embedded";
    private static final String FILE_NAME = "parvis.db";

    private StoreSection() {}

    static void check(ServerConfig config, List<String> faults) {
        String db = config.text(Key.DB);
        if (db.matches("(?i).*[?&;](password|user)=.*") || db.matches("jdbc:postgresql://[^/]*@.*")) {
            // The URL stands in the banner and in process lists, and shall not stand in this message.
            faults.add("db must not hold a user or password; use db-user and db-password-file");
        } else if (!db.equals(EMBEDDED) && !StoreConfig.isKnown(db)) {
            faults.add(config.fault(Key.DB, "must be embedded, jdbc:sqlite:FILE or jdbc:postgresql://HOST:PORT/NAME"));
        }
        if (config.optional(Key.DB_PASSWORD).isPresent()
                && config.optional(Key.DB_PASSWORD_FILE).isPresent()) {
            faults.add("db-password and db-password-file are both given; choose one");
        }
    }

    static StoreConfig of(ServerConfig config) throws ConfigException {
        String db = config.text(Key.DB);
        String url = db.equals(EMBEDDED) ? "jdbc:sqlite:" + config.dataDir().resolve(FILE_NAME) : db;
        return StoreConfig.of(url)
                .withUser(config.optional(Key.DB_USER), password(config))
                .withFeatures(FeatureList.migrations())
                .withConnections(config.integer(Key.DB_CONNECTIONS))
                .withPrior(new PriorUse(Optional.of(config.dataDir()), traces(config.dataDir()), false));
    }

    /** Made by the first start after the database, and by nothing else. */
    private static List<Path> traces(Path dataDir) {
        return List.of(dataDir.resolve("keys.json"), dataDir.resolve("resume.key"));
    }

    private static Optional<String> password(ServerConfig config) throws ConfigException {
        Optional<String> file = config.optional(Key.DB_PASSWORD_FILE);
        if (file.isEmpty()) {
            return config.optional(Key.DB_PASSWORD);
        }
        try {
            return Optional.of(Files.readString(Path.of(file.get())).strip());
        } catch (IOException unreadable) {
            throw new ConfigException(List.of(config.fault(
                    Key.DB_PASSWORD_FILE,
                    "cannot be read: " + unreadable.getClass().getSimpleName())));
        }
    }
}
