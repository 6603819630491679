package org.parvis.loadtest.report;

import org.HdrHistogram.Histogram;

/**
 * A distribution. Immutable; any thread.
 *
 * @param count of values
 * @param p50 median
 * @param p90 nine in ten are at most this
 * @param p99 99 in 100 are at most this
 * @param p999 999 in 1000 are at most this
 * @param max the largest
 */
public record Spread(long count, double p50, double p90, double p99, double p999, double max) {
    static Spread ofNs(Histogram histogram) {
        return new Spread(
                histogram.getTotalCount(),
                ms(histogram.getValueAtPercentile(50)),
                ms(histogram.getValueAtPercentile(90)),
                ms(histogram.getValueAtPercentile(99)),
                ms(histogram.getValueAtPercentile(99.9)),
                histogram.getTotalCount() == 0 ? 0 : ms(histogram.getMaxValue()));
    }

    /** A millionth of a metre is to a metre what a nanosecond is to a millisecond. */
    static Spread ofMillionths(Histogram histogram) {
        return ofNs(histogram);
    }

    private static double ms(long ns) {
        return Math.round(ns / 10_000.0) / 100.0;
    }
}
