package org.parvis.world.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parvis.world.Building;
import org.parvis.world.bundle.Mesh;

class CityJsonFormsTest {
    @TempDir
    Path folder = Path.of(".");

    private String text(String name) throws Exception {
        return new String(Imports.resource(name), StandardCharsets.UTF_8);
    }

    private static Map<String, Building> byId(ImportedVenue imported) {
        return imported.venue().buildings().stream().collect(Collectors.toMap(Building::id, building -> building));
    }

    private static Mesh mesh(ImportedVenue imported, String id) {
        return imported.meshes().stream()
                .filter(mesh -> mesh.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static double[] heights(Mesh mesh) {
        double[] range = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        double[] at = mesh.positions();
        for (int i = 1; i < at.length; i += 3) {
            range[0] = Math.min(range[0], at[i]);
            range[1] = Math.max(range[1], at[i]);
        }
        return range;
    }

    @Test
    void everyBuildingOfAHillTownStandsOnTheFloor() throws Exception {
        ImportedVenue imported = new Imports(folder).file("hill-town.city.json");
        Map<String, Building> byId = byId(imported);

        for (int i = 0; i < 5; i++) {
            Building house = Objects.requireNonNull(byId.get("house-" + i));
            assertThat(house.baseM()).isZero();
            assertThat(house.heightM()).isCloseTo(5.88, within(0.001));
            assertThat(heights(mesh(imported, "house-" + i))).containsExactly(new double[] {0, 6}, within(0.002));
        }
        assertThat(imported.notes()).anySatisfy(note -> assertThat(note).contains("between 40 and 460 m"));
    }

    @Test
    void partThatBeginsAboveTheFootOfItsBuildingIsWalkedUnder() throws Exception {
        Map<String, Building> byId = byId(new Imports(folder).file("hill-town.city.json"));
        Building tower = Objects.requireNonNull(byId.get("tower"));
        Building bridge = Objects.requireNonNull(byId.get("bridge"));

        assertThat(tower.baseM()).isZero();
        assertThat(tower.heightM()).isCloseTo(30, within(0.001));
        assertThat(bridge.baseM()).isCloseTo(6, within(0.001));
        assertThat(bridge.heightM()).isCloseTo(4, within(0.001));
        assertThat(tower.partOf()).contains("with-parts").isEqualTo(bridge.partOf());
        assertThat(Building.count(byId.values().stream().toList())).isEqualTo(6);
    }

    @Test
    void radiusTakesTheGroundOfWhatIsKept() throws Exception {
        String town = text("hill-town.city.json");
        ImportOptions near = Imports.options(Optional.empty(), Optional.empty(), OptionalDouble.of(45));
        ImportedVenue imported = new Imports(folder).text(town, near);

        assertThat(imported.venue().buildings()).isNotEmpty().allSatisfy(building -> {
            assertThat(building.baseM()).isZero();
            assertThat(building.heightM()).isLessThan(7);
        });
        assertThat(imported.notes()).anySatisfy(note -> assertThat(note).contains("beyond the radius"));
    }

    @Test
    void outlineBesidePartsIsNoBuilding() throws Exception {
        ImportedVenue imported = new Imports(folder).file("outline-beside-parts.city.json");

        assertThat(imported.venue().buildings())
                .extracting(Building::id, Building::heightM)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("P0-0", 5.88),
                        org.assertj.core.groups.Tuple.tuple("P1-0", 5.88),
                        org.assertj.core.groups.Tuple.tuple("P2-0", 5.88),
                        org.assertj.core.groups.Tuple.tuple("flat", 12.0));
        assertThat(imported.venue().facts().level()).isEqualTo(3);
    }

    @Test
    void templatesArePutWhereTheyAreUsed() throws Exception {
        ImportedVenue imported = new Imports(folder).file("templates.city.json");
        Mesh trees = mesh(imported, "trees");
        double west = Double.POSITIVE_INFINITY;
        double east = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < trees.positions().length; i += 3) {
            west = Math.min(west, trees.positions()[i]);
            east = Math.max(east, trees.positions()[i]);
        }

        // One of two metres from 20 m east, one turned left of three metres from 25 m east.
        assertThat(east - west).isCloseTo(5, within(0.01));
        assertThat(heights(trees)).containsExactly(new double[] {0, 3}, within(0.002));
        assertThat(imported.notes())
                .anySatisfy(note -> assertThat(note).contains("BuildingRoom"))
                .anySatisfy(note -> assertThat(note).contains("TINRelief"));
        assertThat(imported.venue().buildings()).hasSize(1);
    }

    @Test
    void sequenceIsReadWithAndWithoutTransformsOfItsOwn() throws Exception {
        ImportedVenue imported = new Imports(folder).file("sequence.city.jsonl");
        double[] xs = imported.venue().buildings().stream()
                .mapToDouble(building -> building.footprint().bounds().minX())
                .sorted()
                .toArray();

        assertThat(xs).hasSize(2);
        assertThat(xs[1] - xs[0]).isCloseTo(120, within(0.2));
        assertThat(new Imports(folder)
                        .faults(text("sequence.city.jsonl")
                                .lines()
                                .skip(1)
                                .limit(1)
                                .findFirst()
                                .orElseThrow()))
                .singleElement()
                .satisfies(fault -> assertThat(fault.problem()).contains("first line"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.1", "2.0"})
    void allVersionsAreRead(String version) throws Exception {
        String town = text("hill-town.city.json").replace("\"version\": \"2.0\"", "\"version\": \"" + version + "\"");
        String numbers = town.replace("\"lod\": \"2.0\"", "\"lod\": 2");

        assertThat(new Imports(folder).text(numbers).venue().buildings()).hasSize(7);
    }

    @Test
    void fileOfWhichNothingIsUsedIsAFault() throws Exception {
        String onlyRooms = text("templates.city.json")
                .replace("\"type\": \"Building\"", "\"type\": \"BuildingFurniture\"")
                .replace("SolitaryVegetationObject", "+Cloud");

        assertThat(new Imports(folder).faults(onlyRooms)).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void countryIsNotGuessedFromNumbers() throws Exception {
        String unnamed = text("outline-beside-parts.city.json")
                .replace("https://www.opengis.net/def/crs/EPSG/0/25832", "")
                .replace("[500000, 5500000, 0]", "[85000, 446000, 0]");

        assertThat(new Imports(folder).faults(unnamed)).singleElement().satisfies(fault -> {
            assertThat(fault.problem()).contains("names no reference system");
            assertThat(fault.cure()).contains("--crs");
        });
        assertThat(new Imports(folder)
                        .text(unnamed, Imports.crs("EPSG:7415"))
                        .venue()
                        .origin()
                        .latitudeDeg())
                .isCloseTo(52, within(0.01));
        ImportOptions around = Imports.options(
                Optional.empty(), Optional.of(new ImportOptions.Place(120.3, 22.6)), OptionalDouble.empty());
        assertThat(new Imports(folder).text(unnamed, around).venue().origin().longitudeDeg())
                .isEqualTo(120.3);
    }
}
