package org.parvis.loadtest.scenario;

import java.util.List;

/** A scenario file that cannot be used, with every fault found. */
public final class ScenarioException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param source the file
     * @param faults one sentence each, with the place in the file
     */
    public ScenarioException(String source, List<String> faults) {
        super("scenario " + source + ":\n  " + String.join("\n  ", faults));
    }
}
