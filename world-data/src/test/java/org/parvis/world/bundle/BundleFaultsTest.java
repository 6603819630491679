package org.parvis.world.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parvis.world.fault.BundleException;
import org.parvis.world.fault.VenueFault;

class BundleFaultsTest {
    private static final String GOOD = """
            {"format": "parvis-venue/1", "id": "room", "version": "1.0.0", "title": {"en": "Room"},
             "origin": {"longitude": 10, "latitude": 50, "heightM": 0, "crs": "EPSG:4979"},
             "frame": {"unit": "metre", "axes": "x-east,y-up,z-south"}, "level": 3, "license": "CC0-1.0",
             "attributions": [{"text": "us"}], "bounds": {"minX": -20, "minZ": -20, "maxX": 20, "maxZ": 20},
             "floors": [{"id": "g", "title": {"en": "G"}, "storey": 0, "heightM": 0,
               "outline": [[-10, 10], [10, 10], [10, -10], [-10, -10]],
               "walls": [{"points": [[2, -5], [2, 5]], "heightM": 3}]},
              {"id": "u", "title": {"en": "U"}, "storey": 1, "heightM": 4,
               "outline": [[-10, 10], [10, 10], [10, -10], [-10, -10]]}],
             "zones": [{"id": "z", "kind": "area", "floor": "g", "polygon": [[-5, 5], [-1, 5], [-1, 1]], "title": {"en": "Z"}}],
             "links": [{"id": "l", "kind": "stairs", "title": {"en": "L"}, "ends": [
               {"floor": "g", "polygon": [[-9, -7], [-7, -7], [-7, -9], [-9, -9]], "arrival": {"x": -5, "z": -8, "yaw": 0}},
               {"floor": "u", "polygon": [[-9, -7], [-7, -7], [-7, -9], [-9, -9]], "arrival": {"x": -5, "z": -6, "yaw": 0}}]}],
             "spawns": [{"id": "s", "floor": "g", "x": 5, "z": 3, "radiusM": 1, "yaw": 0}],
             "buildings": "buildings.json"}
            """;
    private static final String BUILDINGS =
            "{\"buildings\": [{\"id\": \"b\", \"heightM\": 9, \"outer\": [6, 9, 9, 9, 9, 6, 6, 6]}]}";

    @TempDir
    Path folder = Path.of(".");

    private List<VenueFault> faults(String manifest, String buildings) throws IOException {
        Files.writeString(folder.resolve("venue.json"), manifest);
        Files.writeString(folder.resolve("buildings.json"), buildings);
        return faultsOf(folder);
    }

    private static List<VenueFault> faultsOf(Path bundle) {
        try {
            VenueSource.resolve(bundle.toString()).open();
            return List.of();
        } catch (BundleException e) {
            return e.faults();
        }
    }

    @Test
    void soundBundleHasNoFault() throws Exception {
        assertThat(faults(GOOD, BUILDINGS)).isEmpty();
    }

    @Test
    void hashChangesWithAnyByte() throws Exception {
        assertThat(faults(GOOD, BUILDINGS)).isEmpty();
        String before = VenueSource.resolve(folder.toString()).open().hash();
        Files.writeString(folder.resolve("notes.txt"), "a");
        assertThat(VenueSource.resolve(folder.toString()).open().hash()).isNotEqualTo(before);
    }

    @Test
    void fileChangedAfterOpeningIsNotServed() throws Exception {
        assertThat(faults(GOOD, BUILDINGS)).isEmpty();
        LoadedVenue loaded = VenueSource.resolve(folder.toString()).open();
        Files.writeString(folder.resolve("venue.json"), GOOD + " ");
        assertThatThrownBy(() -> loaded.files().get(1).bytes()).hasMessageContaining("changed");
    }

