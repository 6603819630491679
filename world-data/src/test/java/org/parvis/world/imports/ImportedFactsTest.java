package org.parvis.world.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.sf.geographiclib.Geodesic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.world.Building;
import org.parvis.world.Floor;
import org.parvis.world.Link;
import org.parvis.world.PointOfInterest;
import org.parvis.world.PropKind;
import org.parvis.world.Venue;
import org.parvis.world.bundle.LoadedVenue;
import org.parvis.world.bundle.VenueSource;
import org.parvis.world.imports.source.BuildingHeights;
import org.parvis.world.spatial.FloorMap;
import tools.jackson.databind.JsonNode;

/** What is imported is compared with the source file, read by a plain JSON mapper and other formulas. */
class ImportedFactsTest {
    @TempDir
    Path folder = Path.of(".");

    /** East and south of a place by the series for small distances, not by our frame. */
    private static double[] eastSouth(double lon, double lat, double lon0, double lat0) {
        double phi = Math.toRadians(lat0);
        double east = (lon - lon0) * (111412.84 * Math.cos(phi) - 93.5 * Math.cos(3 * phi));
        double north = (lat - lat0) * (111132.92 - 559.82 * Math.cos(2 * phi));
        return new double[] {east, -north};
    }

    @Test
    void footprintsKeepNumberHeightAndPlace() throws Exception {
        String name = "tokyo-shibuya-buildings-100.geojson";
        JsonNode json = SharedData.json(name);
        double lon0 = json.path("origin").path("lon").doubleValue();
        double lat0 = json.path("origin").path("lat").doubleValue();
        Map<String, Building> byId = SharedData.importedAndWritten(name, folder).venue().buildings().stream()
                .collect(Collectors.toMap(Building::id, building -> building));

        assertThat(byId).hasSize(json.path("features").size());
        for (JsonNode feature : json.path("features")) {
            Building building = Objects.requireNonNull(
                    byId.get(feature.path("properties").path("id").stringValue()));
            assertThat(building.heightM())
                    .isEqualTo(feature.path("properties").path("height").doubleValue());
            for (JsonNode corner : feature.path("geometry").path("coordinates").path(0)) {
                double[] at =
                        eastSouth(corner.get(0).doubleValue(), corner.get(1).doubleValue(), lon0, lat0);
                assertThat(building.footprint().outer().distanceToLineM(at[0], at[1]))
                        .isLessThan(0.05);
            }
        }
    }

    @Test
    void tenThousandBuildingsLoadWithinFiveSeconds() throws Exception {
        String name = "tokyo-shibuya-buildings-10000.geojson.gz";
        JsonNode json = SharedData.json(name);
        Path bundle = folder.resolve("shibuya.zip");
        SharedData.written(SharedData.imported(name, ImportOptions.none()), bundle);

        long beginNs = System.nanoTime();
        LoadedVenue loaded = VenueSource.resolve(bundle.toString()).open();
        FloorMap map = new FloorMap(loaded.venue().floor(0));
        double clearanceM = map.clearanceM(0, 0);
        long tookMs = (System.nanoTime() - beginNs) / 1_000_000;

        System.out.printf(
                "10,000 Shibuya buildings: open and floor map in %d ms, %d wall segments, clearance at origin %.2f m%n",
                tookMs, loaded.venue().floor(0).wallSegments().length / 4, clearanceM);
        assertThat(tookMs).isLessThan(5_000);
        Set<String> ids = loaded.venue().buildings().stream().map(Building::id).collect(Collectors.toSet());
        for (JsonNode feature : json.path("features")) {
            assertThat(ids).contains(feature.path("properties").path("id").stringValue());
        }
    }

    @Test
    void everySelfTouchingFootprintIsKept() throws Exception {
        String name = "taipei-ximending-buildings.geojson.gz";
        JsonNode json = SharedData.json(name);
        Venue venue = SharedData.importedAndWritten(name, folder).venue();

        Set<Integer> numbers = new TreeSet<>();
        venue.buildings()
                .forEach(building -> numbers.add(Integer.parseInt(building.id().split("-", -1)[1])));
        assertThat(numbers).hasSize(json.path("features").size());
    }

    @Test
    void radiusKeepsTheNearOnes() throws Exception {
        String name = "tokyo-shibuya-buildings-100.geojson";
        ImportOptions near = new ImportOptions(
                Optional.of("near"),
                Optional.of("Near"),
                Optional.empty(),
                OptionalDouble.of(80),
                Optional.empty(),
                Optional.of("credit"),
                Optional.of("CC-BY-4.0"));
        int within = 0;
        int surely = 0;
        for (JsonNode feature : SharedData.json(name).path("features")) {
            double distance = feature.path("properties").path("distance").doubleValue();
            within += distance <= 84 ? 1 : 0;
            surely += distance <= 76 ? 1 : 0;
        }
        Venue venue = SharedData.written(SharedData.imported(name, near), folder.resolve("near.zip"))
                .venue();

        assertThat(venue.buildings().size()).isBetween(surely, within);
        assertThat(venue.floor(0).outline().bounds().widthM()).isCloseTo(160, within(1.0));
        assertThat(venue.facts().attributions().get(0).text()).isEqualTo("credit");
        assertThat(venue.facts().license()).isEqualTo("CC-BY-4.0");
    }

