package org.parvis.server.store;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Single values the server remembers. Inside a transaction of the {@link Store}, on its threads. */
public final class Settings {
    private Settings() {}

    /**
     * A value.
     *
     * @param db the open transaction
     * @param key its name
     * @return empty when never set
     */
    public static Optional<String> get(Handle db, String key) {
        return db.createQuery("SELECT value FROM setting WHERE key = :key")
                .bind("key", key)
                .mapTo(String.class)
                .findOne();
    }

    /**
     * Sets a value.
     *
     * @param db the open transaction
     * @param key its name
     * @param value replaces what was there
     */
    public static void put(Handle db, String key, String value) {
        db.createUpdate("INSERT INTO setting (key, value) VALUES (:key, :value)"
                        + " ON CONFLICT (key) DO UPDATE SET value = excluded.value")
                .bind("key", key)
                .bind("value", value)
                .execute();
    }

    /**
     * Forgets a value.
     *
     * @param db the open transaction
     * @param key its name
     * @return whether there was one
     */
    public static boolean remove(Handle db, String key) {
        return db.createUpdate("DELETE FROM setting WHERE key = :key")
                        .bind("key", key)
                        .execute()
                > 0;
    }
}
