package org.parvis.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.loadtest.measure.SecondPoint;
import org.parvis.loadtest.measure.Tally;
import org.parvis.loadtest.scenario.Scenario.Limits;

final class MergedRunTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @Test
    void percentilesAreThoseOfAllValuesTogether() throws IOException {
        RunResult quick = written(run(9900, 10, 0));
        RunResult slow = written(run(200, 500, 1000));
        assertThat(quick.result().seen().ageMs().p99()).isBetween(9.9, 10.1);
        assertThat(slow.result().seen().ageMs().p99()).isBetween(499.0, 501.0);

        RunResult merged = MergedRun.of(List.of(quick, slow), Limits.NONE);
        assertThat(merged.result().seen().ageMs().count()).isEqualTo(10_100);
        assertThat(merged.result().seen().ageMs().p90()).isBetween(9.9, 10.1);
        assertThat(merged.result().seen().ageMs().p99())
                .as("200 of 10,100 are slow, more than one in a hundred; a mean would be 255 ms")
                .isBetween(499.0, 501.0);
    }

    @Test
    void countsAreAddedAndRatesAreOfTheWhole() {
        RunResult merged = MergedRun.of(List.of(run(100, 10, 0), run(100, 10, 0, "FLOOD")), Limits.NONE);
        CrowdResult result = merged.result();
        assertThat(result.span().people()).isEqualTo(100);
        assertThat(result.arrivals().joined()).isEqualTo(100);
        assertThat(result.arrivals().lost()).isEqualTo(1);
        assertThat(result.reasons().disconnects()).containsEntry("FLOOD", 1);
        assertThat(result.traffic().movesPerSecond()).isEqualTo(1000);
        assertThat(result.traffic().bytesPerClientPerSecond()).isEqualTo(1000);
        assertThat(result.span().seconds()).isEqualTo(10);
        assertThat(merged.settings().size().people()).isEqualTo(100);
        assertThat(merged.settings().size().testers()).isEqualTo(2);
        assertThat(merged.verdict().missed()).anyMatch(missed -> missed.contains("lost"));
    }

    @Test
    void secondsAreLaidOverEachOtherByTheClock() {
        RunResult merged = MergedRun.of(List.of(run(100, 10, 0, "FLOOD"), run(100, 10, 3200)), Limits.NONE);
        assertThat(merged.seconds())
                .extracting(SecondPoint::second)
                .startsWith(1)
                .endsWith(13);
        assertThat(merged.seconds())
                .extracting(point -> point.presence().people())
                .startsWith(50, 50, 50, 100)
                .endsWith(100, 50, 50, 50);
        assertThat(merged.seconds())
                .extracting(point -> point.presence().lost())
                .containsOnly(1);
        assertThat(merged.head().notes())
                .anyMatch(note -> note.contains("within 3.2 s"))
                .anyMatch(note -> note.contains("far apart"));
    }

    @Test
    void aMergedResultCanBeMergedAgain() throws IOException {
        RunResult two = written(MergedRun.of(List.of(run(100, 10, 0), run(100, 20, 1)), Limits.NONE));
        RunResult three = MergedRun.of(List.of(two, run(100, 30, 2)), Limits.NONE);
        assertThat(three.result().seen().ageMs().count()).isEqualTo(300);
        assertThat(three.settings().size().testers()).isEqualTo(3);
    }

    @Test
    void oneLateTesterSpoilsTheWhole() {
        Tally late = tally(100, 10);
        late.lateness.recordValueWithCount(80_000_000, 100);
        Tally intime = tally(100, 10);
        intime.lateness.recordValueWithCount(1_000_000, 1_000_000);
        RunResult merged = MergedRun.of(
                List.of(SampleRuns.of(late, 0, 50, i -> 10, 10), SampleRuns.of(intime, 0, 50, i -> 10, 10)),
                Limits.NONE);
        assertThat(merged.result().machines().testerLatenessMs().p99()).isLessThan(2);
        assertThat(merged.result().machines().testerWasBottleneck()).isTrue();
        assertThat(merged.passed()).isFalse();
    }

    @Test
    void resultsThatDoNotBelongTogetherAreRefused() {
        RunResult one = run(100, 10, 0);
        assertThatThrownBy(() -> MergedRun.of(List.of(one), Limits.NONE)).hasMessageContaining("at least two");
        assertThatThrownBy(() -> MergedRun.of(List.of(one, one), Limits.NONE)).hasMessageContaining("twice");
        assertThatThrownBy(() -> MergedRun.of(List.of(one, run(100, 10, 3_600_000)), Limits.NONE))
                .hasMessageContaining("same time");
    }

    private RunResult written(RunResult run) throws IOException {
        Path file = folder.resolve("run.json");
        Files.writeString(file, JsonReport.whole(run));
        RunResult read = JsonReport.read(file);
        assertThat(read).isEqualTo(run);
        return read;
    }

    private static RunResult run(int ages, long ageMs, long startedAtMs, String... lost) {
        Tally tally = tally(ages, ageMs);
        for (String reason : lost) {
            tally.disconnects.merge(reason, 1, Integer::sum);
        }
        return SampleRuns.of(tally, startedAtMs, 50, i -> ageMs, 10);
    }

    private static Tally tally(int ages, long ageMs) {
        Tally tally = new Tally();
        tally.age.recordValueWithCount(ageMs * 1_000_000, ages);
        tally.joined = 50;
        tally.moves = 5000;
        tally.allBytes = 500_000;
        return tally;
    }
}
