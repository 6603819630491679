package org.parvis.loadtest.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.parvis.loadtest.compare.Comparison.Change;
import org.parvis.loadtest.compare.Comparison.FigureChange;
import org.parvis.loadtest.measure.SecondPoint;
import org.parvis.loadtest.report.RunResult;
import org.parvis.loadtest.report.Settings;

/**
 * Compares two sides, each of one or several runs.
 *
 * <p>A difference of two means says nothing without their noise. With three or more runs on each side the
 * values are the runs' figures, and the noise between runs is seen. With fewer, the measured seconds of each run
 * are cut into stretches of {@value #STRETCH_S} s, whose means are nearly independent of each other (the method
 * of batch means); that sees the noise within a run only. Either way Welch's interval tells how large the true
 * change may be, 99 times in 100. A figure is worse when the whole interval is on the worse side of zero and
 * the change is beyond the tolerance. Losing people is no noise: more lost is worse.
 *
 * <p>Any thread.
 */
public final class Comparer {
    /** Seconds whose mean counts as one value. */
    public static final int STRETCH_S = 5;

    private static final int RUNS_FOR_RUNS = 3;
    private static final int LEAST_STRETCHES = 4;

    private final List<RunResult> a;
    private final List<RunResult> b;
    private final double tolerancePercent;
    private final boolean byRuns;

    /**
     * @param a the first side, at least one run
     * @param b the second side, at least one run
     * @param tolerancePercent changes up to this are no difference
     */
    public Comparer(List<RunResult> a, List<RunResult> b, double tolerancePercent) {
        this.a = List.copyOf(a);
        this.b = List.copyOf(b);
        this.tolerancePercent = tolerancePercent;
        byRuns = Math.min(a.size(), b.size()) >= RUNS_FOR_RUNS;
    }

    /**
     * Names of all figures that can be compared.
     *
     * @return names, {@code lost} among them
     */
    public static List<String> figureNames() {
        return Stream.concat(Figure.ALL.stream().map(Figure::name), Stream.of("lost"))
                .toList();
    }

    /**
     * Compares.
     *
     * @param names of the figures, from {@link #figureNames}
     * @return what was found; figures that one side does not know are left out
     */
    public Comparison compare(List<String> names) {
        List<FigureChange> changes = new ArrayList<>();
        List<String> notes = differences();
        for (Figure figure : Figure.ALL) {
            if (names.contains(figure.name())) {
                add(figure, changes, notes);
            }
        }
        if (names.contains("lost")) {
            changes.add(lost());
        }
        boolean late = Stream.concat(a.stream(), b.stream())
                .anyMatch(run -> run.result().machines().testerWasBottleneck());
        String method = byRuns
                ? "each run is a value: the noise between runs is seen"
                : "stretches of " + STRETCH_S + " s are the values: only the noise within a run is seen;"
                        + " give three or more runs on each side to see the noise between runs";
        return new Comparison(Comparison.KIND, overall(changes), tolerancePercent, method, late, changes, notes);
    }

    private void add(Figure figure, List<FigureChange> changes, List<String> notes) {
        double[] valuesA = values(a, figure);
        double[] valuesB = values(b, figure);
        int least = byRuns ? RUNS_FOR_RUNS : LEAST_STRETCHES;
        if (valuesA.length >= least && valuesB.length >= least) {
            changes.add(change(figure, MeanDifference.of(valuesA, valuesB)));
        } else {
            notes.add(figure.name() + " is not compared: too few values, or it was not measured");
        }
    }

    private FigureChange change(Figure figure, MeanDifference difference) {
        double scale = difference.meanA() == 0 ? Double.NaN : 100 / Math.abs(difference.meanA());
        double change = (difference.meanB() - difference.meanA()) * scale;
        Verdict verdict = Verdict.SAME;
        boolean shown = difference.low() > 0 || difference.high() < 0;
        if (shown && (Double.isNaN(change) || Math.abs(change) > tolerancePercent)) {
            boolean more = difference.low() > 0;
            verdict = more == figure.moreIsBetter() ? Verdict.BETTER : Verdict.WORSE;
        }
        return new FigureChange(
                figure.name(),
                figure.unit(),
                rounded(difference.meanA()),
                rounded(difference.meanB()),
                new Change(rounded(change), rounded(difference.low() * scale), rounded(difference.high() * scale)),
                verdict);
    }

