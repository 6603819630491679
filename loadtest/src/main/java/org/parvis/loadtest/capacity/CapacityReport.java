package org.parvis.loadtest.capacity;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.parvis.loadtest.report.Check;
import org.parvis.loadtest.report.CrowdResult;
import org.parvis.loadtest.report.CsvReport;
import org.parvis.loadtest.report.HtmlPage;
import org.parvis.loadtest.report.JsonText;
import org.parvis.loadtest.report.Report;

/**
 * A capacity in every form. Immutable; any thread.
 *
 * @param result what is shown
 * @param atLeast people who should hold
 */
public record CapacityReport(CapacityResult result, int atLeast) implements Report {
    private static final String HEAD = "%7s %-12s %9s %9s %10s %10s %6s %10s %9s";
    private static final String ROW = "%7d %-12s %9.1f %9.1f %9.1f%% %10.1f %6d %10s %9.1f";

    private static final List<String> COLUMNS = List.of(
            "people",
            "outcome",
            "ageP50Ms",
            "ageP90Ms",
            "ageP99Ms",
            "receiptAgeP99Ms",
            "nearDeliveredShare",
            "bytesPerClientPerSecond",
            "lost",
            "serverCpu",
            "serverRung",
            "testerLatenessP99Ms");

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
                    r.seen().ageMs().p50(),
                    r.seen().ageMs().p99(),
                    r.seen().nearDeliveredShare() * 100,
                    r.traffic().bytesPerClientPerSecond() / 1e3,
                    r.arrivals().lost(),
                    known(r.machines().server().cpu(), "–"),
                    r.machines().testerLatenessMs().p99());
        }
        line(out, "");
        line(out, "%s: %s", result.settings().what().scenario(), result.answer());
        return out.toString();
    }

    @Override
    public String jsonLine() {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", result.kind());
        line.put("finishedAt", result.basis().finishedAt());
        line.put("scenario", result.settings().what().scenario());
        line.put("people", result.people());
        line.put("limitedBy", result.limitedBy());
        line.put("answer", result.answer());
        line.put("limits", result.settings().limits());
        line.put("plan", result.basis().plan());
        return JsonText.write(line);
    }

    @Override
    public String json() {
        return JsonText.write(result);
    }

    @Override
    public List<Check> checks() {
        String failure = result.people() >= atLeast ? "" : result.answer() + "; " + atLeast + " were asked for";
        return List.of(new Check("at least " + atLeast + " people hold", failure));
    }

    @Override
    public String csv() {
        List<List<String>> rows = new ArrayList<>();
        for (Attempt attempt : sorted()) {
            CrowdResult r = attempt.result();
            rows.add(List.of(
                    String.valueOf(attempt.people()),
                    attempt.outcome().name(),
                    CsvReport.number(r.seen().ageMs().p50()),
                    CsvReport.number(r.seen().ageMs().p90()),
                    CsvReport.number(r.seen().ageMs().p99()),
                    CsvReport.number(r.seen().receiptAgeMs().p99()),
                    CsvReport.number(r.seen().nearDeliveredShare()),
                    CsvReport.number(r.traffic().bytesPerClientPerSecond()),
                    String.valueOf(r.arrivals().lost()),
                    CsvReport.number(r.machines().server().cpu()),
                    CsvReport.number(r.machines().server().overloadRung()),
                    CsvReport.number(r.machines().testerLatenessMs().p99())));
        }
        return CsvReport.write(COLUMNS, rows);
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
