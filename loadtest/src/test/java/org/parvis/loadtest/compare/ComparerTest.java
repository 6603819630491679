package org.parvis.loadtest.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.parvis.loadtest.compare.Comparison.FigureChange;
import org.parvis.loadtest.measure.Tally;
import org.parvis.loadtest.report.RunResult;
import org.parvis.loadtest.report.SampleRuns;

final class ComparerTest {
    private static final int TRIALS = 200;

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);

    @BeforeEach
    void tellSeed() {
        System.out.println("seed " + seed);
    }

    @Test
    void noiseAloneIsHardlyEverCalledADifference() {
        int differences = 0;
        for (int i = 0; i < TRIALS; i++) {
            differences += age(List.of(noisy(80, 0)), List.of(noisy(80, 0)), 0).verdict() == Verdict.SAME ? 0 : 1;
        }
        assertThat(differences).as("one in a hundred is expected").isLessThan(TRIALS / 20);
    }

    @Test
    void aClearDifferenceIsSeenWhicheverWayItGoes() {
        FigureChange slower = age(List.of(noisy(80, 0)), List.of(noisy(120, 0)), 5);
        assertThat(slower.verdict()).isEqualTo(Verdict.WORSE);
        assertThat(slower.change().changePercent()).isBetween(25.0, 75.0);
        assertThat(slower.change().lowPercent())
                .isLessThan(slower.change().changePercent())
                .isPositive();
        assertThat(slower.change().highPercent()).isGreaterThan(slower.change().changePercent());
        assertThat(age(List.of(noisy(120, 0)), List.of(noisy(80, 0)), 5).verdict())
                .isEqualTo(Verdict.BETTER);
    }

    @Test
    void aDifferenceWithinTheToleranceIsNone() {
        assertThat(age(List.of(noisy(80, 0)), List.of(noisy(120, 0)), 100).verdict())
                .isEqualTo(Verdict.SAME);
    }

    @Test
    void withSeveralRunsTheNoiseBetweenThemCounts() {
        List<RunResult> scattered = List.of(noisy(80, 60), noisy(80, 70), noisy(80, 140));
        List<RunResult> others = List.of(noisy(80, 110), noisy(80, 50), noisy(80, 130));
        Comparison comparison = new Comparer(scattered, others, 5).compare(List.of("ageP99Ms"));
        assertThat(comparison.method()).startsWith("each run is a value");
        assertThat(comparison.verdict()).isEqualTo(Verdict.SAME);
    }

    @Test
    void losingPeopleIsNeverNoise() {
        Tally tally = new Tally();
        tally.disconnects.put("refused and not let in before the end", 1);
        RunResult losing = SampleRuns.of(tally, 0, 1000, i -> 80, 30);
        Comparison comparison = new Comparer(List.of(noisy(80, 0)), List.of(losing), 50).compare(List.of("lost"));
        assertThat(comparison.verdict()).isEqualTo(Verdict.WORSE);
    }

    @Test
    void whatCannotBeComparedIsSaid() {
        RunResult brief = SampleRuns.of(new Tally(), 0, 10, i -> 80, 8);
        Comparison comparison = new Comparer(List.of(noisy(80, 0)), List.of(brief), 5).compare(Comparer.figureNames());
        assertThat(comparison.differences())
                .anyMatch(note -> note.startsWith("ageP99Ms is not compared"))
                .anyMatch(note -> note.startsWith("serverTickP99Ms is not compared"))
                .anyMatch(note -> note.equals("people differs: 50 against 10"));
    }

    @Test
    void theIntervalIsWelchs() {
        // Worked by hand: means 3 and 6, variances 1 and 4, three values each, so 50/17 degrees of freedom; t from
        // statistical tables.
        MeanDifference difference = MeanDifference.of(new double[] {2, 3, 4}, new double[] {4, 6, 8});
        double margin = 5.95825 * Math.sqrt(1 / 3.0 + 4 / 3.0);
        assertThat(difference.low()).isCloseTo(3 - margin, within(1e-3));
        assertThat(difference.high()).isCloseTo(3 + margin, within(1e-3));
        assertThat(MeanDifference.t99(2)).isCloseTo(9.925, within(0.001));
        assertThat(MeanDifference.t99(31)).isCloseTo(2.744, within(0.001));
        assertThat(MeanDifference.t99(1e9)).isCloseTo(2.576, within(0.001));
    }

    private static FigureChange age(List<RunResult> a, List<RunResult> b, double tolerancePercent) {
        return new Comparer(a, b, tolerancePercent)
                .compare(List.of("ageP99Ms"))
                .figures()
                .get(0);
    }

    /** A run of 30 s whose seconds scatter by a fifth; with its own p99 when one is given. */
    private RunResult noisy(double ageMs, long runP99Ms) {
        Tally tally = new Tally();
        if (runP99Ms > 0) {
            tally.age.recordValue(runP99Ms * 1_000_000);
        }
        List<Double> ages = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            ages.add(ageMs * (0.8 + 0.4 * random.nextDouble()));
        }
        return SampleRuns.of(tally, 0, 50, ages::get, 30);
    }
}
