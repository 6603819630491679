package org.parvis.world.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.parvis.world.bundle.BundleException;
import org.parvis.world.bundle.Faults;
import org.parvis.world.bundle.JsonTree;
import tools.jackson.databind.JsonNode;

/**
 * A data file that was read.
 *
 * @param name name for messages
 * @param root its JSON object
 */
record SourceFile(String name, JsonNode root) {
    private static final int MAX_BYTES = 512 << 20;
    private static final int GZIP_MAGIC = 0x1f;
    /** No coordinate of a bundle may be more than 100 km from its origin; floors reach a little beyond what is on them. */
    private static final double MOST_REACH_M = 99_000;

    /**
     * Reads JSON, unpacking gzip whatever the file is called.
     *
     * @throws BundleException when it is missing, unreadable, too big, or no JSON object
     */
    static SourceFile read(Path file) throws BundleException {
        Faults faults = new Faults();
        String name = String.valueOf(file.getFileName());
        byte[] text = {};
        try (PushbackInputStream raw = new PushbackInputStream(Files.newInputStream(file))) {
            int first = raw.read();
            if (first >= 0) {
                raw.unread(first);
            }
            try (InputStream in = first == GZIP_MAGIC ? new GZIPInputStream(raw) : raw) {
                text = in.readNBytes(MAX_BYTES);
            }
        } catch (IOException e) {
            String why = Files.exists(file) ? "the file cannot be read: " + e.getMessage() : "there is no such file";
            faults.add(file.toString(), "", why, "Check the path and the rights.");
        }
        faults.throwIfAny();
        if (text.length == MAX_BYTES) {
            faults.add(name, "", "the file has more than 512 MiB", "Cut out the part around the venue first.");
            faults.throwIfAny();
        }
        JsonNode root = JsonTree.parse(faults, name, text).orElse(null);
        if (root != null && !root.isObject()) {
            faults.add(name, "", "the file must hold one JSON object", "Give a GeoJSON or CityJSON file.");
        }
        if (root == null || !faults.none()) {
            throw new BundleException(faults.list());
        }
        return new SourceFile(name, root);
    }

    /**
     * Ends the import when what the file holds reaches further than a venue can.
     *
     * @param reachM distance of the farthest corner from the origin
     */
    void checkReach(double reachM) throws BundleException {
        if (reachM > MOST_REACH_M) {
            Faults faults = new Faults();
            faults.add(
                    name,
                    "",
                    "what it holds reaches %.0f km far, a venue %.0f km"
                            .formatted(reachM / 1_000, MOST_REACH_M / 1_000),
                    "Give --radius, and --origin when the middle of the file is not the middle of the venue.");
            faults.throwIfAny();
        }
    }
}
