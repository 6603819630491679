package org.parvis.loadtest.compare;

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
    /** Two-sided 99 % quantiles of Student's t for 1 to 30 degrees of freedom. */
    private static final double[] T99 = {
        63.657, 9.925, 5.841, 4.604, 4.032, 3.707, 3.499, 3.355, 3.250, 3.169, 3.106, 3.055, 3.012, 2.977, 2.947,
        2.921, 2.898, 2.878, 2.861, 2.845, 2.831, 2.819, 2.807, 2.797, 2.787, 2.779, 2.771, 2.763, 2.756, 2.750
    };

    private static final double Z99 = 2.5758;

    /**
     * Estimates the difference.
     *
     * @param a at least two values
     * @param b at least two values
     */
    static MeanDifference of(double[] a, double[] b) {
        double meanA = mean(a);
        double meanB = mean(b);
        double errorA = variance(a, meanA) / a.length;
        double errorB = variance(b, meanB) / b.length;
        double error = errorA + errorB;
        double margin = 0;
        if (error > 0) {
            double freedom = error * error / (errorA * errorA / (a.length - 1) + errorB * errorB / (b.length - 1));
            margin = t99(freedom) * Math.sqrt(error);
        }
        double difference = meanB - meanA;
        return new MeanDifference(meanA, meanB, difference - margin, difference + margin);
    }

    /** The quantile for so many degrees of freedom, rounded down; beyond the table by its usual expansion. */
    static double t99(double freedom) {
        int whole = (int) Math.max(1, Math.floor(freedom));
        return whole <= T99.length ? T99[whole - 1] : Z99 + (Z99 * Z99 * Z99 + Z99) / (4 * whole);
    }

    static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double variance(double[] values, double mean) {
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum / (values.length - 1);
    }
}
