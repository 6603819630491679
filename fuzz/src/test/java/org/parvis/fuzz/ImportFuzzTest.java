package org.parvis.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.parvis.world.bundle.BundleWriter;
import org.parvis.world.fault.BundleException;
import org.parvis.world.imports.ImportOptions;
import org.parvis.world.imports.ImportedVenue;
import org.parvis.world.imports.VenueImport;

/** Other people's data: each file becomes a venue that can be written, or is refused with faults. */
class ImportFuzzTest {
    /** As for bundles: the grids of a wide floor take a few megabytes, however few bytes say how wide. */
    private static final Allowance FILE = new Allowance(64L << 20, 16_384);

    private static final Scratch SCRATCH = new Scratch();

    private final Meter meter = new Meter(FILE);
    private Optional<ImportedVenue> imported = Optional.empty();

    @AfterAll
    static void close() {
        SCRATCH.close();
    }

    /** Footprints, roofs, squares, stations: GeoJSON of outdoor places. */
    @FuzzTest
    @Tag("A50")
    void outdoorGeoJsonIsImportedOrRefused(byte[] input) throws Exception {
        importsOrRefuses(input);
    }

    /** GeoJSON with the layers of indoor maps. */
    @FuzzTest
    @Tag("A50")
    void indoorGeoJsonIsImportedOrRefused(byte[] input) throws Exception {
        importsOrRefuses(input);
    }

    /** CityJSON 2.0. */
    @FuzzTest
    @Tag("A50")
    void cityJsonIsImportedOrRefused(byte[] input) throws Exception {
        importsOrRefuses(input);
    }

    /** A packed file, of which the first byte says whether it is broken or only its content is. */
    @FuzzTest
    @Tag("A50")
    void packedFileIsImportedOrRefused(byte[] input) throws Exception {
        boolean wellPacked = input.length > 0 && input[0] == 'p';
        importsOrRefuses(wellPacked ? packed(input) : input);
    }

    private static byte[] packed(byte[] input) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(input, 1, input.length - 1);
        }
        return bytes.toByteArray();
    }

    private void importsOrRefuses(byte[] input) throws Exception {
        Path file = SCRATCH.write("data.json", input);
        meter.run(input.length, () -> imported = imported(file));
        if (imported.isPresent()) {
            ImportedVenue venue = imported.get();
            assertThat(venue.venue().floors()).isNotEmpty();
            assertThat(venue.venue().spawns()).isNotEmpty();
            BundleWriter.write(venue.venue(), venue.meshes(), SCRATCH.file("venue.zip"));
        }
    }

    private static Optional<ImportedVenue> imported(Path file) {
        try {
            return Optional.of(VenueImport.run(file, ImportOptions.none(), (step, done, of) -> {}));
        } catch (BundleException refused) {
            assertThat(refused.faults()).isNotEmpty();
            return Optional.empty();
        }
    }
}
