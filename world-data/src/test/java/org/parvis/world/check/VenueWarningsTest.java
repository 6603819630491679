package org.parvis.world.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parvis.world.bundle.Bundles;
import org.parvis.world.bundle.VenueSource;
import org.parvis.world.fault.VenueFault;

class VenueWarningsTest {
    @TempDir
    Path folder = Path.of(".");

    private List<VenueFault> warnings(String floor, String more) throws Exception {
        Files.writeString(folder.resolve("venue.json"), Bundles.manifest(floor) + Bundles.rest(more));
        return VenueWarnings.of(VenueSource.resolve(folder.toString()).open());
    }

    private static String walls(String points) {
        return ", \"walls\": [{\"points\": " + points + ", \"heightM\": 3}]}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"plaza-mayor", "open-plaza", "show-floor"})
    void builtInVenueHasNoWarning(String name) throws Exception {
        assertThat(VenueWarnings.of(VenueSource.resolve(name).open())).isEmpty();
    }

    @Test
    void soundVenueHasNoWarning() throws Exception {
        assertThat(warnings("}", "")).isEmpty();
        assertThat(warnings(walls("[[-5, -5], [5, -5], [5, -2]]"), "")).isEmpty();
    }

    @Test
    void roomWithoutADoorIsTold() throws Exception {
        String room = "[[-8, -8], [-2, -8], [-2, -2], [-8, -2], [-8, -8]]";
        String shop = ", \"zones\": [{\"id\": \"z\", \"kind\": \"shop\", \"floor\": \"g\", \"title\": {\"en\": \"Z\"},"
                + " \"polygon\": [[-7, -3], [-3, -3], [-3, -7], [-7, -7]]}],"
                + " \"fixtures\": [{\"id\": \"f\", \"kind\": \"bell\", \"floor\": \"g\", \"x\": -5, \"z\": -5}]";

        assertThat(warnings(walls(room), shop))
                .extracting(VenueFault::jsonPointer)
                .containsExactly("/floors/0", "/zones/0", "/fixtures/0");
        String withDoor = "[[-8, -2], [-8, -8], [-2, -8], [-2, -2], [-4.5, -2]]";
        assertThat(warnings(
                        walls(withDoor + "}, {\"points\": [[-5.5, -2], [-8, -2]]")
                                .replace("]]}, {", "]], \"heightM\": 3}, {"),
                        shop))
                .isEmpty();
    }

    @Test
    void spawnThatIsShutInIsTold() throws Exception {
        assertThat(warnings(walls("[[4, 2], [6, 2], [6, 4.5], [4, 4.5], [4, 2]]"), ""))
                .anySatisfy(warning -> {
                    assertThat(warning.jsonPointer()).isEqualTo("/spawns/0");
                    assertThat(warning.problem()).contains("shut in");
                });
    }

    @Test
    void floorNobodyGetsToIsTold() throws Exception {
        String upper = "}, {\"id\": \"u\", \"title\": {\"en\": \"G\"}, \"storey\": 1, \"heightM\": 4,"
                + " \"outline\": [[-10, 10], [10, 10], [10, -10], [-10, -10]]}";

        assertThat(warnings(upper, ""))
                .anySatisfy(warning -> assertThat(warning.problem()).contains("nobody can get onto the floor \"u\""))
                .anySatisfy(warning -> assertThat(warning.problem()).contains("2 floors have the title \"G\""));
    }

    @Test
    void benchInAWallIsTold() throws Exception {
        String bench = ", \"fixtures\": [{\"id\": \"f\", \"kind\": \"bench\", \"floor\": \"g\", \"x\": 0, \"z\": %s,"
                + " \"seats\": 3, \"verbs\": [\"sit\"]}]";

        assertThat(warnings(walls("[[-5, 0], [3, 0]]"), bench.formatted("0.1"))).anySatisfy(warning -> {
            assertThat(warning.jsonPointer()).isEqualTo("/fixtures/0");
            assertThat(warning.problem()).contains("stands in a wall");
            assertThat(warning.cure()).contains("1.8 m wide");
        });
        assertThat(warnings(walls("[[-5, 0], [3, 0]]"), bench.formatted("0.5"))).isEmpty();
    }

    @Test
    void stageNobodyCanStandOnIsTold() throws Exception {
        String stage =
                ", \"props\": [{\"id\": \"p\", \"kind\": \"stage\", \"floor\": \"g\", \"x\": -5, \"z\": 0, \"size\": [4, %s, 3]%s}]";

        assertThat(warnings("}", stage.formatted("0.2", ""))).isEmpty();
        assertThat(warnings("}", stage.formatted("1.2", "")))
                .singleElement()
                .satisfies(warning -> assertThat(warning.problem()).contains("1.2 m high"));
        assertThat(warnings("}", stage.formatted("0.2", ", \"collisionRadiusM\": 2")))
                .singleElement()
                .satisfies(warning -> assertThat(warning.problem()).contains("nobody can get onto"));
    }

    @Test
    void groundFarFromEverythingIsTold() throws Exception {
        String manifest = Bundles.sound("")
                .replace("\"minX\": -20, \"minZ\": -20", "\"minX\": -9000, \"minZ\": -20")
                .replace(
                        "[-10, 10], [10, 10], [10, -10], [-10, -10]", "[-8000, 10], [10, 10], [10, -10], [-8000, -10]");
        Files.writeString(folder.resolve("venue.json"), manifest);

        assertThat(VenueWarnings.of(VenueSource.resolve(folder.toString()).open()))
                .singleElement()
                .satisfies(warning -> assertThat(warning.problem()).contains("8,005 m beyond"));
    }
}
