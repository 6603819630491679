package org.parvis.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.parvis.world.Venue;
import org.parvis.world.bundle.BundleFile;
import org.parvis.world.bundle.BundleWriter;
import org.parvis.world.bundle.LoadedVenue;
import org.parvis.world.bundle.VenueSource;
import org.parvis.world.fault.BundleException;
import org.parvis.world.fault.VenueFault;

/** Venue bundles from anywhere: each is read, or refused with faults that say where and what to do. */
class BundleFuzzTest {
    /** A venue has grids over its floors of up to about a million squares, however few bytes describe it. */
    private static final Allowance VENUE = new Allowance(64L << 20, 4_096);

    private static final String MANIFEST = "venue.json";
    private static final byte[] SMALL_VENUE = resource("small-venue.json");

    private static final Scratch SCRATCH = new Scratch();

    private final Meter meter = new Meter(VENUE);
    private Optional<LoadedVenue> loaded = Optional.empty();

    @AfterAll
    static void close() {
        SCRATCH.close();
    }

    private static byte[] resource(String name) {
        try (InputStream in = BundleFuzzTest.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not among the resources");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The manifest of a bundle without geometry files. */
    @FuzzTest
    @Tag("A50")
    void manifestIsReadOrRefused(byte[] input) throws Exception {
        clear();
        SCRATCH.write(MANIFEST, input);
        open(input.length, SCRATCH.folder());
        if (loaded.isPresent()) {
            assertStaysAsWritten(loaded.get().venue());
        }
    }

    /** Buildings and meshes at once: an entry that is right in one file is wrong in the other, which tells both. */
    @FuzzTest
    @Tag("A50")
    void geometryIsReadOrRefused(byte[] input) throws Exception {
        clear();
        SCRATCH.write(MANIFEST, SMALL_VENUE);
        SCRATCH.write("buildings.json", input);
        SCRATCH.write("meshes.json", input);
        open(2 * input.length + SMALL_VENUE.length, SCRATCH.folder());
    }

    /** A zip of any content: nothing is read of it that was not checked. */
    @FuzzTest
    @Tag("A50")
    void zipIsReadOrRefused(byte[] input) throws Exception {
        clear();
        Path zip = SCRATCH.write("venue.zip", input);
        open(input.length, zip);
        if (loaded.isPresent()) {
            for (BundleFile file : loaded.get().files()) {
                assertThat(file.path()).doesNotContain("..").doesNotStartWith("/");
                assertThat(file.bytes()).hasSize(Math.toIntExact(file.size()));
            }
        }
    }

    private static void clear() throws IOException {
        for (String name : List.of(MANIFEST, "buildings.json", "meshes.json", "venue.zip")) {
            Files.deleteIfExists(SCRATCH.file(name));
        }
    }

    private void open(int inputBytes, Path bundle) throws Exception {
        meter.run(inputBytes, () -> loaded = opened(bundle));
    }

    private static Optional<LoadedVenue> opened(Path bundle) {
        try {
            return Optional.of(VenueSource.resolve(bundle.toString()).open());
        } catch (BundleException refused) {
            assertThat(refused.faults()).isNotEmpty();
            for (VenueFault fault : refused.faults()) {
                assertThat(fault.problem()).isNotBlank();
                assertThat(fault.cure()).isNotBlank();
            }
            return Optional.empty();
        }
    }

    /**
     * Writing rounds to millimetres, after which outlines may cross themselves and the bundle be refused. If it is not, it
     * is the same bundle for ever.
     */
    private static void assertStaysAsWritten(Venue venue) throws IOException {
        BundleWriter.write(venue, List.of(), SCRATCH.folder());
        byte[] once = Files.readAllBytes(SCRATCH.file(MANIFEST));
        Optional<LoadedVenue> again = opened(SCRATCH.folder());
        if (again.isPresent()) {
            BundleWriter.write(again.get().venue(), List.of(), SCRATCH.folder());
            assertThat(SCRATCH.file(MANIFEST)).hasBinaryContent(once);
            assertThat(opened(SCRATCH.folder()).map(LoadedVenue::venue)).isEqualTo(again.map(LoadedVenue::venue));
        }
    }
}
