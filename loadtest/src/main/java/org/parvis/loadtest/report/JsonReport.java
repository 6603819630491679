package org.parvis.loadtest.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Results as JSON. Any thread. */
public final class JsonReport {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private JsonReport() {}

    /**
     * The line printed at the end of a run: everything but the stages and seconds.
     *
     * @param run the run
     * @return one line of JSON without a line end
     */
    public static String line(RunResult run) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", run.kind());
        line.put("finishedAt", run.finishedAt());
        line.put("settings", run.settings());
        line.put("machine", run.machine());
        line.put("result", run.result());
        line.put("missed", run.missed());
        return JSON.writeValueAsString(line);
    }

    /**
     * The whole run.
     *
     * @param run the run
     * @return one line of JSON without a line end
     */
    public static String whole(RunResult run) {
        return JSON.writeValueAsString(run);
    }

    /**
     * Reads a run that {@link #whole} wrote.
     *
     * @param file where
     * @return the run
     * @throws IOException if it is no such file
     */
    public static RunResult read(Path file) throws IOException {
        try {
            RunResult run = JSON.readValue(file.toFile(), RunResult.class);
            if (!RunResult.KIND.equals(run.kind())) {
                throw new IOException(file + " is no result of this tester (its kind is " + run.kind() + ")");
            }
            return run;
        } catch (JacksonException e) {
            throw new IOException(file + " is no result of this tester: " + e.getOriginalMessage(), e);
        }
    }
}
