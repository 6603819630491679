package org.parvis.loadtest.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.parvis.loadtest.measure.SecondPoint;
import org.parvis.loadtest.measure.Tally;
import org.parvis.loadtest.scenario.Scenario;

/**
 * A whole run: what its JSON file holds. Immutable; any thread.
 *
 * @param kind version of this form, {@value #KIND}
 * @param finishedAt RFC 3339 UTC
 * @param settings scenario, address, options
 * @param machine what it ran on
 * @param result the measured stages together
 * @param stages each stage by itself
 * @param seconds the run second by second
 * @param missed limits that were missed, a sentence each
 */
public record RunResult(
        String kind,
        String finishedAt,
        Map<String, Object> settings,
        Map<String, Object> machine,
        CrowdResult result,
        List<CrowdResult> stages,
        List<SecondPoint> seconds,
        List<String> missed) {
    /** Version of the JSON. */
    public static final String KIND = "parvis-crowd/1";

    /** Copies the lists. */
    public RunResult {
        stages = List.copyOf(stages);
        seconds = List.copyOf(seconds);
        missed = List.copyOf(missed);
    }

    /**
     * Whether every limit was held.
     *
     * @return true if none was missed
     */
    public boolean passed() {
        return missed.isEmpty();
    }

    /**
     * Works out a run.
     *
     * @param frame when, with what settings and where
     * @param scenario of the run
     * @param tallies one per stage
     * @param seconds the run second by second
     * @return the result
     */
    public static RunResult of(Frame frame, Scenario scenario, List<Tally> tallies, List<SecondPoint> seconds) {
        List<CrowdResult> stages = new ArrayList<>();
        Tally all = new Tally();
        Tally measured = new Tally();
        double measuredSeconds = 0;
        for (int i = 0; i < tallies.size(); i++) {
            Tally tally = tallies.get(i);
            double length = Math.max(1, tally.endNs - tally.beginNs) / 1e9;
            stages.add(CrowdResult.of(scenario.stages().get(i).name(), tally, length));
            all.add(tally);
            if (scenario.stages().get(i).measured()) {
                measured.add(tally);
                measuredSeconds += length;
            }
        }
        // Losses and joins of the whole run count, whenever they happened: who never got in was never measured.
        takeWholeRun(measured, all);
        long arriving = seconds.stream().filter(second -> second.joins() > 0).count();
        CrowdResult result = CrowdResult.of("measured", measured, Math.max(1e-3, measuredSeconds))
                .withJoinsPerSecond(all.joined / (double) Math.max(1, arriving));
        List<String> missed = LimitCheck.missed(scenario.limits(), result);
        return new RunResult(
                KIND, frame.finishedAt(), frame.settings(), frame.machine(), result, stages, seconds, missed);
    }

    private static void takeWholeRun(Tally measured, Tally all) {
        measured.disconnects.clear();
        measured.disconnects.putAll(all.disconnects);
        measured.refusals.clear();
        measured.refusals.putAll(all.refusals);
        measured.resumesLost = all.resumesLost;
        measured.joined = all.joined;
        measured.join.reset();
        measured.join.add(all.join);
        measured.firstFrame.reset();
        measured.firstFrame.add(all.firstFrame);
    }

    /**
     * When, with what settings and where.
     *
     * @param finishedAt RFC 3339 UTC
     * @param settings scenario, address, options
     * @param machine what it ran on
     */
    public record Frame(String finishedAt, Map<String, Object> settings, Map<String, Object> machine) {}
}
