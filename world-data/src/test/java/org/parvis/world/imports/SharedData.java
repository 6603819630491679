package org.parvis.world.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.parvis.world.bundle.BundleWriter;
import org.parvis.world.bundle.LoadedVenue;
import org.parvis.world.bundle.VenueSource;
import org.parvis.world.fault.BundleException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The real data that tests read, and what they do with it. */
final class SharedData {
    private SharedData() {}

    static Path venue(String name) {
        Path file = Path.of(System.getProperty("parvis.shared.data", "../shared/data"), "venues", name);
        assumeTrue(Files.exists(file), "skipped: the shared data file " + file + " is absent");
        return file;
    }

    /** The file as plain JSON, read by nothing of ours. */
    static JsonNode json(String name) throws IOException {
        Path file = venue(name);
        try (InputStream in =
                name.endsWith(".gz") ? new GZIPInputStream(Files.newInputStream(file)) : Files.newInputStream(file)) {
            return new ObjectMapper().readTree(in);
        }
    }

    static ImportedVenue imported(String name, ImportOptions options) {
        try {
            return VenueImport.run(venue(name), options, ImportProgress.SILENT);
        } catch (BundleException e) {
            throw new AssertionError(name + ": " + e.faults(), e);
        }
    }

    static LoadedVenue written(ImportedVenue imported, Path target) throws IOException {
        BundleWriter.write(imported.venue(), imported.meshes(), target);
        try {
            return VenueSource.resolve(target.toString()).open();
        } catch (BundleException e) {
            String first = e.faults().stream().limit(15).map(Object::toString).reduce("", (a, b) -> a + "\n" + b);
            throw new AssertionError(e.faults().size() + " faults in " + target + first, e);
        }
    }

    static LoadedVenue importedAndWritten(String name, Path folder) throws IOException {
        LoadedVenue loaded = written(imported(name, ImportOptions.none()), folder.resolve("bundle"));
        assertThat(loaded.venue().spawns()).isNotEmpty();
        return loaded;
    }
}
