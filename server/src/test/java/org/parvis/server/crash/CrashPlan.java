package org.parvis.server.crash;

import java.util.Locale;
import java.util.Random;
import org.parvis.server.testing.TestDatabase;

/**
 * How long and on what to crash, from system properties: {@code parvis.crash.rounds}, {@code parvis.crash.db} (sqlite or
 * postgres), {@code parvis.crash.guests}, {@code parvis.crash.staff}, {@code parvis.crash.seed}.
 *
 * @param rounds times that the server is killed
 * @param postgres whether on PostgreSQL
 * @param guests threads of people
 * @param staff threads of staff
 * @param seed of when the server is killed and what clients do
 */
record CrashPlan(int rounds, boolean postgres, int guests, int staff, long seed) {
    private static final String PREFIX = "parvis.crash.";

    static CrashPlan fromProperties() {
        String database = System.getProperty(PREFIX + "db", TestDatabase.isPostgres() ? "postgres" : "sqlite")
                .toLowerCase(Locale.ROOT);
        if (!database.equals("sqlite") && !database.equals("postgres")) {
            throw new IllegalArgumentException(PREFIX + "db is sqlite or postgres: " + database);
        }
        return new CrashPlan(
                Integer.getInteger(PREFIX + "rounds", 3),
                database.equals("postgres"),
                Integer.getInteger(PREFIX + "guests", 6),
                Integer.getInteger(PREFIX + "staff", 4),
                Long.getLong(PREFIX + "seed", new Random().nextLong()));
    }

    String database() {
        return postgres ? "PostgreSQL" : "SQLite";
    }
}
