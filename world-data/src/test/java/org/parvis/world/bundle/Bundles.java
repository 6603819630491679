package org.parvis.world.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.parvis.world.fault.BundleException;
import org.parvis.world.fault.VenueFault;

/** Makes small bundles of names and texts, as folders and as zips. */
public final class Bundles {
    private Bundles() {}

    /** A manifest of a floor of 20 m and a spawn, with further members. */
    public static String manifest(String more) {
        return """
                {"format": "parvis-venue/1", "id": "room", "version": "1.0.0", "title": {"en": "Room"},
                 "origin": {"longitude": 10, "latitude": 50, "heightM": 0, "crs": "EPSG:4979"},
                 "frame": {"unit": "metre", "axes": "x-east,y-up,z-south"}, "level": 3, "license": "CC0-1.0",
                 "attributions": [{"text": "us"}], "bounds": {"minX": -20, "minZ": -20, "maxX": 20, "maxZ": 20},
                 "floors": [{"id": "g", "title": {"en": "G"}, "storey": 0, "heightM": 0,
                   "outline": [[-10, 10], [10, 10], [10, -10], [-10, -10]]%s
                """.formatted(more);
    }

    /** The rest of a manifest after its floors, with a spawn in the middle. */
    public static String rest(String more) {
        return "], \"spawns\": [{\"id\": \"s\", \"floor\": \"g\", \"x\": 5, \"z\": 3, \"radiusM\": 1}]" + more + "}";
    }

    /** A whole sound manifest with further members. */
    public static String sound(String more) {
        return manifest("}") + rest(more);
    }

    static Path folder(Path parent, String... namesAndTexts) throws IOException {
        Path folder = Files.createDirectories(parent.resolve("bundle"));
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            Path file = folder.resolve(namesAndTexts[i]);
            Files.createDirectories(file.getParent());
            Files.writeString(file, namesAndTexts[i + 1]);
        }
        return folder;
    }

    static Path zip(Path parent, String... namesAndTexts) throws IOException {
        Path file = parent.resolve("bundle.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
                zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return file;
    }

    static LoadedVenue open(Path bundle) throws BundleException {
        return VenueSource.resolve(bundle.toString()).open();
    }

    static List<VenueFault> faults(Path bundle) {
        try {
            open(bundle);
            return List.of();
        } catch (BundleException refused) {
            return refused.faults();
        }
    }
}
