package org.parvis.world.imports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.parvis.world.bundle.BundleWriter;
import org.parvis.world.bundle.LoadedVenue;
import org.parvis.world.bundle.SchemaTest;
import org.parvis.world.bundle.VenueSource;
import org.parvis.world.fault.BundleException;
import org.parvis.world.fault.VenueFault;

/** Imports small texts and files of this module's test resources. */
final class Imports {
    private final Path folder;

    Imports(Path folder) {
        this.folder = folder;
    }

    static ImportOptions crs(String name) {
        return options(Optional.of(name), Optional.empty(), OptionalDouble.empty());
    }

    static ImportOptions options(Optional<String> crs, Optional<ImportOptions.Place> place, OptionalDouble radiusM) {
        return new ImportOptions(
                Optional.empty(), Optional.empty(), place, radiusM, crs, Optional.of("somebody"), Optional.empty());
    }

    static byte[] resource(String name) throws IOException {
        try (InputStream in = Imports.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("there is no test resource " + name);
            }
            return in.readAllBytes();
        }
    }

    ImportedVenue file(String name) throws Exception {
        return bytes(resource(name), ImportOptions.none());
    }

    ImportedVenue text(String text) throws Exception {
        return text(text, ImportOptions.none());
    }

    ImportedVenue text(String text, ImportOptions options) throws Exception {
        return bytes(text.getBytes(StandardCharsets.UTF_8), options);
    }

    ImportedVenue bytes(byte[] bytes, ImportOptions options) throws Exception {
        Path file = Files.write(folder.resolve("data.json"), bytes);
        ImportedVenue imported = VenueImport.run(file, options, ImportProgress.SILENT);
        // Whatever was imported can be written, read again without a fault, and fits the schema.
        Path bundle = folder.resolve("bundle.zip");
        BundleWriter.write(imported.venue(), imported.meshes(), bundle);
        LoadedVenue loaded = VenueSource.resolve(bundle.toString()).open();
        SchemaTest.assertFits(loaded);
        return imported;
    }

    List<VenueFault> faults(byte[] bytes) throws Exception {
        try {
            ImportedVenue imported = bytes(bytes, ImportOptions.none());
            throw new AssertionError("imported with " + imported.notes());
        } catch (BundleException refused) {
            return refused.faults();
        }
    }

    List<VenueFault> faults(String text) throws Exception {
        return faults(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A square of ten metres as a ring of degrees at 10° east, 50° north, moved east by whole squares. */
    static String square(int number) {
        double west = 10 + number * 0.0003;
        double east = west + 0.00014;
        return "[[%s,50],[%s,50],[%s,50.00009],[%s,50.00009],[%s,50]]".formatted(west, east, east, west, west);
    }

    static String feature(int number, String properties) {
        return "{\"type\":\"Feature\",\"properties\":{%s},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[%s]}}"
                .formatted(properties, square(number));
    }

    static String collection(String... features) {
        return "{\"type\":\"FeatureCollection\",\"features\":[" + String.join(",", features) + "]}";
    }
}
