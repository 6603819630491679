package org.parvis.world.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.parvis.world.Venue;

/** Writes a venue as a bundle: a folder, or a zip when the name ends in {@code .zip}. */
public final class BundleWriter {
    private BundleWriter() {}

    /**
     * Writes the bundle, over an older one of the same name.
     *
     * @throws IOException when the target cannot be written
     */
    public static void write(Venue venue, List<Mesh> meshes, Path target) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(BundleReader.MANIFEST, bytes(new VenueJson(venue, !meshes.isEmpty())::writeManifest));
        files.put("buildings.json", bytes(new VenueJson(venue, false)::writeBuildings));
        if (!meshes.isEmpty()) {
            files.put("meshes.json", bytes(out -> VenueJson.writeMeshes(meshes, out)));
        }
        String name = String.valueOf(target.getFileName());
        if (name.endsWith(".zip")) {
            writeZip(files, target);
        } else {
            Files.createDirectories(target);
            Files.deleteIfExists(target.resolve("meshes.json"));
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Files.write(target.resolve(file.getKey()), file.getValue());
            }
        }
    }

    private interface Content {
        void writeTo(OutputStream out);
    }

    private static byte[] bytes(Content content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
        content.writeTo(out);
        return out.toByteArray();
    }

    private static void writeZip(Map<String, byte[]> files, Path target) throws IOException {
        Path parent = target.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(target))) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                // The same venue makes the same zip, whenever it is written.
                entry.setTime(0);
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
    }
}
