package org.parvis.loadtest;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.parvis.loadtest.report.Report;
import org.parvis.loadtest.report.RunReport;
import org.parvis.loadtest.report.RunResult;
import picocli.CommandLine.Option;

/** Where results go; shared by the commands that have one. */
final class ResultOptions {
    static final int LIMIT_MISSED = 3;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes everything measured as JSON.")
    private @Nullable Path json;

    @Option(names = "--csv", paramLabel = "FILE", description = "Writes the run second by second as CSV.")
    private @Nullable Path csv;

    @Option(names = "--html", paramLabel = "FILE", description = "Writes a report with charts, readable offline.")
    private @Nullable Path html;

    ResultOptions() {}

    /** Shows and writes a run; the exit code that fits it. */
    int show(RunResult run, PrintWriter out) throws IOException {
        write(new RunReport(run), out);
        run.missed().forEach(why -> out.println("limit missed: " + why));
        if (run.passed() && run.result().testerWasBottleneck()) {
            out.println("warning: the tester itself was late; these figures are not the server's");
        }
        out.flush();
        return run.passed() ? 0 : LIMIT_MISSED;
    }

    /** Shows a report and writes its files. */
    void write(Report report, PrintWriter out) throws IOException {
        out.println();
        out.print(report.table());
        out.println();
        out.println(report.jsonLine());
        out.flush();
        if (json != null) {
            Files.writeString(json, report.json() + "\n");
        }
        if (csv != null) {
            Files.writeString(csv, report.csv());
        }
        if (html != null) {
            Files.writeString(html, report.html());
        }
    }
}
