package org.parvis.server.store.file;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteException;

/** Looks at all pages of an embedded database. Reads the whole file; stateless. */
public final class Integrity {
    private static final int DATABASE_CORRUPT = 11;
    private static final int CLASS = 0xff;

    private Integrity() {}

    /**
     * What is wrong with the pages.
     *
     * @param connection to the database
     * @param most faults to be told at most
     * @return a line each, in SQLite's words; empty when all pages are whole
     * @throws SQLException if the check itself cannot be made
     */
    public static List<String> faults(Connection connection, int most) throws SQLException {
        List<String> faults = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("PRAGMA quick_check(" + most + ")")) {
            while (found.next()) {
                String line = found.getString(1);
                if (!"ok".equals(line)) {
                    faults.add(line.replaceAll("\\s+", " ").strip());
                }
            }
        } catch (SQLiteException broken) {
            if ((broken.getResultCode().code & CLASS) != DATABASE_CORRUPT) {
                throw broken;
            }
            faults.add(String.valueOf(broken.getMessage()));
        }
        return faults;
    }
}
