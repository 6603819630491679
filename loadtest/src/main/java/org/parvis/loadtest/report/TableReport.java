package org.parvis.loadtest.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.parvis.loadtest.report.CrowdResult.Spread;

/** A result as an aligned table. Any thread. */
public final class TableReport {
    private final StringBuilder out = new StringBuilder();

    private TableReport() {}

    /**
     * Draws the table.
     *
     * @param run what is shown
     * @return lines, the last one ended
     */
    public static String of(RunResult run) {
        TableReport table = new TableReport();
        if (run.stages().size() > 1) {
            table.stages(run.stages());
        }
        table.spreads(run.result());
        table.rates(run.result());
        table.reasons("disconnected", run.result().disconnects());
        table.reasons("refused", run.result().refusals());
        table.reasons("hostile", run.result().hostile());
        run.notes().forEach(note -> table.line("note: %s", note));
        return table.out.toString();
    }

    private void stages(List<CrowdResult> stages) {
        line("%-18s %8s %9s %9s %9s %11s %6s", "stage", "people", "age p50", "age p99", "frames/s", "bytes/s", "lost");
        for (CrowdResult stage : stages) {
            line(
                    "%-18s %8.0f %9.1f %9.1f %9.1f %11.0f %6d",
                    stage.name(),
                    stage.people(),
                    stage.ageMs().p50(),
                    stage.ageMs().p99(),
                    stage.framesPerClientPerSecond(),
                    stage.bytesPerClientPerSecond(),
                    stage.lost());
        }
        line("");
    }

    private void spreads(CrowdResult result) {
        line("%-26s %10s %10s %10s %10s %12s", "milliseconds", "p50", "p90", "p99", "max", "count");
        spread("age of information", result.ageMs());
        spread("join to welcome", result.joinMs());
        spread("join to first frame", result.firstFrameMs());
        spread("cut to resumed", result.resumeMs());
        spread("clock round trip", result.roundTripMs());
        spread("clock offset error", result.clockErrorMs());
        spread("action round trip", result.actionMs());
        spread("tester's own lateness", result.testerLatenessMs());
        line("");
    }

    private void rates(CrowdResult result) {
        line("%-36s %d joined, %d resumed, %d lost", "people", result.joined(), result.resumed(), result.lost());
        if (result.resumeShiftM().count() > 0) {
            number("moved while away, p99, m", result.resumeShiftM().p99());
        }
        number("joins/s", result.joinsPerSecond());
        number("moves/s", result.movesPerSecond());
        number("frames per client per second", result.framesPerClientPerSecond());
        number("bytes per client per second", result.bytesPerClientPerSecond());
        number("bytes per avatar update", result.bytesPerUpdate());
        number("near moves delivered, share", result.nearDeliveredShare());
        number("near ring reaches, m", result.nearRingM());
        number("corrections per move", result.correctionsPerMove());
        number("tester: processors used", result.testerCpu());
        number("server: processors used", result.server().cpu());
        number("server: CPU µs per person and second", result.server().cpuMicrosPerPersonSecond());
        number("server: memory, MB", result.server().memoryBytes() / 1e6);
        number("server: tick p99, ms", result.server().tickP99Ms());
        if (result.actionsDone() + result.actionsRefused() > 0) {
            line("%-36s %d done, %d refused", "actions", result.actionsDone(), result.actionsRefused());
        }
        if (result.reactionMessagesPerClientPerSecond() > 0) {
            number("reaction messages per client and s", result.reactionMessagesPerClientPerSecond());
        }
    }

    private void reasons(String what, Map<String, Integer> counts) {
        counts.forEach((reason, count) -> line("%-36s %d", what + ": " + reason, count));
    }

    private void spread(String name, Spread s) {
        if (s.count() > 0) {
            line("%-26s %10.1f %10.1f %10.1f %10.1f %12d", name, s.p50(), s.p90(), s.p99(), s.max(), s.count());
        }
    }

    private void number(String name, double value) {
        if (Double.isFinite(value)) {
            line("%-36s %.2f", name, value);
        }
    }

    private void line(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
