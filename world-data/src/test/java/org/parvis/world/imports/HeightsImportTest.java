package org.parvis.world.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parvis.world.Building;

class HeightsImportTest {
    @TempDir
    Path folder = Path.of(".");

    private ImportedVenue imported(String properties) throws Exception {
        return new Imports(folder).text(Imports.collection(Imports.feature(0, properties)));
    }

    private Building building(String properties) throws Exception {
        return imported(properties).venue().buildings().get(0);
    }

    @ParameterizedTest(name = "{0} is {1} m")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            12        | 12
            " 12.0 "  | 12
            "12 m"    | 12
            "12.5m"   | 12.5
            "12,5"    | 12.5
            "12.5 metres" | 12.5
            "1250 cm" | 12.5
            "0.0125km"| 12.5
            "+12"     | 12
            "1.2e1"   | 12
            "40'"     | 12.192
            "40 ft"   | 12.192
            "40 feet" | 12.192
            "40ft."   | 12.192
            "40′"     | 12.192
            "40'6\\"" | 12.3444
            "40 ft 6 in" | 12.3444
            "480\\""  | 12.192
            "13 yd"   | 11.8872
            "１２ｍ"  | 12
            "12公尺"  | 12
            """)
    void heightIsReadHoweverItIsWritten(String written, double metres) throws Exception {
        assertThat(building("\"height\":" + written).heightM()).isCloseTo(metres, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"about 12\"",
                "\"5-7\"",
                "\"12 parsecs\"",
                "\"tall\"",
                "-5",
                "\"-12 m\"",
                "123456",
                "true",
                "[12]"
            })
    void heightThatCannotBeMeantIsAbsentAndNoted(String written) throws Exception {
        ImportedVenue imported = imported("\"height\":" + written);

        assertThat(imported.venue().buildings().get(0).heightM()).isEqualTo(3);
        assertThat(imported.notes())
                .anySatisfy(note -> assertThat(note).contains("taken as absent", "/features/0/properties/height"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "\"0\"", "null", "\"\"", "\" \""})
    void heightThatIsNotThereIsOneStorey(String written) throws Exception {
        ImportedVenue imported = imported("\"height\":" + written);

        assertThat(imported.venue().buildings().get(0).heightM()).isEqualTo(3);
        assertThat(imported.notes()).contains("1 features had no height (or 0): taken as 3 m");
    }

    @ParameterizedTest(name = "{0} is {1} m")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "building:levels":"5"                    | 15
            "building:levels":5                      | 15
            "building:levels":"2.5"                  | 7.5
            "building:levels":"4;5"                  | 15
            "num_floors":5                           | 15
            "levels":"5"                             | 15
            "storeysAboveGround":5                   | 15
            "B_LEVELS":5                             | 15
            "floors":5                               | 15
            "building:levels":"5","roof:levels":"1"  | 18
            "building:levels":"5","roof:height":"2 m"| 17
            "building:levels":"5","height":"21"      | 21
            "building:levels":"5","height":"about 9" | 15
            "building:levels":"-3"                   | 3
            "HEIGHT":9                               | 9
            "measuredHeight":9.5                     | 9.5
            "tags":{"height":"9"}                    | 9
            """)
    void storeysStandInForAHeight(String properties, double metres) throws Exception {
        assertThat(building(properties).heightM()).isCloseTo(metres, within(1e-9));
    }

    @ParameterizedTest(name = "{0} begins at {1} m and is {2} m high")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "height":18,"min_height":4                          | 4  | 14
            "height":"18","min_height":"4 m"                    | 4  | 14
            "height":"60 ft","building:min_height":"10 ft"      | 3.048 | 15.24
            "building:levels":6,"building:min_level":"2"        | 6  | 12
            "height":18,"min_level":1                           | 3  | 15
            "height":12,"building:levels":6,"min_level":5       | 10 | 2
            "height":10,"min_height":20                         | 0  | 10
            "height":10,"min_height":"-2"                       | 0  | 10
            """)
    void partBeginsWhereTheDataSays(String properties, double baseM, double heightM) throws Exception {
        assertThat(building(properties).baseM()).isCloseTo(baseM, within(1e-9));
        assertThat(building(properties).heightM()).isCloseTo(heightM, within(1e-9));
    }

    @Test
    void wordsOfOneSquareAreNotUsedForOtherFiles() throws Exception {
        assertThat(building("\"type\":\"residential\"").heightM()).isEqualTo(3);
        assertThat(building("\"type\":\"Stairs\"").heightM()).isEqualTo(3);
        assertThat(building("\"z\":345,\"height\":9").heightM()).isEqualTo(9);
    }
}
