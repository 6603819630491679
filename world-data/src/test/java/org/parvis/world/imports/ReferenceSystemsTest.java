package org.parvis.world.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceSystemsTest {
    @TempDir
    Path folder = Path.of(".");

    private static String at(double x, double y, double step, String crs) {
        return "{\"type\":\"FeatureCollection\",%s\"features\":[{\"type\":\"Feature\",\"properties\":{\"height\":9},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[%s,%s],[%s,%s],[%s,%s],[%s,%s],[%s,%s]]]}}]}"
                .formatted(crs, x, y, x + step, y, x + step, y + step, x, y + step, x, y);
    }

    private static String named(String name) {
        return "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"" + name + "\"}},";
    }

    /** Places of these systems by published formulas and by PROJ's documented examples, to a few metres. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            EPSG:4326,   120.3,       22.6,       0.0001, 120.3,    22.6
            EPSG:4269,   -74.0,       40.7,       0.0001, -74.0,    40.7
            EPSG:3824,   120.3,       22.6,       0.0001, 120.3,    22.6
            EPSG:4258,   10,          50,         0.0001, 10,       50
            EPSG:3857,   13391734.74, 2583749.26, 11,     120.3,    22.60027
            EPSG:900913, 13391734.74, 2583749.26, 11,     120.3,    22.60027
            ESRI:102100, 13391734.74, 2583749.26, 11,     120.3,    22.60027
            EPSG:3035,   4321000,     3210000,    10,     10,       52
            EPSG:2056,   2600072.37,  1200147.07, 10,     7.43958,  46.9524
            EPSG:21781,  600072.37,   200147.07,  10,     7.43958,  46.9524
            EPSG:31256,  2893.2,      341028.0,   10,     16.37270, 48.20849
            EPSG:25832,  500000,      5538630.7,  10,     9,        50
            EPSG:32651,  500000,      2499000,    10,     123,      22.5977
            EPSG:27700,  530000,      180000,     10,     -0.12824, 51.50395
            EPSG:2154,   700000,      6600000,    10,     3,        46.5
            EPSG:28992,  155000,      463000,     10,     5.38721,  52.15517
            EPSG:7415,   155000,      463000,     10,     5.38721,  52.15517
            EPSG:3826,   250000,      2499000,    10,     121,      22.5897
            EPSG:6677,   0,           0,          10,     139.83333, 36
            EPSG:5514,   -743100,     -1043500,   10,     14.42,    50.08
            EPSG:2263,   983300,      199000,     30,     -74.004,  40.7129
            EPSG:2326,   836694.05,   819069.8,   10,     114.181,  22.3106
            EPSG:5186,   200000,      600000,     10,     127,      38
            EPSG:7856,   500000,      6250000,    10,     153,      -33.8892
            """)
    void usualSystemIsKnown(String name, double x, double y, double step, double longitude, double latitude)
            throws Exception {
        ImportedVenue imported = new Imports(folder).text(at(x, y, step, named(name)));

        assertThat(imported.venue().origin().longitudeDeg()).isCloseTo(longitude, within(0.003));
        assertThat(imported.venue().origin().latitudeDeg()).isCloseTo(latitude, within(0.003));
        double areaM2 = imported.venue().buildings().get(0).footprint().areaM2();
        assertThat(areaM2).isBetween(60.0, 125.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EPSG:3857", "EPSG:32651", "EPSG:3826", "EPSG:6677"})
    void degreesUnderTheNameOfASystemOfMetresAreToldAsSuch(String name) {
        assertThatThrownBy(() -> new Imports(folder).text(at(120.3, 22.6, 0.0001, named(name))))
                .hasMessageContaining("look like degrees")
                .hasMessageContaining("--crs EPSG:4326");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EPSG:3857",
                "epsg:3857",
                "urn:ogc:def:crs:EPSG::3857",
                "urn:ogc:def:crs:EPSG:6.9:3857",
                "urn:x-ogc:def:crs:EPSG:3857",
                "http://www.opengis.net/def/crs/EPSG/0/3857",
                "https://www.opengis.net/def/crs/EPSG/0/3857",
                "http://www.opengis.net/gml/srs/epsg.xml#3857",
                "3857",
                "urn:ogc:def:crs,crs:EPSG::3857,crs:EPSG::5783"
            })
    void systemIsKnownByAllItsNames(String name) throws Exception {
        ImportedVenue imported = new Imports(folder).text(at(13391734.74, 2583749.26, 11, named(name)));

        assertThat(imported.venue().origin().longitudeDeg()).isCloseTo(120.3, within(0.001));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"crs\":\"EPSG:3857\",",
                "\"crs\":{\"type\":\"EPSG\",\"properties\":{\"code\":3857}},",
                "\"crs\":{\"type\":\"link\",\"properties\":{\"href\":\"http://spatialreference.org/ref/epsg/3857/\"}},"
            })
    void systemIsFoundWhereverTheFileNamesIt(String member) throws Exception {
        ImportedVenue imported = new Imports(folder).text(at(13391734.74, 2583749.26, 11, member));

        assertThat(imported.venue().origin().longitudeDeg()).isCloseTo(120.3, within(0.001));
    }

    @Test
    void givenSystemWinsOverTheFilesOwn() throws Exception {
        String text = at(13391734.74, 2583749.26, 11, named("EPSG:999999"));

        assertThat(new Imports(folder).faults(text)).singleElement().satisfies(fault -> {
            assertThat(fault.problem()).contains("EPSG:999999");
            assertThat(fault.cure()).contains("--crs");
        });
        ImportedVenue cured = new Imports(folder).text(text, Imports.crs("EPSG:3857"));
        assertThat(cured.venue().origin().longitudeDeg()).isCloseTo(120.3, within(0.001));
        assertThat(cured.notes()).anySatisfy(note -> assertThat(note).contains("EPSG:999999"));
    }

    @Test
    void metresWithoutASystemAreCuredByNamingOne() throws Exception {
        String text = at(13391734.74, 2583749.26, 11, "");

        assertThat(new Imports(folder).faults(text))
                .anySatisfy(fault -> assertThat(fault.cure()).contains("--crs"));
        assertThat(new Imports(folder)
                        .text(text, Imports.crs("EPSG:3857"))
                        .venue()
                        .buildings())
                .hasSize(1);
    }
}
