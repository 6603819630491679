package org.parvis.loadtest.measure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * A stage's tally as it lies in a result file, so that several testers' can be added: histograms whole,
 * counts by name. Immutable; any thread.
 *
 * @param seconds how long the stage was
 * @param histograms by name, as {@link HistogramText}
 * @param counts by name
 * @param reasons counts of reasons by kind: disconnects, refusals, hostile
 */
public record StoredTally(
        double seconds,
        Map<String, String> histograms,
        Map<String, Long> counts,
        Map<String, Map<String, Integer>> reasons) {
    /**
     * Stores a tally.
     *
     * @param tally of a finished stage
     * @return the same as text and numbers
     */
    public static StoredTally of(Tally tally) {
        Map<String, String> histograms = new LinkedHashMap<>();
        tally.histograms().forEach((name, histogram) -> histograms.put(name, HistogramText.of(histogram)));
        Map<String, Map<String, Integer>> reasons = new LinkedHashMap<>();
        tally.reasons().forEach((kind, counts) -> reasons.put(kind, new TreeMap<>(counts)));
        return new StoredTally((tally.endNs - tally.beginNs) / 1e9, histograms, tally.counts(), reasons);
    }

    /**
     * Adds what is stored here to a tally; its length becomes the longer of the two.
     *
     * @param tally whose beginning is 0
     * @throws IllegalArgumentException if a histogram is damaged
     */
    public void addTo(Tally tally) {
        Map<String, Histogram> targets = tally.histograms();
        targets.forEach((name, target) -> HistogramText.addTo(histograms.getOrDefault(name, ""), target));
        tally.addCounts(counts);
        tally.reasons()
                .forEach((kind, target) -> reasons.getOrDefault(kind, Map.of())
                        .forEach((reason, count) -> target.merge(reason, count, Integer::sum)));
        tally.endNs = Math.max(tally.endNs, (long) (seconds * 1e9));
    }
}
