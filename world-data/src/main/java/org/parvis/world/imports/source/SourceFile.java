package org.parvis.world.imports.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.parvis.world.fault.BundleException;
import org.parvis.world.fault.Faults;
import org.parvis.world.fault.Words;
import org.parvis.world.json.JsonTree;
import org.parvis.world.json.TextForm;
import tools.jackson.databind.JsonNode;

/**
 * A data file that was read.
 *
 * @param name name for messages
 * @param values its JSON values: one, or one for each line of a text sequence; at least one
 * @param notes what was peculiar about the text, for people
 */
public record SourceFile(String name, List<JsonNode> values, List<String> notes) {
    private static final int MAX_BYTES = 512 << 20;
    /** No coordinate of a bundle may be more than 100 km from its origin; floors reach a little beyond what is on them. */
    private static final double MOST_REACH_M = 99_000;
    /** Begins every record of a text sequence (RFC 8142); never part of a JSON text. */
    private static final byte RECORD_SEPARATOR = 0x1e;

    public SourceFile {
        values = List.copyOf(values);
        notes = List.copyOf(notes);
    }

    /**
     * Reads JSON or a sequence of JSON values, unpacking gzip whatever the file is called.
     *
     * @throws BundleException when it is missing, unreadable, too big, or something else than JSON
     */
    public static SourceFile read(Path file) throws BundleException {
        Faults faults = new Faults();
        String name = String.valueOf(file.getFileName());
        byte[] text = bytes(file, faults);
        faults.throwIfAny();
        FileForm.refuseOther(name, text);
        List<String> notes = new ArrayList<>();
        JsonTree.Values read = JsonTree.parseAll(faults, name, plain(text, notes));
        faults.throwIfAny();
        if (read.notNumbers() > 0) {
            notes.add(read.notNumbers() + " numbers were NaN or infinite and were taken as absent");
        }
        if (read.repeatedKeys() > 0) {
            notes.add(read.repeatedKeys() + " keys occurred twice in their object; the first of them was taken");
        }
        return new SourceFile(name, read.values(), notes);
    }

    private static byte[] bytes(Path file, Faults faults) {
        byte[] bytes = {};
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES);
            if (bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b) {
                try (InputStream packed = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                    bytes = packed.readNBytes(MAX_BYTES);
                }
            }
        } catch (IOException e) {
            boolean isFolder = Files.isDirectory(file);
            String why = isFolder
                    ? "this is a folder"
                    : Files.exists(file) ? "the file cannot be read: " + Words.reason(e) : "there is no such file";
            faults.add(
                    file.toString(),
                    "",
                    why,
                    isFolder ? "Give one of its files." : "Check the path, rights and bytes.");
        }
        if (bytes.length == MAX_BYTES) {
            faults.add(
                    String.valueOf(file.getFileName()),
                    "",
                    "the file has more than 512 MiB",
                    "Cut out the part around the venue first.");
        }
        return bytes;
    }

    /** The text in UTF-8 (or UTF-16, which says so itself), without separators of records. */
    private static byte[] plain(byte[] text, List<String> notes) {
        if (TextForm.isWide(text)) {
            return text;
        }
        byte[] utf8 = text;
        if (!TextForm.isUtf8(text)) {
            notes.add("the text is not UTF-8; it was read as Latin-1, so look at the names in it");
            utf8 = new String(text, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.UTF_8);
        }
        for (int i = 0; i < utf8.length; i++) {
            if (utf8[i] == RECORD_SEPARATOR) {
                utf8[i] = '\n';
            }
        }
        return utf8;
    }

    /** The first value, which decides what the file is. */
    public JsonNode root() {
        return values.get(0);
    }

    /**
     * Ends the import when what the file holds reaches further than a venue can.
     *
     * @param reachM distance of the farthest corner from the origin
     * @throws BundleException when that is too far
     */
    public void checkReach(double reachM) throws BundleException {
        if (reachM > MOST_REACH_M) {
            throw BundleException.of(
                    name,
                    "",
                    "what it holds reaches %.0f km far, a venue %.0f km"
                            .formatted(reachM / 1_000, MOST_REACH_M / 1_000),
                    "Give --radius, and --origin when the middle of the file is not the middle of the venue.");
        }
    }
}
