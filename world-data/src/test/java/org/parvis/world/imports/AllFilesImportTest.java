package org.parvis.world.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parvis.world.Spawn;
import org.parvis.world.Venue;
import org.parvis.world.bundle.LoadedVenue;
import org.parvis.world.bundle.SchemaTest;
import org.parvis.world.spatial.FloorMap;

class AllFilesImportTest {
    @TempDir
    Path folder = Path.of(".");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3dbag-multi-lod.city.json",
                "delft-neighbourhood.city.json.gz",
                "kaohsiung-metro-lightrail-stations.geojson",
                "lyon-place-des-terreaux.geojson",
                "taipei-ximending-buildings.geojson.gz",
                "taipei-yuanshan-shilin-buildings.geojson.gz",
                "tokyo-shibuya-buildings-100.geojson",
                "tokyo-shibuya-buildings-10000.geojson.gz",
                "tokyo-shibuya-roofs-lod2.geojson.gz",
                "tokyo-shinjuku-station-indoor.geojson.gz",
                "yokohama-stadium-indoor.geojson.gz"
            })
    void fileBecomesABundleWithoutFaults(String name) throws Exception {
        long begin = System.nanoTime();
        ImportedVenue imported = SharedData.imported(name, ImportOptions.none());
        long middle = System.nanoTime();
        LoadedVenue loaded = SharedData.written(imported, folder.resolve("bundle.zip"));
        long end = System.nanoTime();

        Venue venue = loaded.venue();
        System.out.printf(
                "%s: imported in %d ms, written and opened in %d ms; %d buildings, %d floors, %d links, notes %s%n",
                name,
                (middle - begin) / 1_000_000,
                (end - middle) / 1_000_000,
                venue.buildings().size(),
                venue.floors().size(),
                venue.links().size(),
                imported.notes());
        Spawn spawn = venue.spawns().get(0);
        assertThat(new FloorMap(venue.floor(spawn.floorIndex())).isWalkable(spawn.x(), spawn.z()))
                .isTrue();
        SchemaTest.assertFits(loaded);
        assertThat(venue.buildings()).hasSameSizeAs(imported.venue().buildings());
        assertThat(venue.facts()).isEqualTo(imported.venue().facts());
    }
}