    @Test
    void stationsBecomePointsOfInterest() throws Exception {
        String name = "kaohsiung-metro-lightrail-stations.geojson";
        Venue venue = SharedData.importedAndWritten(name, folder).venue();
        Map<String, PointOfInterest> byId =
                venue.pointsOfInterest().stream().collect(Collectors.toMap(PointOfInterest::id, point -> point));

        assertThat(byId).hasSize(76);
        for (JsonNode feature : SharedData.json(name).path("features")) {
            JsonNode says = feature.path("properties");
            PointOfInterest point =
                    Objects.requireNonNull(byId.get(says.path("車站編號").stringValue()));
            assertThat(point.title().in("zh-Hant")).isEqualTo(says.path("中文站名").stringValue());
            JsonNode at = feature.path("geometry").path("coordinates");
            double metres = Geodesic.WGS84.Inverse(
                            venue.origin().latitudeDeg(),
                            venue.origin().longitudeDeg(),
                            at.get(1).doubleValue(),
                            at.get(0).doubleValue())
                    .s12;
            assertThat(Math.hypot(point.x(), point.z())).isCloseTo(metres, within(0.1));
        }
    }

    @Test
    void festivalSquareKeepsItsFurniture() throws Exception {
        String name = "lyon-place-des-terreaux.geojson";
        Map<String, Integer> types = new HashMap<>();
        for (JsonNode feature : SharedData.json(name).path("features")) {
            types.merge(feature.path("properties").path("type").stringValue(), 1, Integer::sum);
        }
        Venue venue = SharedData.importedAndWritten(name, folder).venue();

        assertThat(venue.buildings()).hasSize(types.getOrDefault("Buildings", 0));
        assertThat(venue.props().stream().filter(prop -> prop.kind() == PropKind.COLUMN))
                .hasSize(types.getOrDefault("Buren column", 0));
        assertThat(venue.props().stream().filter(prop -> prop.kind() == PropKind.BOLLARD))
                .hasSize(types.getOrDefault("Round bollard", 0) + types.getOrDefault("Square bollard", 0));
    }

    @Test
    void cityJsonBuildingsKeepNumberAndExtent() throws Exception {
        String name = "delft-neighbourhood.city.json.gz";
        JsonNode json = SharedData.json(name);
        Set<String> ids = new TreeSet<>();
        json.path("CityObjects").properties().forEach(entry -> {
            if (entry.getValue().path("type").stringValue().equals("Building")) {
                ids.add(entry.getKey());
            }
        });
        Venue venue = SharedData.importedAndWritten(name, folder).venue();

        assertThat(venue.buildings()).extracting(Building::id).containsAll(ids);
        JsonNode extent = json.path("metadata").path("geographicalExtent");
        double width = extent.get(3).doubleValue() - extent.get(0).doubleValue();
        double tallest = extent.get(5).doubleValue() - extent.get(2).doubleValue();
        double reach = venue.buildings().stream()
                .mapToDouble(building -> building.footprint().bounds().maxX())
                .max()
                .orElse(0);
        assertThat(reach).isBetween(width / 4, width / 2 + 15);
        assertThat(venue.buildings())
                .allSatisfy(building -> assertThat(building.heightM()).isBetween(0.5, tallest + 1));
    }

    @Test
    void roofFacesBecomeBlocksOfTheirHeight() throws Exception {
        String name = "tokyo-shibuya-roofs-lod2.geojson.gz";
        JsonNode json = SharedData.json(name);
        Map<String, Building> byId = SharedData.importedAndWritten(name, folder).venue().buildings().stream()
                .collect(Collectors.toMap(Building::id, building -> building));
        int n = 1;
        for (JsonNode feature : json.path("features")) {
            Building block = Objects.requireNonNull(byId.get("roof-" + n++));
            double z = feature.path("properties").path("z").doubleValue();
            assertThat(block.heightM()).isCloseTo(z < 0.05 ? BuildingHeights.STOREY_M : z, within(0.001));
        }
    }

    @Test
    void indoorStoreysKeepTheirNumbersAreasAndNames() throws Exception {
        String name = "tokyo-shinjuku-station-indoor.geojson.gz";
        Set<Integer> storeys = new TreeSet<>();
        Set<String> named = new TreeSet<>();
        for (JsonNode feature : SharedData.json(name).path("features")) {
            JsonNode says = feature.path("properties");
            String layer = says.path("layer").stringValue();
            if (layer.equals("floor")) {
                storeys.add(says.path("level").intValue());
            }
            if ((layer.equals("facility") || layer.equals("opening")) && says.has("name")) {
                named.add(says.path("id").stringValue());
            }
        }
        Venue venue = SharedData.importedAndWritten(name, folder).venue();

        assertThat(venue.floors()).extracting(Floor::storey).containsOnlyElementsOf(storeys);
        assertThat(named)
                .containsAll(venue.pointsOfInterest().stream()
                        .map(PointOfInterest::id)
                        .toList());
        assertThat(venue.pointsOfInterest().size()).isGreaterThan(named.size() * 9 / 10);
        assertThat(venue.links()).isNotEmpty().allSatisfy(this::joinsTwoFloors);
    }

    private void joinsTwoFloors(Link link) {
        assertThat(link.ends().get(0).floorIndex())
                .isNotEqualTo(link.ends().get(1).floorIndex());
    }
}
