package org.parvis.server.api;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.parvis.server.store.Store;
import org.parvis.server.testing.TestDatabase;

/** Looks through a whole database. */
final class Tables {
    private static final String NAMES = TestDatabase.isPostgres()
            ? "select table_name from information_schema.tables where table_schema = current_schema()"
            : "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'";

    private Tables() {}

    /** How many rows of each table hold a text, in any column; tables without any left out. */
    static Map<String, Long> rowsNaming(Store store, String text) {
        return store.read(db -> {
                    List<String> tables = db.select(NAMES).mapTo(String.class).list();
                    Map<String, Long> rows = new TreeMap<>();
                    for (String table : tables) {
                        long found = db.select("select * from " + table).mapToMap().stream()
                                .filter(row -> row.values().stream()
                                        .anyMatch(value -> String.valueOf(value).contains(text)))
                                .count();
                        if (found > 0) {
                            rows.put(table, found);
                        }
                    }
                    return rows;
                })
                .join();
    }
}
