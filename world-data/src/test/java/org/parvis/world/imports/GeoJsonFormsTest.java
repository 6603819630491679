package org.parvis.world.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.parvis.world.imports.Imports.collection;
import static org.parvis.world.imports.Imports.feature;
import static org.parvis.world.imports.Imports.square;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parvis.world.Building;
import org.parvis.world.fault.VenueFault;

class GeoJsonFormsTest {
    @TempDir
    Path folder = Path.of(".");

    private ImportedVenue imported(String text) throws Exception {
        return new Imports(folder).text(text);
    }

    private int count(String text) throws Exception {
        return imported(text).venue().buildings().size();
    }

    @Test
    void everyFormOfGeoJsonIsRead() throws Exception {
        String polygon = "{\"type\":\"Polygon\",\"coordinates\":[" + square(0) + "]}";
        String multi = "{\"type\":\"MultiPolygon\",\"coordinates\":[[" + square(0) + "],[" + square(1) + "]]}";
        String mixed = "{\"type\":\"GeometryCollection\",\"geometries\":[" + polygon
                + ",{\"type\":\"Point\",\"coordinates\":[10,50]},{\"type\":\"GeometryCollection\",\"geometries\":["
                + multi + "]}]}";

        assertThat(count(collection(feature(0, ""), feature(1, "")))).isEqualTo(2);
        assertThat(count(feature(0, ""))).isEqualTo(1);
        assertThat(count(polygon)).isEqualTo(1);
        assertThat(count(multi)).isEqualTo(2);
        assertThat(count("[" + feature(0, "") + "," + feature(1, "") + "]")).isEqualTo(2);
        assertThat(count(collection(collection(feature(0, "")), feature(1, ""))))
                .isEqualTo(2);
        assertThat(count("{\"type\":\"Feature\",\"properties\":null,\"geometry\":" + mixed + "}"))
                .isEqualTo(2);
    }

    @Test
    void textSequencesAreRead() throws Exception {
        String one = feature(0, "\"height\":9");
        String two = feature(1, "\"height\":9");

        assertThat(count(one + "\n" + two + "\n")).isEqualTo(2);
        assertThat(count(one + "\r\n\r\n" + two)).isEqualTo(2);
        assertThat(count("\u001e" + one + "\n\u001e" + two + "\n")).isEqualTo(2);
        assertThat(count("\ufeff" + one + two)).isEqualTo(2);
    }

