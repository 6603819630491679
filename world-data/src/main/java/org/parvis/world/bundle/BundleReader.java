package org.parvis.world.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.parvis.world.Venue;
import org.parvis.world.fault.BundleException;
import org.parvis.world.fault.Faults;
import org.parvis.world.fault.Words;
import org.parvis.world.kind.KindRegistry;

/** Reads the files of a bundle, takes their hash, and hands the JSON to {@link VenueReader}. */
final class BundleReader {
    static final String MANIFEST = "venue.json";

    private static final String PRIVATE = "private/";

    private final Faults faults = new Faults();
    private final Faults warnings = new Faults();
    private final Map<String, byte[]> json = new TreeMap<>();
    private final List<BundleFile> files = new ArrayList<>();
    private final List<BundleFile> privateFiles = new ArrayList<>();
    private final MessageDigest digest = sha256();

    private BundleReader() {}

    static LoadedVenue read(List<BundleFile> source, KindRegistry kinds) throws BundleException {
        BundleReader reader = new BundleReader();
        reader.takeIn(source);
        reader.faults.throwIfAny();
        Optional<Venue> venue = new VenueReader(reader.faults, reader.warnings, reader.json, kinds).read();
        reader.faults.throwIfAny();
        String hash = HexFormat.of().formatHex(reader.digest.digest());
        return new LoadedVenue(venue.orElseThrow(), hash, reader.files, reader.privateFiles, reader.warnings.list());
    }

    private void takeIn(List<BundleFile> source) {
        if (source.size() > BundleLimits.MAX_FILES) {
            faults.add(
                    MANIFEST,
                    "",
                    "the bundle has more than " + BundleLimits.MAX_FILES + " files",
                    "Put only venue files into it.");
            return;
        }
        long total = 0;
        List<BundleFile> sorted = new ArrayList<>(source);
        sorted.sort(Comparator.comparing(BundleFile::path));
        for (BundleFile file : sorted) {
            total += file.size();
            if (isAcceptable(file, total)) {
                takeIn(file);
            }
        }
        if (!json.containsKey(MANIFEST) && faults.none()) {
            faults.add(
                    MANIFEST,
                    "",
                    "the bundle has no venue.json",
                    "Put it at the top of the folder or zip, not in a folder of its own.");
        }
    }

    private boolean isAcceptable(BundleFile file, long total) {
        if (!BundlePaths.isSafe(file.path())) {
            faults.add(
                    file.path(),
                    "",
                    "file names may hold only letters a–z, digits, dots, hyphens and underscores",
                    "Rename the file.");
            return false;
        }
        if (!isServable(file.path())) {
            return false;
        }
        if (file.size() > BundleLimits.MAX_FILE_BYTES || total > BundleLimits.MAX_TOTAL_BYTES) {
            faults.add(
                    file.path(),
                    "",
                    "the bundle is too big: a file may have %d MiB, all together %d MiB"
                            .formatted(BundleLimits.MAX_FILE_BYTES >> 20, BundleLimits.MAX_TOTAL_BYTES >> 20),
                    "Leave out what is not needed.");
            return false;
        }
        return true;
    }

    /** Tells files that clients must not get: of types that could run, or meant to be private and not quite. */
    private boolean isServable(String path) {
        if (path.startsWith(PRIVATE)) {
            return true;
        }
        for (String name : path.substring(0, path.lastIndexOf('/') + 1).split("/", -1)) {
            if (name.equalsIgnoreCase("private")) {
                faults.add(
                        path,
                        "",
                        "this would be served: only the folder private/ at the top of the bundle is kept from clients",
                        "Move it there, in small letters, or name its folder otherwise.");
                return false;
            }
        }
        if (ServedTypes.contentType(path).isEmpty()) {
            faults.add(
                    path,
                    "",
                    "files of this type are not served: a bundle holds data, nothing that a browser could run",
                    "Remove it, move it into private/ when only the server reads it, or use one of: "
                            + ServedTypes.endings() + ".");
            return false;
        }
        return true;
    }

    private void takeIn(BundleFile file) {
        if (file.path().startsWith(PRIVATE)) {
            takeInPrivate(file);
            return;
        }
        try {
            byte[] bytes = file.bytes();
            byte[] own = sha256().digest(bytes);
            digest.update(file.path().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(own);
            if (file.path().endsWith(".json") && file.path().indexOf('/') < 0) {
                json.put(file.path(), bytes);
            }
            files.add(new BundleFile(file.path(), bytes.length, () -> unchanged(file, own)));
        } catch (IOException e) {
            unreadable(file, e);
        }
    }

    private void takeInPrivate(BundleFile file) {
        try {
            byte[] bytes = file.bytes();
            byte[] own = sha256().digest(bytes);
            privateFiles.add(new BundleFile(file.path(), bytes.length, () -> unchanged(file, own)));
        } catch (IOException e) {
            unreadable(file, e);
        }
    }

    private void unreadable(BundleFile file, IOException cause) {
        faults.add(
                file.path(), "", "the file cannot be read: " + Words.reason(cause), "Check the file and its rights.");
    }

    private static byte[] unchanged(BundleFile file, byte[] expected) throws IOException {
        byte[] bytes = file.bytes();
        if (!Arrays.equals(sha256().digest(bytes), expected)) {
            throw new IOException(file.path() + " changed after the venue was opened; start again to use it");
        }
        return bytes;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
