package org.parvis.loadtest.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
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
}
