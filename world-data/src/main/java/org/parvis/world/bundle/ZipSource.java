package org.parvis.world.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.parvis.world.fault.BundleException;
import org.parvis.world.fault.Faults;

/**
 * A bundle packed into a zip file. Nothing is ever unpacked to disk, so no entry can escape from a folder; entries
 * named to try are faults all the same. Reading an entry stops at its limit, whatever size the zip claims.
 */
final class ZipSource implements VenueSource {
    /** Small files of one repeated byte are nothing to fear. */
    private static final long RATIO_FREE_BYTES = 64 << 10;

    private final Path zip;

    ZipSource(Path zip) {
        this.zip = zip;
    }

    @Override
    public String describe() {
        return "zip " + zip;
    }

    @Override
    public List<BundleFile> files() throws BundleException {
        Faults faults = new Faults();
        List<BundleFile> files = new ArrayList<>();
        Set<String> names = new HashSet<>();
        try (ZipFile open = new ZipFile(zip.toFile())) {
            Enumeration<? extends ZipEntry> entries = open.entries();
            while (entries.hasMoreElements() && files.size() <= BundleLimits.MAX_FILES) {
                ZipEntry entry = entries.nextElement();
                // Some packers of Windows write their own separator.
                String name = entry.getName().replace('\\', '/');
                if (entry.isDirectory() || (BundlePaths.isOfSystem(name) && !BundlePaths.leaves(name))) {
                    continue;
                }
                // Unpackers differ in which of two entries they take: what was checked might not be what is served.
                if (!names.add(name)) {
                    faults.add(name, "", "this name occurs twice in the zip", "Pack it again, with one of them.");
                } else if (isSafe(entry, name, faults)) {
                    String packedName = entry.getName();
                    files.add(new BundleFile(name, entry.getSize(), () -> read(packedName, entry.getSize())));
                }
            }
        } catch (IOException e) {
            boolean locked = String.valueOf(e.getMessage()).contains("encrypted");
            faults.add(
                    zip.toString(),
                    "",
                    locked ? "this zip file is locked with a password" : "this is not a readable zip file",
                    locked ? "Pack it again without one." : "Give a folder or a zip, or pack it again.");
        }
        faults.throwIfAny();
        return files;
    }

    private static boolean isSafe(ZipEntry entry, String name, Faults faults) {
        if (BundlePaths.leaves(name)) {
            faults.add(name, "", "the name of this zip entry leaves the bundle", "Use plain relative names.");
            return false;
        }
        long packed = Math.max(1, entry.getCompressedSize());
        if (entry.getSize() > RATIO_FREE_BYTES && entry.getSize() / packed > BundleLimits.MAX_ZIP_RATIO) {
            faults.add(
                    name,
                    "",
                    "this zip entry unpacks to " + entry.getSize() / packed + " times its size",
                    "Remove it; entries may unpack to at most " + BundleLimits.MAX_ZIP_RATIO + " times their size.");
            return false;
        }
        return true;
    }

    private byte[] read(String name, long size) throws IOException {
        try (ZipFile open = new ZipFile(zip.toFile())) {
            ZipEntry entry = open.getEntry(name);
            if (entry == null) {
                throw new IOException(name + " is no longer in " + zip);
            }
            try (InputStream in = open.getInputStream(entry)) {
                // The limits were checked on the size that the zip claims: no byte beyond it is unpacked.
                byte[] bytes = in.readNBytes((int) Math.min(size, BundleLimits.MAX_FILE_BYTES) + 1);
                if (bytes.length != size) {
                    throw new IOException(name + " is not of the size that the zip says");
                }
                return bytes;
            }
        }
    }
}
