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
                    SecondPoint::ageP50Ms,
                    run -> run.result().ageMs().p50()),
            less(
                    "ageP99Ms",
                    "ms",
                    SecondPoint::ageP99Ms,
                    run -> run.result().ageMs().p99()),
            less(
                    "joinP99Ms",
                    "ms",
                    SecondPoint::joinP99Ms,
                    run -> run.result().joinMs().p99()),
            new Figure(
                    "nearDeliveredShare",
                    "",
                    true,
                    SecondPoint::nearDeliveredShare,
                    run -> run.result().nearDeliveredShare()),
            less(
                    "bytesPerClient",
                    "B/s",
                    SecondPoint::bytesPerClient,
                    run -> run.result().bytesPerClientPerSecond()),
            less(
                    "bytesPerUpdate",
                    "B",
                    SecondPoint::bytesPerUpdate,
                    run -> run.result().bytesPerUpdate()),
            less(
                    "serverCpuPerPerson",
                    "µs/s",
                    second -> second.people() == 0 ? Double.NaN : second.serverCpu() / second.people() * 1e6,
                    run -> run.result().server().cpuMicrosPerPersonSecond()),
            less(
                    "serverTickP99Ms",
                    "ms",
                    SecondPoint::serverTickP99Ms,
                    run -> run.result().server().tickP99Ms()));

    private static Figure less(
            String name, String unit, ToDoubleFunction<SecondPoint> ofSecond, ToDoubleFunction<RunResult> ofRun) {
        return new Figure(name, unit, false, ofSecond, ofRun);
    }
}
