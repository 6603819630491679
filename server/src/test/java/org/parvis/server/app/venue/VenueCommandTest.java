package org.parvis.server.app.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class VenueCommandTest {
    @TempDir
    Path folder = Path.of(".");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return new CommandLine(new VenueCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    @Test
    void builtInVenueIsInOrderAndDescribed() {
        assertThat(run("check", "plaza-mayor")).isZero();
        assertThat(run("info", "plaza-mayor")).isZero();
        assertThat(out.toString())
                .contains("in order", "buildings", "level        2", "license      Apache-2.0", "shop=5");
    }

    @Test
    void everyFaultOfABrokenBundleIsListed() throws Exception {
        Files.writeString(
                folder.resolve("venue.json"),
                "{\"format\": \"parvis-venue/1\", \"id\": \"Bad Id\", \"id\": \"x\", \"tytle\": 3, \"level\": 9}");

        assertThat(run("check", folder.toString())).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "occurs twice", "Did you mean \"title\"?", "must lie between 0 and 3", "\"license\" is missing")
                .contains("at /level")
                .doesNotContain("Exception");
    }

    @Test
    void missingBundleIsToldInWords() {
        assertThat(run("info", folder.resolve("nothing").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("plaza-mayor").doesNotContain("Exception");
    }

    @Test
    void footprintsBecomeABundle() throws Exception {
        Path file = folder.resolve("two.geojson");
        Files.writeString(file, """
                {"type": "FeatureCollection", "features": [
                 {"type": "Feature", "properties": {"height": 12},
                  "geometry": {"type": "Polygon", "coordinates": [[[10, 50], [10, 50.0001], [10.0001, 50.0001], [10.0001, 50], [10, 50]]]}},
                 {"type": "Feature", "properties": {"height": 7},
                  "geometry": {"type": "Polygon", "coordinates": [[[10.001, 50], [10.001, 50.0001], [10.0011, 50.0001], [10.0011, 50], [10.001, 50]]]}}
                ]}
                """);
        Path bundle = folder.resolve("two.zip");

        int exitCode = run("import", file.toString(), "-o", bundle.toString(), "--credit", "Nobody", "--id", "two");

        assertThat(exitCode).as(err.toString()).isZero();
        assertThat(out.toString()).contains("buildings    2", "credit       Nobody", "level        3");
        assertThat(run("check", bundle.toString())).isZero();
    }

    @Test
    void brokenDataIsRefusedWithEveryFault() throws Exception {
        Path file = folder.resolve("bad.geojson");
        Files.writeString(file, """
                {"type": "FeatureCollection", "features": [
                 {"type": "Feature", "properties": {}, "geometry": null},
                 {"type": "Feature", "properties": {}, "geometry": {"type": "Poligon", "coordinates": []}},
                 {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [1, 95]}}
                ]}
                """);

        assertThat(run(
                        "import",
                        file.toString(),
                        "--origin",
                        "1,2",
                        "-o",
                        folder.resolve("x").toString()))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("/features/0/geometry", "Did you mean \"Polygon\"?", "/features/2", "3 faults")
                .doesNotContain("Exception");
    }

    @Test
    void importNeverWritesIntoWhatIsNoBundle() throws Exception {
        Path file = point();
        Files.writeString(folder.resolve("diary.txt"), "mine");

        assertThat(run("import", file.toString(), "--out", folder.toString())).isEqualTo(2);
        assertThat(run(
                        "import",
                        file.toString(),
                        "--out",
                        folder.resolve("diary.txt").toString()))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("no bundle folder", "Choose another --out")
                .doesNotContain("Exception");
        assertThat(folder.resolve("venue.json")).doesNotExist();
        assertThat(folder.resolve("diary.txt")).hasContent("mine");
    }

    @Test
    void importReplacesItsOwnOlderBundle() throws Exception {
        String[] again = {
            "import", point().toString(), "--out", folder.resolve("b").toString()
        };

        assertThat(run(again)).as(err.toString()).isZero();
        assertThat(run(again)).as(err.toString()).isZero();
    }

    private Path point() throws IOException {
        return Files.writeString(
                folder.resolve("point.geojson"),
                "{\"type\": \"FeatureCollection\", \"features\": [{\"type\": \"Feature\", \"properties\": {},"
                        + " \"geometry\": {\"type\": \"Point\", \"coordinates\": [10, 50]}}]}");
    }

    @Test
    void everyCommandHasHelpWithExamples() {
        for (String command : List.of("import", "check", "info")) {
            assertThat(run(command, "--help")).isZero();
            assertThat(out.toString()).contains("Examples:", "venue " + command + " ");
        }
    }

    @Test
    void wrongUsageIsTold() {
        assertThat(run("import", "a.json", "--origin", "far away")).isEqualTo(2);
        assertThat(run("import", "no-such-file.json")).isEqualTo(2);
        assertThat(run("import", "a.json", "--id", "Not Kebab")).isEqualTo(2);
        assertThat(err.toString()).contains("longitude", "there is no such file", "hyphens");
    }

    @Test
    void realFootprintsImportAndCheck() {
        Path file = Path.of(System.getProperty("parvis.shared.data", "../shared/data"))
                .resolve("venues/tokyo-shibuya-buildings-100.geojson");
        assumeTrue(Files.exists(file), "skipped: the shared data file " + file + " is absent");
        Path bundle = folder.resolve("shibuya");

        assertThat(run("import", file.toString(), bundle.toString(), "--credit", "Project PLATEAU"))
                .as(err.toString())
                .isZero();
        assertThat(run("check", bundle.toString())).isZero();
        assertThat(out.toString()).contains("buildings    100", "level        2");
    }
}
