package org.parvis.server.identity.people;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Rows of the database in words for people: camel case, and times as RFC 3339. Stateless. */
public final class ExportRows {
    private static final String TIME = "_ms";

    private ExportRows() {}

    /**
     * Runs a query.
     *
     * @param db a transaction
     * @param sql names the columns to tell; those ending in {@code _ms} are UTC milliseconds, and 0 in them
     *     stands for never
     * @param arguments for its question marks
     * @return its rows, without nulls
     */
    public static List<Map<String, Object>> select(Handle db, String sql, Object... arguments) {
        return db.select(sql, arguments).map((row, ctx) -> told(row)).list();
    }

    private static Map<String, Object> told(ResultSet row) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        Map<String, Object> told = new LinkedHashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String column = columns.getColumnLabel(i).toLowerCase(Locale.ROOT);
            Object value = row.getObject(i);
            if (value instanceof Number ms && column.endsWith(TIME)) {
                // Zero stands for never, or for not yet: somebody who is inside has not left.
                if (ms.longValue() > 0) {
                    told.put(
                            timeName(column),
                            Instant.ofEpochMilli(ms.longValue()).toString());
                }
            } else if (value != null) {
                told.put(camel(column), value);
            }
        }
        return told;
    }

    private static String timeName(String column) {
        String name = column.substring(0, column.length() - TIME.length());
        return name.equals("at") ? name : camel(name + "_at");
    }

    private static String camel(String column) {
        StringBuilder name = new StringBuilder();
        boolean raise = false;
        for (int i = 0; i < column.length(); i++) {
            char c = column.charAt(i);
            name.append(raise ? Character.toUpperCase(c) : c);
            raise = c == '_';
            if (raise) {
                name.setLength(name.length() - 1);
            }
        }
        return name.toString();
    }
}
