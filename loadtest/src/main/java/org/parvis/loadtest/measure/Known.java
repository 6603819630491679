package org.parvis.loadtest.measure;

import java.util.stream.DoubleStream;

/** Figures of which some may be unknown, which is NaN. Any thread. */
public final class Known {
    private Known() {}

    /**
     * Mean of the known ones.
     *
     * @param values some may be NaN
     * @return NaN if none is known
     */
    public static double mean(DoubleStream values) {
        return values.filter(Double::isFinite).average().orElse(Double.NaN);
    }

    /**
     * Largest of the known ones.
     *
     * @param values some may be NaN
     * @return NaN if none is known
     */
    public static double max(DoubleStream values) {
        return values.filter(Double::isFinite).max().orElse(Double.NaN);
    }
}
