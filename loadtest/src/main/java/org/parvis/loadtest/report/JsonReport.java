package org.parvis.loadtest.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.parvis.loadtest.crowd.CrowdSettings;
import tools.jackson.databind.json.JsonMapper;

/** A result as one line of JSON, together with what it was measured on. Any thread. */
public final class JsonReport {
    private JsonReport() {}

    /**
     * Writes the line.
     *
     * @param settings of the run
     * @param motion how people moved, in a word
     * @param result what was found
     * @param version of this tester
     * @return one line of JSON without a line end
     */
    public static String of(CrowdSettings settings, String motion, CrowdResult result, String version) {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("kind", "parvis-crowd/1");
        run.put("finishedAt", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        run.put("settings", settings(settings, motion));
        run.put("machine", machine(version));
        run.put("result", result);
        return JsonMapper.shared().writeValueAsString(run);
    }

    private static Map<String, Object> settings(CrowdSettings settings, String motion) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("url", settings.url().toString());
        values.put("venue", settings.venue());
        values.put("avatars", settings.avatars());
        values.put("durationMs", settings.durationMs());
        values.put("joinsPerSecond", settings.joinsPerSecond());
        values.put("movesPerSecond", settings.movesPerSecond());
        values.put("walkSpeedMS", settings.walkSpeedMS());
        values.put("viewersSampled", settings.viewersSampled());
        values.put("motion", motion);
        values.put("seed", settings.seed());
        return values;
    }

    private static Map<String, Object> machine(String version) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        values.put("arch", System.getProperty("os.arch"));
        values.put("processors", Runtime.getRuntime().availableProcessors());
        values.put("java", Runtime.version().toString());
        values.put("testerVersion", version);
        return values;
    }
}
