package org.parvis.loadtest.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.parvis.loadtest.report.CrowdResult.Actions;
import org.parvis.loadtest.report.CrowdResult.Reasons;

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
        Reasons reasons = run.result().reasons();
        table.reasons("lost", reasons.disconnects());
        table.reasons("call failed", reasons.failedCalls());
        table.reasons("refused", reasons.refusals());
        table.reasons("action refused", reasons.refusedActions());
        table.reasons("hostile", reasons.hostile());
        run.head().notes().forEach(note -> table.line("note: %s", note));
        return table.out.toString();
    }

    private void stages(List<CrowdResult> stages) {
        line(
                "%-18s %8s %9s %9s %9s %9s %11s %6s",
                "stage", "people", "age p50", "age p90", "age p99", "frames/s", "bytes/s", "lost");
        for (CrowdResult stage : stages) {
            line(
                    "%-18s %8.0f %9s %9s %9s %9.1f %11.0f %6d",
                    stage.span().name(),
                    stage.span().people(),
                    age(stage, stage.seen().ageMs().p50()),
                    age(stage, stage.seen().ageMs().p90()),
                    age(stage, stage.seen().ageMs().p99()),
                    stage.traffic().framesPerClientPerSecond(),
                    stage.traffic().bytesPerClientPerSecond(),
                    stage.arrivals().lost());
        }
        line("");
    }

    private static String age(CrowdResult stage, double ms) {
        return stage.seen().ageMs().count() == 0 ? "–" : String.format(Locale.ROOT, "%.1f", ms);
    }

    private void spreads(CrowdResult result) {
        line("%-26s %10s %10s %10s %10s %12s", "milliseconds", "p50", "p90", "p99", "max", "count");
        spread("age of information", result.seen().ageMs());
        spread("age of moves at receipt", result.seen().receiptAgeMs());
        spread("join to welcome", result.arrivals().times().joinMs());
        spread("join to first frame", result.arrivals().times().firstFrameMs());
        spread("cut to resumed", result.arrivals().times().resumeMs());
        spread("clock round trip", result.machines().roundTripMs());
        spread("clock offset error", result.machines().clockErrorMs());
        spread("action round trip", result.actions().actionMs());
        spread("tester's own lateness", result.machines().testerLatenessMs());
        line("");
    }

    private void rates(CrowdResult result) {
        CrowdResult.Arrivals arrivals = result.arrivals();
        line("%-36s %d joined, %d resumed, %d lost", "people", arrivals.joined(), arrivals.resumed(), arrivals.lost());
        if (arrivals.times().resumeShiftM().count() > 0) {
            number("moved while away, p99, m", arrivals.times().resumeShiftM().p99());
        }
        number("joins/s", arrivals.joinsPerSecond());
        number("moves/s", result.traffic().movesPerSecond());
        number("frames per client per second", result.traffic().framesPerClientPerSecond());
        number("bytes per client per second", result.traffic().bytesPerClientPerSecond());
        number("bytes per avatar update", result.traffic().bytesPerUpdate());
        number("near moves delivered, share", result.seen().nearDeliveredShare());
        number("near ring reaches, m", result.seen().nearRingM());
        number("corrections per move", result.traffic().correctionsPerMove());
        number("tester: processors used", result.machines().testerCpu());
        server(result.machines().server());
        actions(result.actions());
    }

    private void server(ServerFigures server) {
        number("server: processors used", server.cpu());
        number("server: CPU µs per person and second", server.cpuMicrosPerPersonSecond());
        number("server: memory, MB", server.memoryBytes() / 1e6);
        number("server: tick p99, ms", server.tickP99Ms());
        if (Double.isFinite(server.overloadRung())) {
            line(
                    "%-36s %.0f (%s), above 0 for %.0f %% of the time",
                    "server: highest rung of overload",
                    server.overloadRung(),
                    server.overloadWords(),
                    server.overloadedShare() * 100);
        }
    }

    private void actions(Actions actions) {
        if (actions.actionsDone() + actions.actionsRefused() > 0) {
            line("%-36s %d done, %d refused", "actions", actions.actionsDone(), actions.actionsRefused());
        }
        if (actions.chatsSent() > 0) {
            line(
                    "%-36s %d said, %d taken by the server, %d received by all (%.1f for each taken)",
                    "chat messages",
                    actions.chatsSent(),
                    actions.chatsDone(),
                    actions.chatsReceived(),
                    actions.chatsReceived() / (double) Math.max(1, actions.chatsDone()));
        }
        if (actions.reactionMessagesPerClientPerSecond() > 0) {
            number("reaction messages per client and s", actions.reactionMessagesPerClientPerSecond());
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
