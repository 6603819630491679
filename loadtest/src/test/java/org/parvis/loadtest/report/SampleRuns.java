package org.parvis.loadtest.report;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.HdrHistogram.Histogram;
import org.parvis.loadtest.measure.HistogramText;
import org.parvis.loadtest.measure.SecondTally;
import org.parvis.loadtest.measure.ServerReading;
import org.parvis.loadtest.measure.Tally;
import org.parvis.loadtest.scenario.Scenario;
import org.parvis.loadtest.scenario.ScenarioException;
import org.parvis.loadtest.scenario.Scenarios;

/** Runs as a tester would have made them, for tests of what is done with results. */
public final class SampleRuns {
    private SampleRuns() {}

    /**
     * A run of {@code plaza} of which only the last, measured stage is filled.
     *
     * @param tally of the measured stage
     * @param startedAtMs milliseconds since 1970
     * @param people in the crowd
     * @param ageMs of every second of the measured stage
     * @param seconds measured
     */
    public static RunResult of(Tally tally, long startedAtMs, int people, IntToDoubleFunction ageMs, int seconds) {
        Scenario scenario = plaza(people);
        tally.endNs = seconds * 1_000_000_000L;
        tally.presentNs = people * tally.endNs;
        List<SecondTally> points = new ArrayList<>();
        for (int i = 0; i < seconds; i++) {
            points.add(second(i + 1, people, ageMs.applyAsDouble(i), tally.lost()));
        }
        RunResult.Frame frame = new RunResult.Frame(
                "2026-01-01T00:00:00Z",
                Settings.of(scenario, URI.create("ws://localhost/v1/join"), 256),
                Map.of("processor", "abacus"),
                false,
                "",
                List.of());
        return RunResult.of(frame, startedAtMs, List.of(new Tally(), new Tally(), tally), points);
    }

    private static SecondTally second(int second, int people, double ageMs, int lost) {
        Histogram age = Tally.coarseHistogram();
        Tally.record(age, (long) (ageMs * 1e6));
        String text = HistogramText.of(age);
        return new SecondTally(
                second,
                2,
                new SecondTally.Presence(people, 0, lost),
                new SecondTally.Times(text, text, "", ""),
                new SecondTally.Traffic(1000L * people, 20L * people, 600, 100, 100, 99),
                0.5,
                ServerReading.UNKNOWN);
    }

    private static Scenario plaza(int people) {
        try {
            return Scenarios.read("plaza").scaledTo(people);
        } catch (ScenarioException e) {
            throw new IllegalStateException(e);
        }
    }
}
