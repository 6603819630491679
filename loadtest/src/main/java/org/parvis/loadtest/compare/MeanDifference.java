package org.parvis.loadtest.compare;

import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Variance;
import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.inference.DataDispersion;
import org.apache.commons.statistics.inference.TTest;

/**
 * The difference of two means with the interval that holds the true one 99 times in 100, by Welch's method:
 * the two sides need neither the same number of values nor the same scatter. Immutable; any thread.
 *
 * @param meanA of the first side
 * @param meanB of the second side
 * @param low the least the true difference B − A may be
 * @param high the most it may be
 */
record MeanDifference(double meanA, double meanB, double low, double high) {
    private static final double UPPER_TAIL = 0.005;

    /**
     * Estimates the difference.
     *
     * @param a at least two values
     * @param b at least two values
     */
    static MeanDifference of(double[] a, double[] b) {
        double meanA = mean(a);
        double meanB = mean(b);
        double difference = meanB - meanA;
        double error = Variance.of(a).getAsDouble() / a.length + Variance.of(b).getAsDouble() / b.length;
        double margin = 0;
        if (error > 0) {
            double freedom = TTest.withDefaults()
                    .with(DataDispersion.HETEROSCEDASTIC)
                    .test(a, b)
                    .getDegreesOfFreedom();
            margin = t99(freedom) * Math.sqrt(error);
        }
        return new MeanDifference(meanA, meanB, difference - margin, difference + margin);
    }

    /** The two-sided 99 % quantile of Student's t. */
    static double t99(double freedom) {
        return TDistribution.of(freedom).inverseSurvivalProbability(UPPER_TAIL);
    }

    static double mean(double[] values) {
        return Mean.of(values).getAsDouble();
    }
}
