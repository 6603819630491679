package org.parvis.server.instance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.parvis.server.instance.load.OverloadLadder;
import org.parvis.server.instance.load.Rung;

@Tag("A41")
class OverloadLadderTest {
    private static final int RATE_HZ = 20;
    private static final double BUSY = 2;
    private static final double MODERATE = 0.85;
    private static final double CALM = 0.1;

    private final OverloadLadder ladder = new OverloadLadder(RATE_HZ);

    @Test
    void oneSlowTickChangesNothing() {
        ladder.observe(5, 0);
        seconds(10, CALM, CALM);
        assertThat(ladder.rung()).isEqualTo(Rung.NONE);
    }

    @Test
    void eitherSignalClimbsRungByRungToTheTop() {
        seconds(4, BUSY, CALM);
        assertThat(ladder.rung()).isGreaterThan(Rung.NONE).isLessThan(Rung.QUARTER_RATE);
        seconds(15, CALM, BUSY);
        assertThat(ladder.rung()).isEqualTo(Rung.NO_JOINS);
        seconds(10, BUSY, BUSY);
        assertThat(ladder.rung()).isEqualTo(Rung.NO_JOINS);
    }

    @Test
    void moderateLoadHalvesTheRateAndNoMore() {
        seconds(60, MODERATE, CALM);
        assertThat(ladder.rung()).isEqualTo(Rung.HALF_RATE);
    }

    @Test
    void calmDescendsRungByRungToTheGround() {
        seconds(20, BUSY, BUSY);
        seconds(5, CALM, CALM);
        assertThat(ladder.rung()).isEqualTo(Rung.QUARTER_RATE);
        seconds(30, CALM, CALM);
        assertThat(ladder.rung()).isEqualTo(Rung.NONE);
    }

    @Test
    void loadBetweenTheMarksKeepsTheRung() {
        seconds(2, MODERATE, CALM);
        Rung reached = ladder.rung();
        seconds(60, 0.5, 0.5);
        assertThat(ladder.rung()).isEqualTo(reached);
    }

    @Test
    void eachRelapseMakesTheNextDescentWaitLonger() {
        int first = secondsUntilGroundAfterClimbing();
        int second = secondsUntilGroundAfterClimbing();
        assertThat(second).isGreaterThan(first);
    }

    private int secondsUntilGroundAfterClimbing() {
        while (ladder.rung() == Rung.NONE) {
            seconds(1, MODERATE, MODERATE);
        }
        int waited = 0;
        while (ladder.rung() != Rung.NONE) {
            seconds(1, CALM, CALM);
            waited++;
        }
        return waited;
    }

    private void seconds(int count, double tickShare, double deliveryShare) {
        for (int i = 0; i < count * RATE_HZ; i++) {
            ladder.observe(tickShare, deliveryShare);
        }
    }
}
