package org.parvis.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.loadtest.measure.SecondTally;
import org.parvis.loadtest.measure.SendTimes;
import org.parvis.loadtest.measure.ServerReading;
import org.parvis.loadtest.measure.Tally;
import org.parvis.loadtest.scenario.Scenario;
import org.parvis.loadtest.scenario.Scenario.Limits;
import org.parvis.loadtest.scenario.ScenarioException;
import org.parvis.loadtest.scenario.Scenarios;

final class LimitCheckTest {
    private static final Limits STRICT = new Limits(150.0, null, 0, 0.9, 8.0, null, null);
    private static final Limits NONE = Limits.NONE;

    private static final SecondTally SECOND = new SecondTally(
            1,
            0,
            new SecondTally.Presence(5, 5, 0),
            new SecondTally.Times("", "", "", ""),
            new SecondTally.Traffic(5000, 50, 60, 10, 0, 0),
            0.5,
            new ServerReading(Double.NaN, Double.NaN, Double.NaN, 2));

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @Test
    void aRunWithinItsLimitsPasses() {
        assertThat(missed(STRICT, tally(40, 1))).isEmpty();
    }

    @Test
    void everyMissedLimitIsNamed() {
        Tally tally = tally(400, 1);
        tally.disconnects.put("CLOSE_REASON_FLOOD", 1);
        tally.sampledFrameBytes = 1000;
        tally.nearDelivered = 1;
        assertThat(missed(STRICT, tally))
                .hasSize(4)
                .anyMatch(line -> line.contains("age p99"))
                .anyMatch(line -> line.contains("lost"))
                .anyMatch(line -> line.contains("near moves"))
                .anyMatch(line -> line.contains("bytes per update"));
    }

    @Test
    void aRunThatSawNothingDoesNotPass() {
        assertThat(missed(STRICT, new Tally())).anyMatch(line -> line.contains("no age of information"));
    }

    @Test
    void aLateTesterCannotPassTheServer() {
        Tally late = tally(40, 80);
        assertThat(missed(STRICT, late)).anyMatch(line -> line.contains("tester itself"));
        assertThat(missed(NONE, late)).isEmpty();
        assertThat(result(late).machines().testerWasBottleneck()).isTrue();
    }

    @Test
    void agesCountFromWhenTheMoveWasDue() {
        SendTimes times = new SendTimes(3);
        times.sent(2, 1, 1_000);
        assertThat(times.dueNs(2, times.moveOf(2, 1))).isEqualTo(1_000);
        assertThat(times.moveOf(2, 0)).as("no move had that stamp").isZero();
        for (int move = 2; move <= 300; move++) {
            times.sent(2, move, move * 1_000L);
        }
        assertThat(times.moveOf(2, 44)).as("the newest move of a stamp counts").isEqualTo(300);
        assertThat(times.moveOf(2, 45)).isEqualTo(45);
        assertThat(times.dueNs(2, 20))
                .as("of moves no longer remembered the time is worked out")
                .isEqualTo(20_000);
    }

    @Test
    void whoNeverGotInIsLostToTheMeasuredResult() throws ScenarioException {
        Tally arrival = new Tally();
        arrival.refusals.put("REFUSAL_CODE_VENUE_FULL", 7);
        arrival.disconnects.put("refused and not let in before the end", 3);
        arrival.joined = 5;
        assertThat(run(List.of(arrival, new Tally(), tally(10, 1)))
                        .result()
                        .arrivals()
                        .lost())
                .isEqualTo(3);
    }

    @Test
    void aWrittenResultIsReadBackAndShownAsAPage() throws ScenarioException, IOException {
        RunResult run = run(List.of(new Tally(), new Tally(), tally(10, 1)));
        Path file = Files.writeString(folder.resolve("run.json"), JsonReport.whole(run));

        assertThat(JsonReport.read(file).result()).isEqualTo(run.result());
        assertThat(new RunReport(run).html())
                .contains("<h2>Age of information</h2>")
                .contains("\"parvis-crowd/3\"")
                .doesNotContain("src=\"http")
                .doesNotContain("/*DATA*/")
                .doesNotContain(run.raw().stages().get(2).histograms().get("age"));
        assertThat(CsvReport.of(run).lines()).hasSize(2);
        assertThat(TableReport.of(run)).contains("age of information");
    }

    private static RunResult run(List<Tally> tallies) throws ScenarioException {
        Scenario scenario = Scenarios.read("plaza");
        RunResult.Frame frame = new RunResult.Frame(
                "2026-01-01T00:00:00Z",
                Settings.of(scenario, URI.create("ws://localhost/v1/join"), 256),
                Map.of(),
                false,
                "",
                List.of());
        return RunResult.of(frame, 0, tallies, List.of(SECOND));
    }

    private static CrowdResult result(Tally tally) {
        return CrowdResult.of(new CrowdResult.Basis("x", 1, 1, false, 0.5, ServerFigures.UNKNOWN), tally);
    }

    private static List<String> missed(Limits limits, Tally tally) {
        Settings settings = new Settings(
                new Settings.What("x", "ws://localhost/v1/join", "", 1),
                new Settings.Size(1, 1, 1),
                List.of(),
                List.of(),
                limits);
        return LimitCheck.missed(settings, result(tally), List.of());
    }

    private static Tally tally(long ageMs, long latenessMs) {
        Tally tally = new Tally();
        tally.joined = 2;
        tally.presentNs = 2_000_000_000L;
        tally.endNs = 1_000_000_000L;
        tally.age.recordValue(ageMs * 1_000_000);
        tally.lateness.recordValue(latenessMs * 1_000_000);
        tally.sampledFrameBytes = 60;
        tally.updates = 10;
        tally.nearDue = 10;
        tally.nearDelivered = 10;
        return tally;
    }
}
