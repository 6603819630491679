package org.parvis.loadtest.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parvis.loadtest.capacity.CapacitySearch.Found;
import org.parvis.loadtest.capacity.CapacitySearch.LimitedBy;
import org.parvis.loadtest.measure.Tally;
import org.parvis.loadtest.report.CrowdResult;
import org.parvis.loadtest.report.CrowdResult.Basis;
import org.parvis.loadtest.report.ServerFigures;
import org.parvis.loadtest.report.Settings;
import org.parvis.loadtest.scenario.Scenario.Limits;

final class CapacitySearchTest {
    private final List<Integer> tried = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {30, 499, 500, 1234, 5678, 9999})
    void theAnswerIsWithinAStepBelowWhatTheServerHolds(int truth) throws Exception {
        Found found = search(3, 2, people -> people <= truth ? Outcome.HELD : Outcome.MISSED);
        assertThat(found.people()).isLessThanOrEqualTo(truth).isGreaterThan(truth - 100);
        assertThat(found.limitedBy()).isEqualTo(LimitedBy.SERVER);
        assertThat(tried).hasSizeLessThan(40);
    }

    @Test
    void aServerThatHoldsTheCeilingIsNotAskedForMore() throws Exception {
        Found found = search(1, 1, people -> Outcome.HELD);
        assertThat(found.people()).isEqualTo(10_000);
        assertThat(found.limitedBy()).isEqualTo(LimitedBy.CEILING);
        assertThat(tried).doesNotHaveDuplicates().last().isEqualTo(10_000);
    }

    @Test
    void oneUnluckyRunOfThreeDoesNotDecideUnlessAllMustHold() throws Exception {
        IntFunction<Outcome> firstFails =
                people -> tried.stream().filter(n -> n == people).count() == 1 ? Outcome.MISSED : Outcome.HELD;
        assertThat(search(3, 2, firstFails).people()).isEqualTo(10_000);
        tried.clear();
        assertThat(search(3, 3, firstFails).people()).isZero();
    }

    @Test
    void aLateTesterIsNoPassAndNoBlameOnTheServer() throws Exception {
        Found found = search(3, 2, people -> people <= 1000 ? Outcome.HELD : Outcome.TESTER_LATE);
        assertThat(found.people()).isEqualTo(1000);
        assertThat(found.limitedBy()).isEqualTo(LimitedBy.TESTER);
        assertThat(result(found).answer()).contains("1000 people hold").contains("tester itself was the bottleneck");
    }

    @Test
    void whatWasFoundSurvivesAServerThatGoesAway() throws Exception {
        CapacitySearch.Trial trial = (people, repeat) -> {
            if (people > 1000) {
                throw new IOException("connection refused");
            }
            return attempt(people, Outcome.HELD);
        };
        Found found = new CapacitySearch(plan(1, 1), trial).search();
        assertThat(found.people()).isEqualTo(1000);
        assertThat(found.limitedBy()).isEqualTo(LimitedBy.SERVER_GONE);
        assertThat(found.endedBy()).contains("2000 people").contains("connection refused");
    }

    @Test
    void aServerThatWasNeverThereIsAnError() {
        CapacitySearch.Trial trial = (people, repeat) -> {
            throw new IOException("connection refused");
        };
        assertThatThrownBy(() -> new CapacitySearch(plan(1, 1), trial).search()).hasMessage("connection refused");
    }

    @Test
    void theReportSaysTheSameInEveryForm() throws Exception {
        CapacityReport report =
                new CapacityReport(result(search(1, 1, people -> people <= 2000 ? Outcome.HELD : Outcome.MISSED)), 1);
        assertThat(report.table()).contains("plaza: 2000 people hold the limits; more did not");
        assertThat(report.jsonLine()).contains("\"people\":2000").contains("\"limitedBy\":\"SERVER\"");
        assertThat(report.csv().lines()).hasSize(1 + tried.size());
        assertThat(report.html())
                .contains("Capacity of")
                .doesNotContain("<!--MAIN-->")
                .doesNotContain("src=\"http");
    }

    private Found search(int repeats, int needed, IntFunction<Outcome> server)
            throws IOException, InterruptedException {
        CapacitySearch.Trial trial = (people, repeat) -> {
            tried.add(people);
            return attempt(people, server.apply(people));
        };
        return new CapacitySearch(plan(repeats, needed), trial).search();
    }

    private static CapacityPlan plan(int repeats, int needed) {
        return new CapacityPlan(500, 10_000, 2, 100, repeats, needed);
    }

    private static Attempt attempt(int people, Outcome outcome) {
        Basis basis = new Basis("measured", 1, 1, outcome == Outcome.TESTER_LATE, 0.5, ServerFigures.UNKNOWN);
        return new Attempt(people, outcome, CrowdResult.of(basis, new Tally()), List.of());
    }

    private static CapacityResult result(Found found) {
        Settings settings = new Settings(
                new Settings.What("plaza", "ws://localhost/v1/join", "", 1),
                new Settings.Size(10_000, 256, 1),
                List.of(),
                List.of(),
                Limits.NONE);
        return CapacityResult.of(
                new CapacityResult.Basis("2026-01-01T00:00:00Z", settings, plan(1, 1), Map.of()), found);
    }
}
