package org.parvis.loadtest.measure;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/**
 * What was counted in one second, as it lies in a result file, so that several testers' seconds can be added.
 * Immutable; any thread.
 *
 * @param second since the beginning of the run
 * @param stage index of the stage
 * @param presence who was there
 * @param times that were measured in this second
 * @param traffic what was received
 * @param testerCpu processors the tester used; NaN if unknown
 * @param server what the server told of itself
 */
public record SecondTally(
        int second,
        int stage,
        @JsonUnwrapped Presence presence,
        @JsonUnwrapped Times times,
        @JsonUnwrapped Traffic traffic,
        double testerCpu,
        ServerReading server) {
    /**
     * Who was there.
     *
     * @param people present
     * @param joins welcomes in this second
     * @param lost people lost since the beginning
     */
    public record Presence(int people, int joins, int lost) {}

    /**
     * Distributions, each as {@link HistogramText}.
     *
     * @param age of information, sampled over this second
     * @param receiptAge age of the moves received in this second
     * @param join times of those welcomed in this second
     * @param lateness of the tester in this second
     */
    public record Times(String age, String receiptAge, String join, String lateness) {}

    /**
     * What was received.
     *
     * @param bytes by all
     * @param frames by all
     * @param frameBytes bytes of frames that sampled people received
     * @param updates poses that sampled people received
     * @param nearDue near moves the probes should have been told of
     * @param nearDelivered near moves the probes were told of
     */
    public record Traffic(long bytes, long frames, long frameBytes, long updates, long nearDue, long nearDelivered) {}

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
        Presence presence = new Presence(
                (int) total(parts, part -> part.presence.people),
                (int) total(parts, part -> part.presence.joins),
                lostBefore + (int) total(parts, part -> part.presence.lost));
        Times times = new Times(
                added(parts, Times::age),
                added(parts, Times::receiptAge),
                added(parts, Times::join),
                added(parts, Times::lateness));
        Traffic traffic = new Traffic(
                total(parts, part -> part.traffic.bytes),
                total(parts, part -> part.traffic.frames),
                total(parts, part -> part.traffic.frameBytes),
                total(parts, part -> part.traffic.updates),
                total(parts, part -> part.traffic.nearDue),
                total(parts, part -> part.traffic.nearDelivered));
        ServerReading server = new ServerReading(
                Known.mean(parts.stream().mapToDouble(part -> part.server.tickP99Ms())),
                Known.mean(parts.stream().mapToDouble(part -> part.server.cpu())),
                Known.mean(parts.stream().mapToDouble(part -> part.server.memoryBytes())),
                Known.max(parts.stream().mapToDouble(part -> part.server.overloadRung())));
        double testerCpu = parts.stream().mapToDouble(SecondTally::testerCpu).sum();
        return new SecondTally(second, parts.get(0).stage, presence, times, traffic, testerCpu, server);
    }

    private static long total(List<SecondTally> parts, ToLongFunction<SecondTally> count) {
        return parts.stream().mapToLong(count).sum();
    }

    private static String added(List<SecondTally> parts, Function<Times, String> which) {
        Histogram sum = Tally.coarseHistogram();
        parts.forEach(part -> HistogramText.addTo(which.apply(part.times), sum));
        return HistogramText.of(sum);
    }
}
