package org.parvis.loadtest.compare;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.parvis.loadtest.measure.SecondPoint;
import org.parvis.loadtest.report.RunResult;

/**
 * A figure that two runs are compared by. Immutable; any thread.
 *
 * @param name as results call it
 * @param unit of the values
 * @param moreIsBetter whether a larger value is the better one
 * @param ofSecond its value in a second, NaN if unknown
 * @param ofRun its value over the measured stages, NaN if unknown
 */
record Figure(
        String name,
        String unit,
        boolean moreIsBetter,
        ToDoubleFunction<SecondPoint> ofSecond,
        ToDoubleFunction<RunResult> ofRun) {
    static final List<Figure> ALL = List.of(
            less(
                    "ageP50Ms",
                    "ms",
                    second -> second.ages().ageP50Ms(),
                    run -> run.result().seen().ageMs().p50()),
            less(
                    "ageP99Ms",
                    "ms",
                    second -> second.ages().ageP99Ms(),
                    run -> run.result().seen().ageMs().p99()),
            less(
                    "receiptAgeP99Ms",
                    "ms",
                    second -> second.ages().receiptAgeP99Ms(),
                    run -> run.result().seen().receiptAgeMs().p99()),
            less(
                    "joinP99Ms",
                    "ms",
                    second -> second.presence().joinP99Ms(),
                    run -> run.result().arrivals().times().joinMs().p99()),
            new Figure(
                    "nearDeliveredShare",
                    "",
                    true,
                    second -> second.traffic().nearDeliveredShare(),
                    run -> run.result().seen().nearDeliveredShare()),
            less(
                    "bytesPerClient",
                    "B/s",
                    second -> second.traffic().bytesPerClient(),
                    run -> run.result().traffic().bytesPerClientPerSecond()),
            less(
                    "bytesPerUpdate",
                    "B",
                    second -> second.traffic().bytesPerUpdate(),
                    run -> run.result().traffic().bytesPerUpdate()),
            less(
                    "serverCpuPerPerson",
                    "µs/s",
                    Figure::cpuPerPerson,
                    run -> run.result().machines().server().cpuMicrosPerPersonSecond()),
            less(
                    "serverTickP99Ms",
                    "ms",
                    second -> second.server().serverTickP99Ms(),
                    run -> run.result().machines().server().tickP99Ms()));

    private static double cpuPerPerson(SecondPoint second) {
        int people = second.presence().people();
        return people == 0 ? Double.NaN : second.server().serverCpu() / people * 1e6;
    }

    private static Figure less(
            String name, String unit, ToDoubleFunction<SecondPoint> ofSecond, ToDoubleFunction<RunResult> ofRun) {
        return new Figure(name, unit, false, ofSecond, ofRun);
    }
}
