package org.parvis.loadtest.report;

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
     * @param result what is shown
     * @return lines, the last one ended
     */
    public static String of(CrowdResult result) {
        TableReport table = new TableReport();
        table.spreads(result);
        table.rates(result);
        table.reasons("disconnected", result.disconnects());
        table.reasons("refused", result.refusals());
        return table.out.toString();
    }

    private void spreads(CrowdResult result) {
        line("%-26s %10s %10s %10s %10s %12s", "milliseconds", "p50", "p90", "p99", "max", "count");
        spread("age of information", result.ageMs());
        spread("join to welcome", result.joinMs());
        spread("join to first frame", result.firstFrameMs());
        spread("clock round trip", result.roundTripMs());
        spread("tester's own lateness", result.testerLatenessMs());
        line("");
    }

    private void rates(CrowdResult result) {
        line("%-34s %d of %d, %d lost", "people joined", result.joined(), result.avatars(), result.lost());
        number("joins/s", result.joinsPerSecond());
        number("moves/s", result.movesPerSecond());
        number("frames per client per second", result.framesPerClientPerSecond());
        number("bytes per client per second", result.bytesPerClientPerSecond());
        number("bytes per avatar update", result.bytesPerUpdate());
        number("near moves delivered, share", result.nearDeliveredShare());
        number("corrections per move", result.correctionsPerMove());
    }

    private void reasons(String what, Map<String, Integer> counts) {
        counts.forEach((reason, count) -> line("%-34s %d", what + ": " + reason, count));
    }

    private void spread(String name, Spread s) {
        line("%-26s %10.1f %10.1f %10.1f %10.1f %12d", name, s.p50(), s.p90(), s.p99(), s.max(), s.count());
    }

    private void number(String name, double value) {
        line("%-34s %.2f", name, value);
    }

    private void line(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
