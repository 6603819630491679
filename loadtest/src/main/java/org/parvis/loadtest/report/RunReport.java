package org.parvis.loadtest.report;

import java.io.IOException;

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
    public String html() throws IOException {
        return HtmlPage.of("run", JsonReport.shown(run));
    }
}
