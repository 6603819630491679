package org.parvis.loadtest.measure;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.HdrHistogram.Histogram;

/**
 * One second of a run, for the charts. Immutable; any thread. Times are milliseconds; what had no occasion in this
 * second is NaN.
 *
 * @param second since the beginning of the run
 * @param stage index of the stage
 * @param presence who was there
 * @param ages how old what people knew and what they received was
 * @param traffic what was received
 * @param tester how the tester did
 * @param server how the server did
 */
public record SecondPoint(
        int second,
        int stage,
        @JsonUnwrapped Presence presence,
        @JsonUnwrapped Ages ages,
        @JsonUnwrapped Traffic traffic,
        @JsonUnwrapped Tester tester,
        @JsonUnwrapped Server server) {
    /**
     * Who was there.
     *
     * @param people present
     * @param joins welcomes in this second
     * @param joinP99Ms their 99th percentile from connecting to the welcome
     * @param lost people lost since the beginning
     */
    public record Presence(int people, int joins, double joinP99Ms, int lost) {}

    /**
     * Ages.
     *
     * @param ageP50Ms median age of information, sampled over this second
     * @param ageP90Ms its 90th percentile
     * @param ageP99Ms its 99th percentile
     * @param receiptAgeP99Ms 99th percentile of the age of the moves received in this second
     */
    public record Ages(double ageP50Ms, double ageP90Ms, double ageP99Ms, double receiptAgeP99Ms) {}

    /**
     * What was received.
     *
     * @param bytesPerClient by each person in this second, bytes
     * @param framesPerClient by each person in this second
     * @param bytesPerUpdate bytes of frames for each pose in them
     * @param nearDeliveredShare near moves told, of those due, 0 to 1
     */
    public record Traffic(
            double bytesPerClient, double framesPerClient, double bytesPerUpdate, double nearDeliveredShare) {}

    /**
     * How the tester did.
     *
     * @param latenessP99Ms its own lateness in this second
     * @param testerCpu processors it used, all testers together; NaN if unknown
     */
    public record Tester(double latenessP99Ms, double testerCpu) {}

    /**
     * How the server did, NaN where unknown.
     *
     * @param serverTickP99Ms 99th percentile of its tick
     * @param serverCpu processors it used, 1 being one of them fully
     * @param serverMemoryBytes its memory
     * @param serverRung how much it left out because it was overloaded, 0 for nothing
     */
    public record Server(double serverTickP99Ms, double serverCpu, double serverMemoryBytes, double serverRung) {}

    /**
     * Works out a second.
     *
     * @param tally what was counted in it
     * @return the point
     * @throws IllegalArgumentException if a histogram is damaged
     */
    public static SecondPoint of(SecondTally tally) {
        Histogram age = histogram(tally.times().age());
        Histogram receiptAge = histogram(tally.times().receiptAge());
        return new SecondPoint(
                tally.second(),
                tally.stage(),
                new Presence(
                        tally.presence().people(),
                        tally.presence().joins(),
                        percentileMs(histogram(tally.times().join()), 99),
                        tally.presence().lost()),
                new Ages(
                        percentileMs(age, 50),
                        percentileMs(age, 90),
                        percentileMs(age, 99),
                        percentileMs(receiptAge, 99)),
                traffic(tally.traffic(), Math.max(1, tally.presence().people())),
                new Tester(percentileMs(histogram(tally.times().lateness()), 99), rounded(tally.testerCpu())),
                server(tally.server()));
    }

    private static Traffic traffic(SecondTally.Traffic counted, double people) {
        return new Traffic(
                rounded(counted.bytes() / people),
                rounded(counted.frames() / people),
                rounded(counted.updates() == 0 ? Double.NaN : (double) counted.frameBytes() / counted.updates()),
                rounded(counted.nearDue() == 0 ? Double.NaN : (double) counted.nearDelivered() / counted.nearDue()));
    }

    private static Server server(ServerReading told) {
        return new Server(told.tickP99Ms(), rounded(told.cpu()), told.memoryBytes(), told.overloadRung());
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
