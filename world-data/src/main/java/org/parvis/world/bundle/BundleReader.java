package org.parvis.world.bundle;

import org.parvis.world.fault.Faults;
import org.parvis.world.fault.BundleException;

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

/** Reads the files of a bundle, takes their hash, and hands the JSON to {@link VenueReader}. */
final class BundleReader {
    static final String MANIFEST = "venue.json";

    private final Faults faults = new Faults();
    private final Map<String, byte[]> json = new TreeMap<>();
    private final List<BundleFile> files = new ArrayList<>();
    private final MessageDigest digest = sha256();

    private BundleReader() {}

    static LoadedVenue read(List<BundleFile> source) throws BundleException {
        BundleReader reader = new BundleReader();
        reader.takeIn(source);
        reader.faults.throwIfAny();
        Optional<Venue> venue = new VenueReader(reader.faults, reader.json).read();
        reader.faults.throwIfAny();
        String hash = HexFormat.of().formatHex(reader.digest.digest());
        return new LoadedVenue(venue.orElseThrow(), hash, reader.files);
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

    private void takeIn(BundleFile file) {
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
            faults.add(file.path(), "", "the file cannot be read: " + e.getMessage(), "Check the file and its rights.");
        }
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
