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
        assertThat(doors.peopleAt(4_999)).isEqualTo(150);
        assertThat(doors.peopleAt(9_999)).isEqualTo(300);
        assertThat(doors.peopleAt(39_999)).isEqualTo(1650);
        assertThat(doors.peopleAt(80_000)).isEqualTo(3000);
        assertThat(doors.stageAt(9_999)).isZero();
        assertThat(doors.stageAt(10_000)).isEqualTo(1);
        assertThat(doors.stageAt(85_000)).isEqualTo(3);
        assertThat(doors.peopleAt(85_000)).isZero();
    }
}
