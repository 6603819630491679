package org.parvis.loadtest.measure;

import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What was counted in one second, as it lies in a result file, so that several testers' seconds can be added.
 * Immutable; any thread.
 *
 * @param second since the beginning of the run
 * @param stage index of the stage
 * @param people present
 * @param age of information in this second, as {@link HistogramText}
 * @param join times of those welcomed in this second, as {@link HistogramText}
 * @param lateness of the tester in this second, as {@link HistogramText}
 * @param bytes received by all
 * @param frames received by all
 * @param joins welcomes in this second
 * @param lost people lost since the beginning
 * @param frameBytes bytes of frames that sampled people received
 * @param updates poses that sampled people received
 * @param nearDue near moves the probes should have been told of
 * @param nearDelivered near moves the probes were told of
 * @param testerCpu processors the tester used; NaN if unknown
 * @param serverTickP99Ms 99th percentile of the server's tick as its metrics tell, milliseconds; NaN if unknown
 * @param serverCpu processors the server used; NaN if unknown
 * @param serverMemoryBytes memory of the server; NaN if unknown
 */
public record SecondTally(
        int second,
        int stage,
        int people,
        String age,
        String join,
        String lateness,
        long bytes,
        long frames,
        int joins,
        int lost,
        long frameBytes,
        long updates,
        long nearDue,
        long nearDelivered,
        double testerCpu,
        double serverTickP99Ms,
        double serverCpu,
        double serverMemoryBytes) {
    /**
     * The same second of several testers as one.
     *
     * @param second of the whole
     * @param parts at least one
     * @param lostBefore people lost by testers that have finished
     * @return counts added, histograms added, what they read of the server averaged
     * @throws IllegalArgumentException if a histogram is damaged
     */
    public static SecondTally sum(int second, List<SecondTally> parts, int lostBefore) {
        SecondTally first = parts.get(0);
        Histogram age = Tally.coarseHistogram();
        Histogram join = Tally.coarseHistogram();
        Histogram lateness = Tally.coarseHistogram();
        for (SecondTally part : parts) {
            HistogramText.addTo(part.age, age);
            HistogramText.addTo(part.join, join);
            HistogramText.addTo(part.lateness, lateness);
        }
        return new SecondTally(
                second,
                first.stage,
                parts.stream().mapToInt(SecondTally::people).sum(),
                HistogramText.of(age),
                HistogramText.of(join),
                HistogramText.of(lateness),
                parts.stream().mapToLong(SecondTally::bytes).sum(),
                parts.stream().mapToLong(SecondTally::frames).sum(),
                parts.stream().mapToInt(SecondTally::joins).sum(),
                lostBefore + parts.stream().mapToInt(SecondTally::lost).sum(),
                parts.stream().mapToLong(SecondTally::frameBytes).sum(),
                parts.stream().mapToLong(SecondTally::updates).sum(),
                parts.stream().mapToLong(SecondTally::nearDue).sum(),
                parts.stream().mapToLong(SecondTally::nearDelivered).sum(),
                parts.stream().mapToDouble(SecondTally::testerCpu).sum(),
                Known.mean(parts.stream().mapToDouble(SecondTally::serverTickP99Ms)),
                Known.mean(parts.stream().mapToDouble(SecondTally::serverCpu)),
                Known.mean(parts.stream().mapToDouble(SecondTally::serverMemoryBytes)));
    }
}
