package org.parvis.loadtest.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parvis.loadtest.scenario.Scenario;
import org.parvis.loadtest.scenario.Scenario.Arrival;
import org.parvis.loadtest.scenario.Scenario.Limits;
import org.parvis.loadtest.scenario.Scenario.Stage;
import org.parvis.loadtest.scenario.ScenarioException;
import org.parvis.loadtest.scenario.Scenarios;

final class TimelineTest {
    @Test
    void theCrowdGrowsEvenlyOverAStageAndEndsWithTheLast() throws ScenarioException {
        Timeline doors = new Timeline(Scenarios.read("doors"));

        assertThat(doors.totalMs()).isEqualTo(85_000);
        assertThat(doors.stages()).isEqualTo(3);
        assertThat(doors.beginMs(1)).isEqualTo(10_000);
        assertThat(doors.beginMs(3)).isEqualTo(85_000);
        assertThat(doors.peopleAt(0, 4_999)).isEqualTo(150);
        assertThat(doors.peopleAt(0, 9_999)).isEqualTo(300);
        assertThat(doors.peopleAt(0, 10_040)).isEqualTo(300);
        assertThat(doors.peopleAt(1, 39_999)).isEqualTo(1650);
        assertThat(doors.peopleAt(2, 80_000)).isEqualTo(3000);
    }

    @ParameterizedTest
    @CsvSource({
        "EVEN, 250, 500, 750",
        "AT_ONCE, 1000, 1000, 1000",
        "EARLY, 438, 750, 938",
        "LATE, 63, 250, 563",
        "WAVE, 156, 500, 844"
    })
    void peopleComeByThePatternOfTheStage(Arrival arrival, int quarter, int half, int threeQuarters) {
        Timeline timeline = arrivals(arrival, 1);
        assertThat(timeline.peopleAt(0, 2_499)).isEqualTo(quarter);
        assertThat(timeline.peopleAt(0, 4_999)).isEqualTo(half);
        assertThat(timeline.peopleAt(0, 7_499)).isEqualTo(threeQuarters);
        assertThat(timeline.peopleAt(0, 9_999)).isEqualTo(1000);
    }

    @Test
    void randomArrivalsAreRepeatableUnevenAndComplete() {
        Timeline timeline = arrivals(Arrival.RANDOM, 7);
        int[] each = new int[100];
        int before = 0;
        for (int i = 0; i < 100; i++) {
            int now = timeline.peopleAt(0, (i + 1) * 100 - 1);
            each[i] = now - before;
            before = now;
            assertThat(arrivals(Arrival.RANDOM, 7).peopleAt(0, (i + 1) * 100 - 1))
                    .isEqualTo(now);
        }
        assertThat(before).isEqualTo(1000);
        double variance =
                Arrays.stream(each).mapToDouble(n -> (n - 10.0) * (n - 10)).sum() / 100;
        assertThat(variance)
                .as("a Poisson process scatters by its mean, ten here")
                .isBetween(5.0, 17.0);
    }

    private static Timeline arrivals(Arrival arrival, long seed) {
        Stage stage = new Stage("come", 1000, 10_000, true, arrival, 0, false);
        return new Timeline(new Scenario("x", "", "", seed, List.of(), List.of(stage), Limits.NONE));
    }
}
