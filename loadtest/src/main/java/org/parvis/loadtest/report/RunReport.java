package org.parvis.loadtest.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A run in every form. Immutable; any thread.
 *
 * @param run what is shown
 */
public record RunReport(RunResult run) implements Report {
    @Override
    public String table() {
        return TableReport.of(run);
    }

    @Override
    public String jsonLine() {
        return JsonReport.line(run);
    }

    @Override
    public String json() {
        return JsonReport.whole(run);
    }

    @Override
    public String csv() {
        return CsvReport.of(run);
    }

    @Override
    public List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        checks.add(new Check("run", run.verdict().failed()));
        checks.addAll(LimitCheck.of(run.settings(), run.result(), run.stages()));
        return checks;
    }

    @Override
    public String html() throws IOException {
        return HtmlPage.of("run", JsonReport.shown(run));
    }
}
