package org.parvis.loadtest.measure;

import org.HdrHistogram.Histogram;

/**
 * One second of a run, for the charts. Immutable; any thread. Times are milliseconds; what had no occasion in
 * this second is NaN.
 *
 * @param second since the beginning of the run
 * @param stage index of the stage
 * @param people present
 * @param ageP50Ms median age of information in this second
 * @param ageP90Ms its 90th percentile
 * @param ageP99Ms its 99th percentile
 * @param bytesPerClient received by each person in this second, bytes
 * @param framesPerClient received by each person in this second
 * @param bytesPerUpdate bytes of frames for each pose in them
 * @param nearDeliveredShare near moves told, of those due, 0 to 1
 * @param joins welcomes in this second
 * @param joinP99Ms their 99th percentile from connecting to the welcome
 * @param lost people lost since the beginning
 * @param latenessP99Ms the tester's own lateness in this second
 * @param testerCpu processors the tester used, all testers together; NaN if unknown
 * @param serverTickP99Ms 99th percentile of the server's tick as its metrics tell; NaN if unknown
 * @param serverCpu processors the server used, 1 being one of them fully; NaN if unknown
 * @param serverMemoryBytes memory of the server; NaN if unknown
 */
public record SecondPoint(
        int second,
        int stage,
        int people,
        double ageP50Ms,
        double ageP90Ms,
        double ageP99Ms,
        double bytesPerClient,
        double framesPerClient,
        double bytesPerUpdate,
        double nearDeliveredShare,
        int joins,
        double joinP99Ms,
        int lost,
        double latenessP99Ms,
        double testerCpu,
        double serverTickP99Ms,
        double serverCpu,
        double serverMemoryBytes) {
    /**
     * Works out a second.
     *
     * @param tally what was counted in it
     * @return the point
     * @throws IllegalArgumentException if a histogram is damaged
     */
    public static SecondPoint of(SecondTally tally) {
        Histogram age = histogram(tally.age());
        int people = Math.max(1, tally.people());
        return new SecondPoint(
                tally.second(),
                tally.stage(),
                tally.people(),
                percentileMs(age, 50),
                percentileMs(age, 90),
                percentileMs(age, 99),
                rounded((double) tally.bytes() / people),
                rounded((double) tally.frames() / people),
                rounded(tally.updates() == 0 ? Double.NaN : (double) tally.frameBytes() / tally.updates()),
                rounded(tally.nearDue() == 0 ? Double.NaN : (double) tally.nearDelivered() / tally.nearDue()),
                tally.joins(),
                percentileMs(histogram(tally.join()), 99),
                tally.lost(),
                percentileMs(histogram(tally.lateness()), 99),
                rounded(tally.testerCpu()),
                tally.serverTickP99Ms(),
                rounded(tally.serverCpu()),
                tally.serverMemoryBytes());
    }

    private static Histogram histogram(String text) {
        Histogram histogram = Tally.coarseHistogram();
        HistogramText.addTo(text, histogram);
        return histogram;
    }

    private static double percentileMs(Histogram histogram, double percentile) {
        return histogram.getTotalCount() == 0 ? Double.NaN : rounded(histogram.getValueAtPercentile(percentile) / 1e6);
    }

    private static double rounded(double value) {
        return Double.isFinite(value) ? Math.round(value * 1000) / 1000.0 : Double.NaN;
    }
}