    @Test
    void packedAndOtherwiseEncodedTextsAreRead() throws Exception {
        String text = collection(feature(0, "\"name\":\"Größe\""));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        Imports imports = new Imports(folder);

        assertThat(imports.bytes(packed.toByteArray(), ImportOptions.none())
                        .venue()
                        .buildings())
                .hasSize(1);
        assertThat(imports.bytes(text.getBytes(StandardCharsets.UTF_16), ImportOptions.none())
                        .venue()
                        .buildings())
                .hasSize(1);
        assertThat(imports.bytes(text.getBytes(StandardCharsets.ISO_8859_1), ImportOptions.none())
                        .notes())
                .anySatisfy(note -> assertThat(note).contains("not UTF-8"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"type":"Feature","properties":{},"geometry":null}                                           | no place
            {"type":"Feature","properties":{}}                                                           | no place
            {"type":"Feature","geometry":{"type":"Polygon"}}                                             | no place
            {"type":"Feature","geometry":{"type":"Polygon","coordinates":[]}}                            | empty
            {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[]]}}                          | empty
            {"type":"Feature","geometry":{"type":"MultiPolygon","coordinates":[]}}                       | empty
            {"type":"Feature","geometry":{"type":"GeometryCollection","geometries":[]}}                  | empty
            {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[10,50],[10.1,50]]]}}         | too few corners
            {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[10,50],[10,50],[10,50],[10,50]]]}} | no area
            {"type":"Feature","geometry":{"type":"Point","coordinates":[NaN,50]}}                        | not two numbers
            {"type":"Feature","geometry":{"type":"Point","coordinates":[null,50]}}                       | not two numbers
            {"type":"Feature","geometry":{"type":"Point","coordinates":[10,95]}}                         | nowhere on Earth
            {"type":"Feature","geometry":{"type":"Circle","coordinates":[10,50]}}                        | does not read
            {"type":"Feature","geometry":{"type":"LineString","coordinates":[[10,50],[10.001,50]]}}      | lines
            {"hello":1}                                                                                  | no features
            """)
    void featureThatCannotBeUsedIsCountedAndStopsNoOther(String bad, String kind) throws Exception {
        ImportedVenue imported = imported(collection(feature(0, "\"height\":9"), bad));

        assertThat(imported.venue().buildings()).hasSize(1);
        assertThat(imported.notes())
                .anySatisfy(note -> assertThat(note).startsWith("1 ").contains(kind, "/features/1"));

        assertThat(new Imports(folder).faults(collection(bad))).isNotEmpty().allSatisfy(this::speaksPlainly);
    }

    @Test
    void fileOfWhichNothingArrivesIsAFault() throws Exception {
        assertThat(new Imports(folder).faults("{\"type\":\"FeatureCollection\",\"features\":[]}"))
                .singleElement()
                .satisfies(fault -> assertThat(fault.problem()).contains("nothing in this file"));
        byte[] far = collection(feature(0, "")).getBytes(StandardCharsets.UTF_8);
        ImportOptions elsewhere = Imports.options(
                Optional.empty(), Optional.of(new ImportOptions.Place(10.01, 50)), OptionalDouble.of(50));
        try {
            new Imports(folder).bytes(far, elsewhere);
            throw new AssertionError("an empty venue was made");
        } catch (org.parvis.world.fault.BundleException refused) {
            assertThat(refused.faults())
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.problem()).contains("beyond the radius"));
        }
    }

    @Test
    void positionsMayHaveHeightsRepeatsAndTexts() throws Exception {
        String ring = "[[\"10\",\"50\",5],[10.00014,50,5],[10.00014,50,5],[10.00014,50.00009,5],[10,50.00009,5]]";
        ImportedVenue imported =
                imported("{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":["
                        + ring + "]}}");

        assertThat(imported.venue().buildings().get(0).footprint().areaM2()).isCloseTo(100, within(2.0));
    }

    @Test
    void outlineAcrossTheDateLineStaysTogether() throws Exception {
        for (String east : new String[] {"-179.99993", "180.00007"}) {
            String ring = "[[179.99993,-17],[%s,-17],[%s,-16.99991],[179.99993,-16.99991],[179.99993,-17]]"
                    .formatted(east, east);
            ImportedVenue imported = imported("{\"type\":\"Polygon\",\"coordinates\":[" + ring + "]}");
            Building building = imported.venue().buildings().get(0);

            assertThat(building.footprint().areaM2()).isCloseTo(149, within(3.0));
            assertThat(Math.abs(imported.venue().origin().longitudeDeg())).isCloseTo(180, within(0.001));
            assertThat(imported.venue().floor(0).outline().bounds().widthM()).isLessThan(60);
        }
    }

    @Test
    void swappedAxesAreSwappedBackWhenLatitudesCannotBe() throws Exception {
        String text =
                "{\"type\":\"Polygon\",\"coordinates\":[[[22.6,120.3],[22.6,120.3001],[22.6001,120.3001],[22.6001,120.3]]]}";
        ImportedVenue imported = imported(text);

        assertThat(imported.venue().origin().longitudeDeg()).isCloseTo(120.30005, within(1e-6));
        assertThat(imported.notes()).anySatisfy(note -> assertThat(note).contains("latitude first"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            <?xml version="1.0"?><kml xmlns="x"/>                    | KML
            <?xml version="1.0"?><CityModel/>                        | CityGML
            <osm version="0.6"/>                                     | OpenStreetMap XML
            <!DOCTYPE html><html/>                                   | web page
            PK\u0003\u0004abc                                        | zip
            SQLite format 3                                          | GeoPackage
            {"type":"Topology","objects":{}}                         | TopoJSON
            {"version":0.6,"elements":[]}                            | Overpass
            {"features":[{"attributes":{},"geometry":{"rings":[]}}]} | Esri
            {"format":"parvis-venue/1"}                              | bundle already
            {"type":"FeatureCollection","features":[{"type":"Feature"} | cut off
            {"type":"FeatureCollection","features":[,]}              | not JSON at line 1
            {'type':'Feature'}                                       | quotation marks
            // a comment                                             | comments
            "text"                                                   | single text
            """)
    void otherFormsAreRefusedByTheirNames(String text, String words) throws Exception {
        assertThat(new Imports(folder).faults(text)).singleElement().satisfies(fault -> {
            assertThat(fault.problem() + " " + fault.cure()).contains(words);
            speaksPlainly(fault);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000\u0000'\n\u0000\u0000", "%PDF-1.7", "glTF\u0002\u0000"})
    void binaryFormsAreRefusedByTheirNames(String text) throws Exception {
        assertThat(new Imports(folder).faults(text.getBytes(StandardCharsets.ISO_8859_1)))
                .singleElement()
                .satisfies(fault -> assertThat(fault.problem()).contains("this is a", "not JSON"));
    }

    private void speaksPlainly(VenueFault fault) {
        assertThat(fault.problem()).isNotBlank();
        assertThat(fault.cure()).isNotBlank();
        assertThat(fault.toString())
                .doesNotContain("Exception", "Feature.", "ReadFeature", "Source:", "JsonRead", "jts");
    }

    @Test
    void notANumberIsTakenAsAbsent() throws Exception {
        ImportedVenue imported = imported(collection(feature(0, "\"height\":NaN"), feature(1, "\"height\":-Infinity")));

        assertThat(imported.venue().buildings()).extracting(Building::heightM).containsExactly(3.0, 3.0);
        assertThat(imported.notes()).contains("2 numbers were NaN or infinite and were taken as absent");
    }

    @Test
    void mapOfEverythingYieldsItsBuildings() throws Exception {
        ImportedVenue imported = new Imports(folder).file("osm-city.geojson");

        assertThat(imported.venue().buildings())
                .extracting(
                        Building::id,
                        building -> Math.round(building.baseM()),
                        building -> Math.round(building.heightM()))
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("way/2", 0L, 30L),
                        org.assertj.core.groups.Tuple.tuple("way/3", 4L, 14L),
                        org.assertj.core.groups.Tuple.tuple("way/4", 3L, 0L),
                        org.assertj.core.groups.Tuple.tuple("building-14", 0L, 12L));
        assertThat(Building.count(imported.venue().buildings())).isEqualTo(3);
        assertThat(imported.venue().floor(0).surfaces())
                .extracting(surface -> surface.material())
                .containsExactly("grass", "water");
        assertThat(imported.venue().pointsOfInterest())
                .singleElement()
                .satisfies(point -> assertThat(point.title().in("zh-Hant")).isEqualTo("博物館"));
        assertThat(imported.venue().props()).hasSize(1);
        assertThat(imported.notes())
                .anySatisfy(note -> assertThat(note).contains("boundary"))
                .anySatisfy(note -> assertThat(note).contains("under the ground"))
                .anySatisfy(note -> assertThat(note).contains("lines"))
                .anySatisfy(note -> assertThat(note).contains("points without a name"));
    }

    @Test
    void spawnIsNeverShutIn() throws Exception {
        String court = "[[9.9996,49.9997],[10.0004,49.9997],[10.0004,50.0003],[9.9996,50.0003],[9.9996,49.9997]],"
                + "[[9.9998,49.99985],[9.9998,50.00015],[10.0002,50.00015],[10.0002,49.99985],[9.9998,49.99985]]";
        ImportedVenue imported = imported("{\"type\":\"Polygon\",\"coordinates\":[" + court + "]}");

        assertThat(imported.venue().spawns())
                .singleElement()
                .satisfies(spawn -> assertThat(Math.max(Math.abs(spawn.x()) - 28.7, Math.abs(spawn.z()) - 33.4))
                        .isPositive());
        assertThat(imported.notes()).anySatisfy(note -> assertThat(note).contains("shut in"));
    }
}
