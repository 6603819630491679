package org.parvis.loadtest.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.parvis.loadtest.scenario.Scenario.Limits;

/** Holds a result against its limits. Any thread. */
public final class LimitCheck {
    private final List<String> missed = new ArrayList<>();

    private LimitCheck() {}

    /**
     * Which limits a result missed.
     *
     * @param limits what was asked
     * @param result what was found
     * @return one sentence each; empty when all were held, or none was given
     */
    public static List<String> missed(Limits limits, CrowdResult result) {
        LimitCheck check = new LimitCheck();
        if (limits.ageP99Ms() != null && result.ageMs().count() == 0) {
            check.missed.add("no age of information was measured: nobody saw anybody move");
        }
        check.atMost("age p99", result.ageMs().p99(), limits.ageP99Ms(), "ms");
        check.atMost("join p99", result.joinMs().p99(), limits.joinP99Ms(), "ms");
        check.atMost("lost", result.lost(), asDouble(limits.lost()), "people");
        check.atMost("bytes per update", result.bytesPerUpdate(), limits.bytesPerUpdate(), "bytes");
        check.atMost(
                "bytes per client per second",
                result.bytesPerClientPerSecond(),
                limits.bytesPerClientPerSecond(),
                "bytes");
        Double delivered = limits.nearDelivered();
        if (delivered != null && result.nearDeliveredShare() < delivered) {
            check.miss("near moves delivered: %.3f of those due, below %.3f", result.nearDeliveredShare(), delivered);
        }
        if (limits.given() && result.testerWasBottleneck()) {
            check.miss(
                    "the tester itself was late (p99 %.1f ms): its figures cannot pass the server; run fewer people"
                            + " or give it a core of its own",
                    result.testerLatenessMs().p99());
        }
        return List.copyOf(check.missed);
    }

    private static @Nullable Double asDouble(@Nullable Integer value) {
        return value == null ? null : value.doubleValue();
    }

    private void atMost(String what, double found, @Nullable Double limit, String unit) {
        if (limit != null && found > limit) {
            miss("%s is %.2f %s, above %.2f", what, found, unit, limit);
        }
    }

    private void miss(String format, Object... values) {
        missed.add(String.format(Locale.ROOT, format, values));
    }
}
