package org.parvis.loadtest.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.parvis.loadtest.scenario.Scenario.Limits;

/** Holds a run against its limits. Any thread. */
public final class LimitCheck {
    private final List<Check> checks = new ArrayList<>();

    private LimitCheck() {}

    /**
     * What was asked of a run and whether it held.
     *
     * @param settings of the run, with what was asked
     * @param result what was found in the measured stages
     * @param stages what was found in each stage
     * @return one for each limit that was given
     */
    public static List<Check> of(Settings settings, CrowdResult result, List<CrowdResult> stages) {
        Limits limits = settings.limits();
        LimitCheck check = new LimitCheck();
        check.age(result.seen().ageMs(), limits.ageP99Ms());
        check.atMost("join p99", result.arrivals().times().joinMs().p99(), limits.joinP99Ms(), "ms");
        check.atMost("lost", result.arrivals().lost(), asDouble(limits.lost()), "people");
        check.atMost("bytes per update", result.traffic().bytesPerUpdate(), limits.bytesPerUpdate(), "bytes");
        check.atMost(
                "bytes per client per second",
                result.traffic().bytesPerClientPerSecond(),
                limits.bytesPerClientPerSecond(),
                "bytes");
        check.delivered(result.seen().nearDeliveredShare(), limits.nearDelivered());
        check.growth(settings, stages);
        if (limits.given()) {
            check.add(
                    "tester in time",
                    result.machines().testerWasBottleneck(),
                    "the tester itself was late (p99 %.1f ms): its figures cannot pass the server; run fewer people"
                            + " or give it a core of its own",
                    result.machines().testerLatenessMs().p99());
        }
        return List.copyOf(check.checks);
    }

    /**
     * Which limits a run missed.
     *
     * @param settings of the run, with what was asked
     * @param result what was found in the measured stages
     * @param stages what was found in each stage
     * @return one sentence each; empty when all were held, or none was given
     */
    public static List<String> missed(Settings settings, CrowdResult result, List<CrowdResult> stages) {
        return of(settings, result, stages).stream()
                .filter(check -> !check.held())
                .map(Check::failure)
                .toList();
    }

    private void age(Spread ageMs, @Nullable Double limit) {
        if (limit != null && ageMs.count() == 0) {
            add("age p99", true, "no age of information was measured: nobody saw anybody move");
        } else {
            atMost("age p99", ageMs.p99(), limit, "ms");
        }
    }

    private void delivered(double share, @Nullable Double limit) {
        if (limit != null) {
            add(
                    "near moves delivered",
                    share < limit,
                    "near moves delivered: %.3f of those due, below %.3f",
                    share,
                    limit);
        }
    }

    /** Holds each measured stage against the first of them. */
    private void growth(Settings settings, List<CrowdResult> stages) {
        Double most = settings.limits().ageP99Growth();
        CrowdResult first = null;
        for (int i = 0; most != null && i < stages.size(); i++) {
            CrowdResult stage = stages.get(i);
            if (!settings.stages().get(i).measured()) {
                continue;
            }
            if (first == null) {
                first = stage;
                continue;
            }
            double before = first.seen().ageMs().p99();
            double after = stage.seen().ageMs().p99();
            add(
                    "age p99 of " + stage.span().name() + " against "
                            + first.span().name(),
                    after > most * before,
                    "age p99 of %s is %.2f ms, above %.2f times the %.2f ms of %s",
                    stage.span().name(),
                    after,
                    most,
                    before,
                    first.span().name());
        }
    }

    private static @Nullable Double asDouble(@Nullable Integer value) {
        return value == null ? null : value.doubleValue();
    }

    private void atMost(String what, double found, @Nullable Double limit, String unit) {
        if (limit != null) {
            add(what, found > limit, "%s is %.2f %s, above %.2f", what, found, unit, limit);
        }
    }

    private void add(String name, boolean missed, String format, Object... values) {
        checks.add(new Check(name, missed ? String.format(Locale.ROOT, format, values) : ""));
    }
}