    private FigureChange lost() {
        double lostA = a.stream()
                .mapToInt(run -> run.result().arrivals().lost())
                .average()
                .orElse(0);
        double lostB = b.stream()
                .mapToInt(run -> run.result().arrivals().lost())
                .average()
                .orElse(0);
        Verdict verdict = lostB > lostA ? Verdict.WORSE : lostB < lostA ? Verdict.BETTER : Verdict.SAME;
        double change = lostA == lostB ? 0 : lostA == 0 ? Double.NaN : rounded((lostB - lostA) / lostA * 100);
        return new FigureChange(
                "lost", "people", rounded(lostA), rounded(lostB), new Change(change, change, change), verdict);
    }

    private double[] values(List<RunResult> side, Figure figure) {
        List<Double> values = new ArrayList<>();
        for (RunResult run : side) {
            if (byRuns) {
                values.add(figure.ofRun().applyAsDouble(run));
            } else {
                values.addAll(stretches(run, figure));
            }
        }
        return values.stream()
                .filter(Double::isFinite)
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /** Means of the whole stretches of the measured seconds; a second in which a figure is unknown is passed over. */
    private static List<Double> stretches(RunResult run, Figure figure) {
        double[] known = run.seconds().stream()
                .filter(second -> isMeasured(run.settings(), second))
                .mapToDouble(figure.ofSecond())
                .filter(Double::isFinite)
                .toArray();
        List<Double> means = new ArrayList<>();
        for (int from = 0; from + STRETCH_S <= known.length; from += STRETCH_S) {
            means.add(MeanDifference.mean(java.util.Arrays.copyOfRange(known, from, from + STRETCH_S)));
        }
        return means;
    }

    private static boolean isMeasured(Settings settings, SecondPoint second) {
        return settings.stages().get(second.stage()).measured();
    }

    private static Verdict overall(List<FigureChange> changes) {
        if (changes.stream().anyMatch(change -> change.verdict() == Verdict.WORSE)) {
            return Verdict.WORSE;
        }
        return changes.stream().anyMatch(change -> change.verdict() == Verdict.BETTER) ? Verdict.BETTER : Verdict.SAME;
    }

    private List<String> differences() {
        List<String> found = new ArrayList<>();
        RunResult first = a.get(0);
        for (RunResult run : Stream.concat(a.stream(), b.stream()).skip(1).toList()) {
            note(
                    found,
                    "scenario",
                    first.settings().what().scenario(),
                    run.settings().what().scenario());
            note(
                    found,
                    "venue",
                    first.settings().what().venue(),
                    run.settings().what().venue());
            note(
                    found,
                    "people",
                    first.settings().size().people(),
                    run.settings().size().people());
            note(
                    found,
                    "testers",
                    first.settings().size().testers(),
                    run.settings().size().testers());
            note(found, "groups", first.settings().groups(), run.settings().groups());
            first.head()
                    .machine()
                    .forEach((name, value) ->
                            note(found, name, value, known(run.head().machine(), name)));
        }
        return found;
    }

    private static Object known(Map<String, Object> machine, String name) {
        return machine.getOrDefault(name, "not known");
    }

    private static void note(List<String> found, String what, Object first, Object other) {
        String sentence = String.format(Locale.ROOT, "%s differs: %s against %s", what, first, other);
        boolean passing = what.equals("processorMHz");
        if (!passing && !Objects.equals(first, other) && !found.contains(sentence)) {
            found.add(sentence);
        }
    }

    private static double rounded(double value) {
        return Double.isFinite(value) ? Math.round(value * 1000) / 1000.0 : Double.NaN;
    }
}
