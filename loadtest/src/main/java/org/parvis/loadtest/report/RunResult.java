package org.parvis.loadtest.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
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
 * @param head when, with what settings and where
 * @param result the measured stages together
 * @param stages each stage by itself
 * @param seconds the run second by second
 * @param ageCurve the distribution of the measured stages' age of information
 * @param verdict whether the run held
 * @param raw what was counted, so that several testers' runs can be merged
 */
public record RunResult(
        @JsonUnwrapped Head head,
        CrowdResult result,
        List<CrowdResult> stages,
        List<SecondPoint> seconds,
        List<Quantile> ageCurve,
        @JsonUnwrapped Verdict verdict,
        Raw raw) {
    /** Version of the JSON. */
    public static final String KIND = "parvis-crowd/3";

    private static final double[] TAIL = {99.5, 99.9, 99.95, 99.99, 100};

    /** Copies the lists. */
    public RunResult {
        stages = List.copyOf(stages);
        seconds = List.copyOf(seconds);
        ageCurve = List.copyOf(ageCurve);
    }

    /**
     * When, with what settings and where.
     *
     * @param kind version of this form, {@value #KIND}
     * @param finishedAt RFC 3339 UTC
     * @param settings scenario, address, options
     * @param machine what it ran on
     * @param notes what a reader has to know besides, a sentence each
     */
    public record Head(
            String kind, String finishedAt, Settings settings, Map<String, Object> machine, List<String> notes) {
        /** Copies the list. */
        public Head {
            notes = List.copyOf(notes);
        }
    }

    /**
     * Whether a run held.
     *
     * @param failed why it failed altogether, such as a server that went away; empty if it did not
     * @param missed limits that were missed, a sentence each
     */
    public record Verdict(String failed, List<String> missed) {
        /** Copies the list. */
        public Verdict {
            missed = List.copyOf(missed);
        }
    }

    /**
     * What a result stands on besides what was counted.
     *
     * @param finishedAt RFC 3339 UTC
     * @param settings scenario, address, options
     * @param machine what it ran on
     * @param testerLate whether a tester is known to have been late, whatever the tallies say
     * @param failed why the run failed altogether; empty if it did not
     * @param notes what a reader has to know besides
     */
    public record Frame(
            String finishedAt,
            Settings settings,
            Map<String, Object> machine,
            boolean testerLate,
            String failed,
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
     * With what the run was made.
     *
     * @return the settings
     */
    @JsonIgnore
    public Settings settings() {
        return head.settings;
    }

    /**
     * Whether the run did not fail and held every limit.
     *
     * @return true if so
     */
    public boolean passed() {
        return verdict.failed.isEmpty() && verdict.missed.isEmpty();
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
        double arriving =
                seconds.stream().filter(second -> second.presence().joins() > 0).count();
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
                new Head(KIND, frame.finishedAt, frame.settings, frame.machine, frame.notes),
                result,
                stages,
                seconds.stream().map(SecondPoint::of).toList(),
                curve(measured.age),
                new Verdict(frame.failed, LimitCheck.missed(frame.settings, result, stages)),
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
        measured.failedCalls.clear();
        measured.failedCalls.putAll(all.failedCalls);
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
