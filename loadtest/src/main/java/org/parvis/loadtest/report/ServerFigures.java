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
 * @param overloadRung the highest rung of the overload ladder that it stood on: how much it left out, 0 for nothing
 * @param overloadedShare share of the time in which it left anything out, 0 to 1
 */
public record ServerFigures(
        double cpu,
        double cpuMicrosPerPersonSecond,
        double memoryBytes,
        double tickP99Ms,
        double overloadRung,
        double overloadedShare) {
    private static final String[] RUNGS = {
        "everything was sent",
        "every second frame was left out",
        "the far ring came every fourth time",
        "the mid ring came every fourth time",
        "names and looks came slowly",
        "three of four frames were left out",
        "nobody was let in"
    };

    /** Nothing is known. */
    public static final ServerFigures UNKNOWN =
            new ServerFigures(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    /** Works out the figures from the seconds of a stage. */
    static ServerFigures of(List<SecondTally> seconds) {
        double cpu = Known.mean(
                seconds.stream().mapToDouble(second -> second.server().cpu()));
        double people = Known.mean(
                seconds.stream().mapToDouble(second -> second.presence().people()));
        return new ServerFigures(
                rounded(cpu),
                people > 0 ? rounded(cpu / people * 1e6) : Double.NaN,
                Known.max(seconds.stream().mapToDouble(second -> second.server().memoryBytes())),
                rounded(Known.mean(
                        seconds.stream().mapToDouble(second -> second.server().tickP99Ms()))),
                Known.max(seconds.stream().mapToDouble(ServerFigures::rung)),
                rounded(Known.mean(seconds.stream()
                        .mapToDouble(ServerFigures::rung)
                        .filter(Double::isFinite)
                        .map(rung -> rung > 0 ? 1 : 0))));
    }

    /**
     * What the server left out at most.
     *
     * @return in words
     */
    public String overloadWords() {
        int rung = (int) overloadRung;
        return rung >= 0 && rung < RUNGS.length ? RUNGS[rung] : "more was left out than this tester knows of";
    }

    private static double rung(SecondTally second) {
        return second.server().overloadRung();
    }

    private static double rounded(double value) {
        return Double.isFinite(value) ? Math.round(value * 1000) / 1000.0 : Double.NaN;
    }
}
