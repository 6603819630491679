package org.parvis.loadtest;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.parvis.loadtest.report.JUnitReport;
import org.parvis.loadtest.report.Report;
import org.parvis.loadtest.report.RunReport;
import org.parvis.loadtest.report.RunResult;
import picocli.CommandLine.Option;

/** Where results go; shared by the commands that have one. */
final class ResultOptions {
    static final int FAILED = 1;
    static final int LIMIT_MISSED = 3;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes everything measured as JSON.")
    private @Nullable Path json;

    @Option(names = "--csv", paramLabel = "FILE", description = "Writes the run second by second as CSV.")
    private @Nullable Path csv;

    @Option(names = "--html", paramLabel = "FILE", description = "Writes a report with charts, readable offline.")
    private @Nullable Path html;

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description = "Writes the limits as tests in JUnit's XML, for build servers.")
    private @Nullable Path junit;

    ResultOptions() {}

    /** Shows and writes a run; the exit code that fits it. */
    int show(RunResult run, PrintWriter out) throws IOException {
        write(new RunReport(run), "parvis-loadtest." + run.settings().what().scenario(), out);
        run.verdict().missed().forEach(why -> out.println("limit missed: " + why));
        if (!run.verdict().failed().isEmpty()) {
            out.println("failed: " + run.verdict().failed());
            out.flush();
            return FAILED;
        }
        if (run.passed() && run.result().machines().testerWasBottleneck()) {
            out.println("warning: the tester itself was late; these figures are not the server's");
        }
        out.flush();
        return run.passed() ? 0 : LIMIT_MISSED;
    }

    /** Shows a report and writes its files. */
    void write(Report report, String suite, PrintWriter out) throws IOException {
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
        if (junit != null) {
            Files.writeString(junit, JUnitReport.of(suite, report.checks()));
        }
    }
}
