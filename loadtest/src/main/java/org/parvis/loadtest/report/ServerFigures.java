package org.parvis.loadtest.report;

import java.util.List;
import org.parvis.loadtest.measure.Known;
import org.parvis.loadtest.measure.SecondTally;

/**
 * What the server used during a stage, as its metrics told and, when it runs on this machine, the system. NaN
 * where unknown. Immutable; any thread.
 *
 * @param cpu processors used on average, 1 being one of them fully
 * @param cpuMicrosPerPersonSecond processor time for each person and second, microseconds
 * @param memoryBytes the most memory held
 * @param tickP99Ms the 99th percentile of the tick, the mean of its readings, milliseconds
 */
public record ServerFigures(double cpu, double cpuMicrosPerPersonSecond, double memoryBytes, double tickP99Ms) {
    /** Nothing is known. */
    public static final ServerFigures UNKNOWN = new ServerFigures(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    /** Works out the figures from the seconds of a stage. */
    static ServerFigures of(List<SecondTally> seconds) {
        double cpu = Known.mean(seconds.stream().mapToDouble(SecondTally::serverCpu));
        double people = Known.mean(seconds.stream().mapToDouble(SecondTally::people));
        return new ServerFigures(
                rounded(cpu),
                people > 0 ? rounded(cpu / people * 1e6) : Double.NaN,
                Known.max(seconds.stream().mapToDouble(SecondTally::serverMemoryBytes)),
                rounded(Known.mean(seconds.stream().mapToDouble(SecondTally::serverTickP99Ms))));
    }

    private static double rounded(double value) {
        return Double.isFinite(value) ? Math.round(value * 1000) / 1000.0 : Double.NaN;
    }
}
