package org.parvis.loadtest.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OwnLimitsTest {
    private static final OwnLimits USUAL = new OwnLimits(1_000_000, 20, 28_232, 8);

    @Test
    void tooFewFilesAreNamedBeforeAnybodySetsOut() {
        OwnLimits few = new OwnLimits(90, 40, 28_232, 8);
        assertThat(few.obstacles(need(200, 2_000, false)))
                .containsExactly("this process may open only 90 files; 200 people need about 260: raise the limit"
                        + " (ulimit -n 260), or run fewer people");
        assertThat(few.obstacles(need(30, 300, false))).isEmpty();
    }

    @Test
    void thePortsOfOneAddressAreEnoughOnlyForSoMany() {
        assertThat(USUAL.obstacles(need(30_000, 30_000, true)))
                .singleElement()
                .asString()
                .contains("only 28232 ports")
                .contains("ip_local_port_range");
        assertThat(USUAL.obstacles(need(30_000, 30_000, false)))
                .as("on this machine a crowd calls from many addresses")
                .isEmpty();
    }

    @Test
    void aCrowdBeyondOneProcessorIsNotedWithTheNumberOfTestersItTakes() {
        assertThat(USUAL.notes(need(12_000, 130_000, false)))
                .singleElement()
                .asString()
                .contains("use --testers 3");
        assertThat(USUAL.notes(need(4_000, 40_000, false))).isEmpty();
        assertThat(new OwnLimits(0, 0, 0, 1).notes(need(10, 100, false)))
                .singleElement()
                .asString()
                .contains("share one processor");
    }

    @Test
    void whatTheSystemDoesNotTellIsNoObstacle() {
        assertThat(new OwnLimits(0, 0, 0, 2).obstacles(need(60_000, 1, true))).isEmpty();
        assertThat(OwnLimits.ofThisProcess().processors()).isPositive();
    }

    private static OwnLimits.Need need(int people, double movesPerSecond, boolean fromOneAddress) {
        return new OwnLimits.Need(people, movesPerSecond, fromOneAddress, !fromOneAddress);
    }
}
