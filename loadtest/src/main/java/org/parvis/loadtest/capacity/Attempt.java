package org.parvis.loadtest.capacity;

import java.util.ArrayList;
import java.util.List;
import org.parvis.loadtest.report.CrowdResult;
import org.parvis.loadtest.report.RunResult;

/**
 * One run with a crowd of some size. Immutable; any thread.
 *
 * @param people of the crowd
 * @param outcome how it ended
 * @param result what was measured
 * @param missed limits that were missed, a sentence each
 */
public record Attempt(int people, Outcome outcome, CrowdResult result, List<String> missed) {
    /** Copies the list. */
    public Attempt {
        missed = List.copyOf(missed);
    }

    /**
     * An attempt from its run.
     *
     * @param people of the crowd
     * @param run that was made
     * @return the attempt
     */
    public static Attempt of(int people, RunResult run) {
        return new Attempt(people, Outcome.of(run), run.result(), missed(run));
    }

    private static List<String> missed(RunResult run) {
        List<String> missed = new ArrayList<>(run.verdict().missed());
        if (!run.verdict().failed().isEmpty()) {
            missed.add(0, run.verdict().failed());
        }
        return missed;
    }
}
