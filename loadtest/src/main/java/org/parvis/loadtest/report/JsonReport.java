package org.parvis.loadtest.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs as JSON. Any thread. */
public final class JsonReport {
    private JsonReport() {}

    /**
     * The line printed at the end of a run: everything but the stages and seconds.
     *
     * @param run the run
     * @return one line of JSON without a line end
     */
    public static String line(RunResult run) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", run.head().kind());
        line.put("finishedAt", run.head().finishedAt());
        line.put("settings", run.settings());
        line.put("machine", run.head().machine());
        line.put("result", run.result());
        line.put("failed", run.verdict().failed());
        line.put("missed", run.verdict().missed());
        return JsonText.write(line);
    }

    /**
     * The whole run.
     *
     * @param run the run
     * @return one line of JSON without a line end
     */
    public static String whole(RunResult run) {
        return JsonText.write(run);
    }

    /** What the page shows of a run: all but the raw counts. */
    static String shown(RunResult run) {
        RunResult.Raw nothing = new RunResult.Raw(run.raw().startedAtMs(), List.of(), List.of());
        return JsonText.write(new RunResult(
                run.head(), run.result(), run.stages(), run.seconds(), run.ageCurve(), run.verdict(), nothing));
    }

    /**
     * Reads a run that {@link #whole} wrote.
     *
     * @param file where
     * @return the run
     * @throws IOException if it is no such file
     */
    public static RunResult read(Path file) throws IOException {
        RunResult run = JsonText.read(file, RunResult.class);
        if (!RunResult.KIND.equals(run.head().kind())) {
            throw new IOException(file + " is no result of a run of this version: its kind is "
                    + run.head().kind()
                    + ", not " + RunResult.KIND + "; ages of older versions were taken at receipt only, so run it"
                    + " again with this one");
        }
        return run;
    }
}
