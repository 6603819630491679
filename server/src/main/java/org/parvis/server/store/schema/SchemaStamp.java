package org.parvis.server.store.schema;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * A note in the database of which migrations brought it where it is: their names and checksums, and how many the history
 * holds. Where it equals what this program would do, there is nothing to do, and the library that does it need not even be
 * loaded, which takes a third of the time a start may take.
 *
 * <p>One thread, before the store opens.
 */
public final class SchemaStamp {
    private static final String KEY = "schema.stamp";

    private static final String SQL = ".sql";

    private final String files;
    private final List<String> histories;

    private SchemaStamp(String files, List<String> histories) {
        this.files = files;
        this.histories = histories;
    }

    /**
     * Of the files this program would apply.
     *
     * @param dialect for which database
     * @param features migrations of features
     * @return the stamp that a database at the newest schema has
     * @throws IOException if the program lacks its own files
     */
    public static SchemaStamp of(Dialect dialect, List<FeatureMigrations> features) throws IOException {
        StringBuilder files = new StringBuilder(checksums(dialect.folders()).toString());
        List<String> histories = new ArrayList<>(List.of("flyway_schema_history"));
        for (FeatureMigrations feature : features) {
            files.append(feature.feature()).append(checksums(List.of(feature.folder())));
            histories.add(feature.historyTable());
        }
        return new SchemaStamp(files.toString(), histories);
    }

    private static Map<String, Long> checksums(List<String> folders) throws IOException {
        Map<String, Long> checksums = new TreeMap<>();
        for (String folder : folders) {
            URL place = SchemaStamp.class.getClassLoader().getResource(folder);
            if (place == null) {
                throw new IOException("The program lacks its migrations in " + folder);
            }
            URLConnection connection = place.openConnection();
            if (connection instanceof JarURLConnection jar) {
                collect(jar.getJarFile(), folder, checksums);
            } else {
                collect(pathOf(place), checksums);
            }
        }
        return checksums;
    }

    private static void collect(JarFile jar, String folder, Map<String, Long> checksums) {
        Enumeration<JarEntry> entries = jar.entries();
        while (entries.hasMoreElements()) {
            JarEntry entry = entries.nextElement();
            if (entry.getName().startsWith(folder + "/") && entry.getName().endsWith(SQL)) {
                checksums.put(entry.getName().substring(folder.length() + 1), entry.getCrc());
            }
        }
    }

    private static void collect(Path folder, Map<String, Long> checksums) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(folder)) {
            files = found.filter(file -> file.toString().endsWith(SQL)).toList();
        }
        for (Path file : files) {
            CRC32 checksum = new CRC32();
            try (InputStream in = Files.newInputStream(file)) {
                checksum.update(in.readAllBytes());
            }
            checksums.put(folder.relativize(file).toString(), checksum.getValue());
        }
    }

    private static Path pathOf(URL folder) throws IOException {
        try {
            return Path.of(new URI(folder.toString()));
        } catch (URISyntaxException odd) {
            throw new IOException("Cannot find the migrations at " + folder, odd);
        }
    }

    /**
     * Whether the database is where these files bring it.
     *
     * @param database a connection
     * @return false when it is not, or cannot be asked
     */
    public boolean fits(Connection database) {
        try {
            return noted(database).equals(Optional.of(text(database)));
        } catch (SQLException newOrForeign) {
            // No tables yet: whoever applies migrations will tell what is wrong, if anything is.
            return false;
        }
    }

    /**
     * Notes that these files were applied.
     *
     * @param database a connection that commits by itself
     * @throws SQLException if it takes no changes
     */
    public void note(Connection database) throws SQLException {
        try (PreparedStatement put = database.prepareStatement("INSERT INTO setting (key, value) VALUES (?, ?)"
                + " ON CONFLICT (key) DO UPDATE SET value = excluded.value")) {
            put.setString(1, KEY);
            put.setString(2, text(database));
            put.executeUpdate();
        }
    }

    private String text(Connection database) throws SQLException {
        long steps = 0;
        for (String history : histories) {
            try (Statement statement = database.createStatement();
                    ResultSet found = statement.executeQuery("SELECT COUNT(*) FROM " + history)) {
                steps += found.next() ? found.getLong(1) : 0;
            }
        }
        return files + steps;
    }

    private static Optional<String> noted(Connection database) throws SQLException {
        try (PreparedStatement get = database.prepareStatement("SELECT value FROM setting WHERE key = ?")) {
            get.setString(1, KEY);
            try (ResultSet found = get.executeQuery()) {
                return found.next() ? Optional.of(found.getString(1)) : Optional.empty();
            }
        }
    }
}
