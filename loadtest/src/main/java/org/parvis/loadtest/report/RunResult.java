package org.parvis.loadtest.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.parvis.loadtest.measure.Known;
import org.parvis.loadtest.measure.SecondPoint;
import org.parvis.loadtest.measure.SecondTally;
import org.parvis.loadtest.measure.StoredTally;
import org.parvis.loadtest.measure.Tally;
import org.parvis.loadtest.report.CrowdResult.Basis;
import org.parvis.loadtest.scenario.Scenario.Stage;

/**
 * A whole run: what its JSON file holds. Immutable; any thread.
 *
 * @param kind version of this form, {@value #KIND}
 * @param finishedAt RFC 3339 UTC
 * @param settings scenario, address, options
 * @param machine what it ran on
 * @param result the measured stages together
 * @param stages each stage by itself
 * @param seconds the run second by second
 * @param ageCurve the distribution of the measured stages' age of information
 * @param missed limits that were missed, a sentence each
 * @param notes what a reader has to know besides, a sentence each
 * @param raw what was counted, so that several testers' runs can be merged
 */
public record RunResult(
        String kind,
        String finishedAt,
        Settings settings,
        Map<String, Object> machine,
        CrowdResult result,
        List<CrowdResult> stages,
        List<SecondPoint> seconds,
        List<Quantile> ageCurve,
        List<String> missed,
        List<String> notes,
        Raw raw) {
    /** Version of the JSON. */
    public static final String KIND = "parvis-crowd/2";

    private static final double[] TAIL = {99.5, 99.9, 99.95, 99.99, 100};

    /** Copies the lists. */
    public RunResult {
        stages = List.copyOf(stages);
        seconds = List.copyOf(seconds);
        ageCurve = List.copyOf(ageCurve);
        missed = List.copyOf(missed);
        notes = List.copyOf(notes);
    }

    /**
     * When, with what settings and where.
     *
     * @param finishedAt RFC 3339 UTC
     * @param settings scenario, address, options
     * @param machine what it ran on
     * @param testerLate whether a tester is known to have been late, whatever the tallies say
     * @param notes what a reader has to know besides
     */
    public record Frame(
            String finishedAt,
            Settings settings,
            Map<String, Object> machine,
            boolean testerLate,
            List<String> notes) {}

    /**
     * What was counted.
     *
     * @param startedAtMs when the first stage began, milliseconds since 1970
     * @param stages one tally each
     * @param seconds one each
     */
    public record Raw(long startedAtMs, List<StoredTally> stages, List<SecondTally> seconds) {
        /** Copies the lists. */
        public Raw {
            stages = List.copyOf(stages);
            seconds = List.copyOf(seconds);
        }
    }

    /**
     * A point of a distribution.
     *
     * @param percentile 0 to 100
     * @param ms so many per cent are at most this, milliseconds
     */
    public record Quantile(double percentile, double ms) {}

    /**
     * Whether every limit was held.
     *
     * @return true if none was missed
     */
    public boolean passed() {
        return missed.isEmpty();
    }

    /**
     * Works out a run.
     *
     * @param frame when, with what settings and where
     * @param startedAtMs when the first stage began, milliseconds since 1970
     * @param tallies one per stage begun
     * @param seconds the run second by second
     * @return the result
     */
    public static RunResult of(Frame frame, long startedAtMs, List<Tally> tallies, List<SecondTally> seconds) {
        List<CrowdResult> stages = new ArrayList<>();
        Tally all = new Tally();
        Tally measured = new Tally();
        double measuredSeconds = 0;
        for (int i = 0; i < tallies.size(); i++) {
            Tally tally = tallies.get(i);
            Stage stage = frame.settings.stages().get(i);
            double length = Math.max(1, tally.endNs - tally.beginNs) / 1e9;
            stages.add(stage(stage.name(), tally, length, ofStage(seconds, i)));
            all.add(tally);
            if (stage.measured()) {
                measured.add(tally);
                measuredSeconds += length;
            }
        }
        takeWholeRun(measured, all);
        double arriving = seconds.stream().filter(second -> second.joins() > 0).count();
        List<SecondTally> measuredPoints = seconds.stream()
                .filter(second -> frame.settings.stages().get(second.stage()).measured())
                .toList();
        Basis basis = new Basis(
                "measured",
                Math.max(1e-3, measuredSeconds),
                all.joined / Math.max(1, arriving),
                frame.testerLate,
                testerCpu(measuredPoints),
                ServerFigures.of(measuredPoints));
        CrowdResult result = CrowdResult.of(basis, measured);
        return new RunResult(
                KIND,
                frame.finishedAt,
                frame.settings,
                frame.machine,
                result,
                stages,
                seconds.stream().map(SecondPoint::of).toList(),
                curve(measured.age),
                LimitCheck.missed(frame.settings.limits(), result),
                frame.notes,
                new Raw(startedAtMs, tallies.stream().map(StoredTally::of).toList(), seconds));
    }

    private static CrowdResult stage(String name, Tally tally, double length, List<SecondTally> seconds) {
        return CrowdResult.of(
                new Basis(name, length, tally.joined / length, false, testerCpu(seconds), ServerFigures.of(seconds)),
                tally);
    }

    private static double testerCpu(List<SecondTally> seconds) {
        double cpu = Known.mean(seconds.stream().mapToDouble(SecondTally::testerCpu));
        return Double.isNaN(cpu) ? cpu : Math.round(cpu * 1000) / 1000.0;
    }

    private static List<SecondTally> ofStage(List<SecondTally> seconds, int stage) {
        return seconds.stream().filter(second -> second.stage() == stage).toList();
    }

    /** Losses and joins of the whole run count, whenever they happened: who never got in was never measured. */
    private static void takeWholeRun(Tally measured, Tally all) {
        measured.disconnects.clear();
        measured.disconnects.putAll(all.disconnects);
        measured.refusals.clear();
        measured.refusals.putAll(all.refusals);
        measured.resumesLost = all.resumesLost;
        measured.joined = all.joined;
        measured.join.reset();
        measured.join.add(all.join);
        measured.firstFrame.reset();
        measured.firstFrame.add(all.firstFrame);
    }

    private static List<Quantile> curve(Histogram age) {
        if (age.getTotalCount() == 0) {
            return List.of();
        }
        DoubleStream percentiles = DoubleStream.concat(IntStream.range(0, 100).asDoubleStream(), DoubleStream.of(TAIL));
        return percentiles
                .mapToObj(percentile ->
                        new Quantile(percentile, Math.round(age.getValueAtPercentile(percentile) / 1e4) / 100.0))
                .toList();
    }
}
