package org.parvis.loadtest.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class ScenariosTest {
    static final Iterable<String> BUILT_IN = Scenarios.BUILT_IN;

    @ParameterizedTest
    @FieldSource("BUILT_IN")
    void everyBuiltInScenarioIsReadAndFitsThePublishedSchema(String name) throws ScenarioException, IOException {
        Scenario scenario = Scenarios.read(name);
        assertThat(scenario.name()).isEqualTo(name);
        assertThat(scenario.description()).isNotEmpty();
        assertThat(schema().validate(Scenarios.builtInText(name), InputFormat.YAML))
                .isEmpty();
    }

    @Test
    void everyFaultOfAFileIsNamedWithItsPlace() {
        String text = """
                name: odd
                groups:
                  - {name: a, share: 0.5, speedMS: 99, colour: red}
                  - {name: b, share: 0.2, motion: fly}
                  - {name: c, share: 0.1, motion: replay}
                stages:
                  - {name: s, people: -1, duration: soon}
                """;
        assertThatThrownBy(() -> Scenarios.parse("odd.yaml", text))
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining("odd.yaml")
                .hasMessageContaining("groups[0].speedMS must be a number from 0.1 to 6")
                .hasMessageContaining("groups[0].colour is not known here")
                .hasMessageContaining("groups[1].motion must be one of waypoint, replay, stand")
                .hasMessageContaining("groups[2].recording")
                .hasMessageContaining("stages[0].people")
                .hasMessageContaining("stages[0].duration")
                .hasMessageContaining("add up to 0.8")
                .hasMessageContaining("measured: true");
    }

    @Test
    void brokenOrMissingFilesAreNoStackTraceButASentence() {
        assertThatThrownBy(() -> Scenarios.parse("x", "a: [1")).hasMessageContaining("no YAML");
        assertThatThrownBy(() -> Scenarios.parse("x", "a: 1\na: 2")).hasMessageContaining("no YAML");
        assertThatThrownBy(() -> Scenarios.read("nowhere.yaml")).hasMessageContaining("built-in scenario");
    }

    @Test
    void scalingKeepsTheShapeOfTheCrowd() throws ScenarioException {
        Scenario scaled = Scenarios.read("doors").scaledTo(1000);
        assertThat(scaled.stages()).extracting(Scenario.Stage::people).containsExactly(100, 1000, 1000);
        assertThat(scaled.measuredFor(500).stages())
                .extracting(Scenario.Stage::durationMs)
                .containsExactly(10_000L, 500L, 500L);
    }

    @Test
    void aPacedCrowdArrivesAtTheSameRateWhateverItsSize() throws ScenarioException {
        Scenario paced = Scenarios.read("plaza").pacedTo(1000);
        assertThat(paced.stages()).extracting(Scenario.Stage::people).containsExactly(1000, 1000, 1000);
        assertThat(paced.stages())
                .extracting(Scenario.Stage::durationMs)
                .as("arriving is four times as quick, settling and walking last as long")
                .containsExactly(5_000L, 30_000L, 30_000L);
    }

    @Test
    void givenLimitsWinOverTheFiles() throws ScenarioException {
        Scenario.Limits given = new Scenario.Limits(200.0, null, null, null, null, null, null);
        Scenario.Limits both = Scenarios.read("plaza").limits().overriddenBy(given);
        assertThat(both.ageP99Ms()).isEqualTo(200);
        assertThat(both.lost()).isZero();
        assertThat(Scenario.Limits.NONE.given()).isFalse();
    }

    private static Schema schema() throws IOException {
        try (var in = ScenariosTest.class.getResourceAsStream("/schema/parvis-scenario-1.json")) {
            assertThat(in).isNotNull();
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(text);
        }
    }
}
