package org.parvis.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.parvis.loadtest.crowd.CrowdSettings;
import org.parvis.loadtest.measure.SendTimes;
import org.parvis.loadtest.measure.Tally;

final class LimitsTest {
    private static final CrowdSettings SETTINGS =
            new CrowdSettings(URI.create("ws://127.0.0.1:1/v1/join"), "", 2, 1000, 10, 10, 1.4, 2, 1);
    private static final Limits STRICT = new Limits(150L, 0, 8.0);

    @Test
    void aRunWithinItsLimitsPasses() {
        assertThat(STRICT.missedBy(CrowdResult.of(SETTINGS, tally(40, 1)))).isEmpty();
    }

    @Test
    void everyMissedLimitIsNamed() {
        Tally tally = tally(400, 1);
        tally.disconnected("CLOSE_REASON_FLOOD");
        tally.sampledFrameBytes = 1000;
        assertThat(STRICT.missedBy(CrowdResult.of(SETTINGS, tally)))
                .hasSize(3)
                .anyMatch(line -> line.contains("age p99"))
                .anyMatch(line -> line.contains("lost"))
                .anyMatch(line -> line.contains("bytes per update"));
    }

    @Test
    void aRunThatSawNothingDoesNotPass() {
        assertThat(STRICT.missedBy(CrowdResult.of(SETTINGS, new Tally())))
                .anyMatch(line -> line.contains("no age of information"));
    }

    @Test
    void aLateTesterCannotPassTheServer() {
        CrowdResult result = CrowdResult.of(SETTINGS, tally(40, 80));
        assertThat(result.testerWasBottleneck()).isTrue();
        assertThat(STRICT.missedBy(result)).anyMatch(line -> line.contains("tester itself"));
        assertThat(new Limits(null, null, null).missedBy(result)).isEmpty();
    }

    @Test
    void agesCountFromWhenTheMoveWasDue() {
        SendTimes times = new SendTimes(3);
        times.sent(2, 255, 1_000);
        assertThat(times.ageNs(2, 255, 5_000)).isEqualTo(4_000);
        assertThat(times.ageNs(2, 254, 5_000)).isEqualTo(-1);
        times.sent(2, 255, 9_000);
        assertThat(times.ageNs(2, 255, 9_500))
                .as("the newest move of a stamp counts")
                .isEqualTo(500);
    }

    private static Tally tally(long ageMs, long latenessMs) {
        Tally tally = new Tally();
        tally.joined = 2;
        tally.age.recordValue(ageMs * 1_000_000);
        tally.lateness.recordValue(latenessMs * 1_000_000);
        tally.sampledFrameBytes = 60;
        tally.updates = 10;
        return tally;
    }
}
