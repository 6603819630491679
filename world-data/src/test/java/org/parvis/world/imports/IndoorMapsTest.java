package org.parvis.world.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parvis.world.Floor;
import org.parvis.world.LinkKind;
import org.parvis.world.Venue;
import org.parvis.world.ZoneKind;
import org.parvis.world.imports.feature.IndoorLevels;
import org.parvis.world.spatial.FloorMap;
import tools.jackson.databind.node.JsonNodeFactory;

class IndoorMapsTest {
    @TempDir
    Path folder = Path.of(".");

    @Test
    void openStreetMapIndoorMapBecomesStoreysWithRooms() throws Exception {
        ImportedVenue imported = new Imports(folder).file("osm-indoor.geojson");
        Venue venue = imported.venue();

        assertThat(venue.buildings()).isEmpty();
        assertThat(venue.floors()).extracting(Floor::storey).containsExactly(-1, 0, 1);
        assertThat(venue.links())
                .hasSize(2)
                .allSatisfy(link -> assertThat(link.kind()).isEqualTo(LinkKind.STAIRS));
        assertThat(venue.zones()).singleElement().satisfies(zone -> {
            assertThat(zone.kind()).isEqualTo(ZoneKind.TOILET);
            assertThat(venue.floor(zone.floorIndex()).storey()).isEqualTo(1);
        });
        assertThat(venue.pointsOfInterest()).singleElement().satisfies(point -> {
            assertThat(point.title().in("en")).isEqualTo("Shop");
            assertThat(point.title().in("ja")).isEqualTo("店");
        });
        assertThat(venue.floor(1).walls()).isNotEmpty();
        assertThat(venue.floor(0).walls()).isEmpty();
        assertThat(imported.notes()).anySatisfy(note -> assertThat(note).contains("nothing an indoor map is made of"));
    }

    @ParameterizedTest
    @CsvSource({"venue", "footprint", "amenity"})
    void partOfAnImdfMapWithoutStoreysSaysWhichPartIsMissing(String type) {
        String part = """
                {"type":"FeatureCollection","features":[{"id":"a","type":"Feature","feature_type":"%s","properties":{},
                "geometry":{"type":"Polygon","coordinates":[[[121.0,22.6],[121.001,22.6],[121.001,22.601],[121.0,22.6]]]}}]}
                """.formatted(type);

        assertThatThrownBy(() -> new Imports(folder).text(part)).hasMessageContaining("level.geojson");
    }

    @Test
    void imdfBecomesStoreysWithRooms() throws Exception {
        ImportedVenue imported = new Imports(folder).file("imdf.geojson");
        Venue venue = imported.venue();

        assertThat(venue.buildings()).isEmpty();
        assertThat(venue.floors()).extracting(Floor::storey).containsExactly(0, 1);
        assertThat(venue.floor(1).outline().holes()).hasSize(1);
        assertThat(venue.links()).hasSize(1);
        assertThat(venue.pointsOfInterest())
                .extracting(point -> point.title().in("en"))
                .contains("Shop", "Desk");
        assertThat(imported.notes()).anySatisfy(note -> assertThat(note).contains("no place"));
        FloorMap map = new FloorMap(org.parvis.world.bundle.FloorObstacles.gather(
                venue.floor(0), venue.buildings(), venue.props(), java.util.List.of()));
        assertThat(map.clearLine(-15, -1, -15, -4, 0.3)).as("through the door").isTrue();
    }

    @Test
    void partOfAnImdfMapNamesThePartThatIsMissing() throws Exception {
        String units = new String(Imports.resource("imdf.geojson"), StandardCharsets.UTF_8)
                .replace("\"feature_type\": \"level\"", "\"feature_type\": \"venue\"");

        assertThat(new Imports(folder).faults(units))
                .singleElement()
                .satisfies(fault -> assertThat(fault.problem()).contains("level.geojson"));
    }

    @ParameterizedTest(name = "\"{0}\" is {1}")
    @CsvSource(delimiter = '|', textBlock = """
            0       | 0
            0;1     | 0 1
            -2;-1;0 | -2 -1 0
            0,5     | 0.5
            0.5     | 0.5
            0,1,2   | 0 1 2
            1-3     | 1 2 3
            -2--1   | -2 -1
            -1-1    | -1 0 1
            1; 2    | 1 2
            +1      | 1
            0;1-2   | 0 1 2
            x       |
            """)
    void storeysAreReadHoweverTheyAreWritten(String written, String levels) {
        double[] wanted = levels == null
                ? new double[0]
                : DoubleStream.of(java.util.Arrays.stream(levels.split(" ", -1))
                                .mapToDouble(Double::parseDouble)
                                .toArray())
                        .toArray();

        assertThat(IndoorLevels.of(JsonNodeFactory.instance.stringNode(written)).stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray())
                .containsExactly(wanted);
    }
}
