package org.parvis.loadtest.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a run must hold to pass. Immutable; any thread.
 *
 * @param maxAgeP99Ms 99th percentile of the age of information, milliseconds; null for no limit
 * @param maxLost people that may be lost; null for no limit
 * @param maxBytesPerUpdate bytes of frames per pose; null for no limit
 */
public record Limits(
        @Nullable Long maxAgeP99Ms,
        @Nullable Integer maxLost,
        @Nullable Double maxBytesPerUpdate) {
    /**
     * Which limits a run missed.
     *
     * @param result of the run
     * @return one sentence each; empty when all were held, or none was given
     */
    public List<String> missedBy(CrowdResult result) {
        List<String> missed = new ArrayList<>();
        if (maxAgeP99Ms != null && result.ageMs().count() == 0) {
            missed.add("no age of information was measured: nobody saw anybody move");
        } else if (maxAgeP99Ms != null && result.ageMs().p99() > maxAgeP99Ms) {
            missed.add(line("age p99 is %.1f ms, above %d ms", result.ageMs().p99(), maxAgeP99Ms));
        }
        if (maxLost != null && result.lost() > maxLost) {
            missed.add(line("%d people were lost, more than %d", result.lost(), maxLost));
        }
        if (maxBytesPerUpdate != null && result.bytesPerUpdate() > maxBytesPerUpdate) {
            missed.add(line("%.2f bytes per update, above %.2f", result.bytesPerUpdate(), maxBytesPerUpdate));
        }
        boolean anyLimit = maxAgeP99Ms != null || maxLost != null || maxBytesPerUpdate != null;
        if (anyLimit && result.testerWasBottleneck()) {
            missed.add(line(
                    "the tester itself was late (p99 %.1f ms): its figures cannot pass the server; run fewer avatars"
                            + " or give it a core of its own",
                    result.testerLatenessMs().p99()));
        }
        return missed;
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
