package org.parvis.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.parvis.loadtest.scenario.Scenario;
import org.parvis.loadtest.scenario.ScenarioException;
import org.parvis.loadtest.scenario.Scenarios;

/** Scenario files of the load tester. */
class ScenarioFuzzTest {
    private static final Allowance FILE = new Allowance(4L << 20, 4_096);

    private static final Scratch SCRATCH = new Scratch();

    private final Meter meter = new Meter(FILE);
    private Optional<Scenario> scenario = Optional.empty();

    @AfterAll
    static void close() {
        SCRATCH.close();
    }

    @FuzzTest
    @Tag("A50")
    void scenarioIsReadOrRefused(byte[] input) throws Exception {
        Path file = SCRATCH.write("scenario.yaml", input);
        meter.run(input.length, () -> scenario = read(file));
        if (scenario.isPresent()) {
            assertThat(scenario.get().groups()).isNotEmpty();
            assertThat(scenario.get().stages())
                    .anyMatch(Scenario.Stage::measured)
                    .allMatch(s -> s.durationMs() > 0);
            assertThat(scenario.get().mostPeople()).isBetween(0, 60_000);
            // Whoever scales a scenario gets one that can run.
            assertThat(scenario.get().withSeed(2).measuredFor(1_000).stages())
                    .hasSameSizeAs(scenario.get().stages());
        }
    }

    private static Optional<Scenario> read(Path file) {
        try {
            return Optional.of(Scenarios.read(file.toString()));
        } catch (ScenarioException refused) {
            assertThat(refused.getMessage()).isNotBlank();
            return Optional.empty();
        }
    }
}
