package org.parvis.loadtest.capacity;

import org.parvis.loadtest.report.RunResult;

/** How an attempt with a crowd of some size ended. */
public enum Outcome {
    /** Every limit was held. */
    HELD,
    /** The server missed a limit. */
    MISSED,
    /** The tester itself was the bottleneck: the attempt says nothing about the server. */
    TESTER_LATE;

    /**
     * The outcome of a run.
     *
     * @param run that was made with limits
     * @return how it ended
     */
    public static Outcome of(RunResult run) {
        if (run.result().machines().testerWasBottleneck()) {
            return TESTER_LATE;
        }
        return run.passed() ? HELD : MISSED;
    }
}
