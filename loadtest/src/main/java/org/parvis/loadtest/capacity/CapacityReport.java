package org.parvis.loadtest.capacity;

import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.parvis.loadtest.report.CrowdResult;
import org.parvis.loadtest.report.HtmlPage;
import org.parvis.loadtest.report.JsonText;
import org.parvis.loadtest.report.Report;

/**
 * A capacity in every form. Immutable; any thread.
 *
 * @param result what is shown
 */
public record CapacityReport(CapacityResult result) implements Report {
    private static final String HEAD = "%7s %-12s %9s %9s %10s %10s %6s %10s %9s";
    private static final String ROW = "%7d %-12s %9.1f %9.1f %9.1f%% %10.1f %6d %10s %9.1f";

    @Override
    public String table() {
        StringBuilder out = new StringBuilder();
        line(
                out,
                HEAD,
                "people",
                "outcome",
                "age p50",
                "age p99",
                "delivered",
                "kB/s each",
                "lost",
                "server CPU",
                "late p99");
        for (Attempt attempt : sorted()) {
            CrowdResult r = attempt.result();
            line(
                    out,
                    ROW,
                    attempt.people(),
                    word(attempt.outcome()),
                    r.ageMs().p50(),
                    r.ageMs().p99(),
                    r.nearDeliveredShare() * 100,
                    r.bytesPerClientPerSecond() / 1e3,
                    r.lost(),
                    known(r.server().cpu(), "–"),
                    r.testerLatenessMs().p99());
        }
        line(out, "");
        line(out, "%s: %s", result.settings().scenario(), result.answer());
        return out.toString();
    }

    @Override
    public String jsonLine() {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", result.kind());
        line.put("finishedAt", result.finishedAt());
        line.put("scenario", result.settings().scenario());
        line.put("people", result.people());
        line.put("limitedBy", result.limitedBy());
        line.put("answer", result.answer());
        line.put("limits", result.settings().limits());
        line.put("plan", result.plan());
        return JsonText.write(line);
    }

    @Override
    public String json() {
        return JsonText.write(result);
    }

    @Override
    public String csv() {
        StringBuilder out = new StringBuilder("people,outcome,ageP50Ms,ageP99Ms,nearDeliveredShare,"
                + "bytesPerClientPerSecond,lost,serverCpu,testerLatenessP99Ms\n");
        for (Attempt attempt : sorted()) {
            CrowdResult r = attempt.result();
            line(
                    out,
                    "%d,%s,%.2f,%.2f,%.3f,%.1f,%d,%s,%.2f",
                    attempt.people(),
                    attempt.outcome(),
                    r.ageMs().p50(),
                    r.ageMs().p99(),
                    r.nearDeliveredShare(),
                    r.bytesPerClientPerSecond(),
                    r.lost(),
                    known(r.server().cpu(), ""),
                    r.testerLatenessMs().p99());
        }
        return out.toString();
    }

    @Override
    public String html() throws IOException {
        return HtmlPage.of("capacity", json());
    }

    /**
     * An outcome in words.
     *
     * @param outcome any
     * @return short
     */
    public static String word(Outcome outcome) {
        return switch (outcome) {
            case HELD -> "held";
            case MISSED -> "missed";
            case TESTER_LATE -> "tester late";
        };
    }

    private List<Attempt> sorted() {
        return result.levels().stream()
                .flatMap(level -> level.attempts().stream())
                .sorted(Comparator.comparingInt(Attempt::people))
                .toList();
    }

    private static String known(double value, String otherwise) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : otherwise;
    }

    private static void line(StringBuilder out, String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