    @ParameterizedTest(name = "{0} → {1} is a fault at {2}")
    @Tag("A112")
    @CsvSource(delimiter = '|', textBlock = """
        "id": "room"                  | "id": "My Room"                | /id                      | lower-case
        "version": "1.0.0",           | ""                             | /version                 | missing
        "title": {"en": "Room"}       | "title": {"en": ""}            | /title/en                | characters
        "longitude": 10               | "longitude": 190               | /origin/longitude        | between
        "heightM": 0, "crs"           | "heightM": 1e999, "crs"        | /origin/heightM          | too large
        EPSG:4979                     | EPSG:25832                     | /origin/crs              | Convert
        "unit": "metre"               | "unit": "foot"                 | /frame/unit              | metre
        "license": "CC0-1.0",         | ""                             | /license                 | missing
        [{"text": "us"}]              | []                             | /attributions            | no source
        "level": 3                    | "level": 2                     | /level                   | Write 3
        "kind": "area"                | "kind": "My Area"              | /zones/0/kind            | small letters
        "kind": "stairs"              | "kind": "stair"                | /links/0/kind            | "stairs"
        "floor": "g", "polygon": [[-5 | "floor": "gg", "polygon": [[-5 | /zones/0/floor           | no floor
        [[-5, 5], [-1, 5], [-1, 1]]   | [[-5, 5], [-1, 1], [-1, 5], [-5, 2]] | /zones/0/polygon   | crosses
        [[-5, 5], [-1, 5], [-1, 1]]   | [[-5, 5], [-1, 5]]             | /zones/0/polygon         | at least 3
        [[-5, 5], [-1, 5], [-1, 1]]   | [[-15, 5], [-1, 5], [-1, 1]]   | /zones/0/polygon/0       | off the floor
        "x": -5, "z": -8              | "x": -8, "z": -8               | /links/0/ends/0/arrival  | inside
        "x": -5, "z": -6              | "x": -5, "z": -60              | /links/0/ends/1/arrival  | off its floor
        "x": 5, "z": 3                | "x": 7, "z": 7                 | /spawns/0                | solid
        "x": 5, "z": 3                | "x": 2.05, "z": 3              | /spawns/0                | too close
        "radiusM": 1                  | "radiusM": "1"                 | /spawns/0/radiusM        | number
        "storey": 1                   | "storey": 1.5                  | /floors/1/storey         | whole
        {"id": "u"                    | {"id": "g"                     | /floors/1/id             | already
        "storey": 1,                  | "storey": 1, "holes": [[[11, 1], [12, 1], [12, 2]]], | /floors/1/holes/0 | outside of the area
        "level": 3                    | "level": 3, "levle": 3         | /levle                   | "level"
        "level": 3                    | "level": 3, "level": 3         | /level                   | twice
        "buildings": "buildings.json" | "buildings": "building.json"   | /buildings               | "buildings.json"
        "minX": -20                   | "minX": -5                     | /floors/0/outline        | bounds
        """)
    void everyFaultNamesItsPlaceAndCure(String good, String bad, String pointer, String words) throws Exception {
        String replacement = bad.equals("\"\"") ? "" : bad;
        assertThat(GOOD).contains(good);
        assertThat(faults(GOOD.replace(good, replacement), BUILDINGS)).anySatisfy(fault -> {
            assertThat(fault.file()).isEqualTo("venue.json");
            assertThat(fault.jsonPointer()).isEqualTo(pointer);
            assertThat(fault.problem() + " " + fault.cure()).contains(words);
        });
    }

    @Test
    void faultsOfAllFilesAreToldTogether() throws Exception {
        List<VenueFault> faults = faults(
                GOOD.replace("\"license\"", "\"licence\"").replace("\"us\"", "7"),
                "{\"buildings\": [{\"id\": \"b\", \"heightM\": 0, \"outer\": [6, 6, 9, 6, 9, 9, 6, 9]}, {\"id\": \"b\"}]}");

        assertThat(faults)
                .extracting(fault -> fault.file() + fault.jsonPointer())
                .contains(
                        "venue.json/license",
                        "venue.json/licence",
                        "venue.json/attributions/0/text",
                        "buildings.json/buildings/0/heightM",
                        "buildings.json/buildings/0/outer",
                        "buildings.json/buildings/1/id",
                        "buildings.json/buildings/1/outer");
    }

    @Test
    void textThatIsNotJsonIsToldWithItsLine() throws Exception {
        assertThat(faults("{\n\"id\": NaN}", BUILDINGS))
                .singleElement()
                .satisfies(fault -> assertThat(fault.problem()).contains("line 2"));
        assertThat(faults("", BUILDINGS))
                .singleElement()
                .satisfies(fault -> assertThat(fault.problem()).contains("empty"));
        assertThat(faults("[".repeat(5000), BUILDINGS)).isNotEmpty();
        assertThat(faults("[1]", BUILDINGS)).isNotEmpty();
    }

    @Test
    void zipReadsLikeAFolder() throws Exception {
        Path zip = zip("venue.json", GOOD, "buildings.json", BUILDINGS);
        assertThat(faultsOf(zip)).isEmpty();
        faults(GOOD, BUILDINGS);
        Files.delete(zip);
        assertThat(VenueSource.resolve(folder.toString()).open().venue().id()).isEqualTo("room");
    }

    @Test
    void zipEntryThatLeavesTheBundleIsAFault() throws Exception {
        assertThat(faultsOf(zip("venue.json", GOOD, "../evil.json", "{}")))
                .anySatisfy(fault -> assertThat(fault.problem()).contains("leaves the bundle"));
        assertThat(faultsOf(zip("venue.json", GOOD, "/etc/evil.json", "{}"))).isNotEmpty();
    }

    @Test
    void zipBombIsAFault() throws Exception {
        assertThat(faultsOf(zip("venue.json", GOOD, "buildings.json", " ".repeat(20_000_000))))
                .anySatisfy(fault -> assertThat(fault.problem()).contains("times its size"));
    }

    @Test
    void zipThatHoldsANameTwiceIsAFault() throws Exception {
        Path zip = zip("venue.json", GOOD, "venue.jsom", GOOD, "buildings.json", BUILDINGS);
        // No writer makes such a zip; the bytes of the second name are changed in both of its places.
        String bytes = Files.readString(zip, StandardCharsets.ISO_8859_1);
        Files.writeString(zip, bytes.replace("venue.jsom", "venue.json"), StandardCharsets.ISO_8859_1);

        assertThat(faultsOf(zip))
                .anySatisfy(fault -> assertThat(fault.problem()).contains("twice in the zip"));
    }

    @Test
    void fileThatIsNoZipIsAFault() throws Exception {
        Path file = Files.writeString(folder.resolve("x.zip"), "hello");
        assertThat(faultsOf(file))
                .singleElement()
                .satisfies(fault -> assertThat(fault.problem()).contains("zip"));
    }

    private Path zip(String... namesAndTexts) throws IOException {
        Path file = folder.resolve("bundle.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
                zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return file;
    }
}
