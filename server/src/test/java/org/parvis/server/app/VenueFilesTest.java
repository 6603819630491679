package org.parvis.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.world.bundle.BundleFile;
import org.parvis.world.bundle.LoadedVenue;
import org.parvis.world.bundle.VenueSource;

class VenueFilesTest {
    @TempDir
    Path folder = Path.of(".");

    private static BundleFile file(String path) {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        return new BundleFile(path, bytes.length, bytes::clone);
    }

    @Test
    void onlyDataIsServedWhateverLiesInTheBundle() throws Exception {
        VenueFiles files = new VenueFiles(List.of(
                file("venue.json"),
                file("assets/a.html"),
                file("assets/a.js"),
                file("assets/a.svg"),
                file("assets/a.png")));

        assertThat(files.read("venue.json")).isPresent();
        assertThat(files.read("assets/a.png")).isPresent();
        for (String name : List.of("assets/a.html", "assets/a.js", "assets/a.svg")) {
            assertThat(files.read(name)).as(name).isEmpty();
        }
    }

    @Test
    void privatePartIsNotServed() throws Exception {
        for (BundleFile part : VenueSource.resolve("open-plaza").open().files()) {
            Files.write(folder.resolve(part.path()), part.bytes());
        }
        Files.createDirectories(folder.resolve("private"));
        Files.writeString(folder.resolve("private/clues.json"), "{}");
        LoadedVenue loaded = VenueSource.resolve(folder.toString()).open();
        VenueFiles files = new VenueFiles(loaded.files());

        assertThat(loaded.privateFiles()).hasSize(1);
        assertThat(files.read("venue.json")).isPresent();
        for (String path :
                List.of("private/clues.json", "private//clues.json", "./private/clues.json", "private/clues")) {
            assertThat(files.read(path)).as(path).isEmpty();
        }
    }
}
