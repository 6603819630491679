package org.parvis.loadtest.live;

import java.util.Locale;
import org.parvis.loadtest.measure.SecondPoint;

/** One second of a run in Prometheus' text format (0.0.4). Any thread. */
public final class LiveFigures {
    private static final double MS_PER_S = 1000;

    private final StringBuilder out = new StringBuilder();

    private LiveFigures() {}

    /**
     * Writes a second.
     *
     * @param point the second
     * @param stage name of the stage it was in
     * @return lines of metrics, each with its help; what is unknown is left out
     */
    public static String of(SecondPoint point, String stage) {
        LiveFigures text = new LiveFigures();
        text.head("stage", "The stage that is on.");
        text.line(
                "stage{stage=\""
                        + stage.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ") + "\"}",
                1);
        text.gauge("run_seconds", "Whole seconds since the beginning of the run.", point.second());
        text.gauge("people", "People present.", point.presence().people());
        text.gauge("joins", "People welcomed in this second.", point.presence().joins());
        text.gauge(
                "lost_people",
                "People lost since the beginning, each once.",
                point.presence().lost());
        SecondPoint.Ages ages = point.ages();
        text.head("age_seconds", "Age of information, sampled over this second.");
        text.line("age_seconds{quantile=\"0.5\"}", ages.ageP50Ms() / MS_PER_S);
        text.line("age_seconds{quantile=\"0.9\"}", ages.ageP90Ms() / MS_PER_S);
        text.line("age_seconds{quantile=\"0.99\"}", ages.ageP99Ms() / MS_PER_S);
        text.head("receipt_age_seconds", "Age of the moves received in this second.");
        text.line("receipt_age_seconds{quantile=\"0.99\"}", ages.receiptAgeP99Ms() / MS_PER_S);
        text.head("join_seconds", "From connecting to the welcome, of those welcomed in this second.");
        text.line("join_seconds{quantile=\"0.99\"}", point.presence().joinP99Ms() / MS_PER_S);
        text.traffic(point.traffic());
        text.head("tester_lateness_seconds", "How late the tester sent its own moves.");
        text.line("tester_lateness_seconds{quantile=\"0.99\"}", point.tester().latenessP99Ms() / MS_PER_S);
        text.gauge("tester_cpu", "Processors the tester uses.", point.tester().testerCpu());
        text.server(point.server());
        return text.out.toString();
    }

    private void traffic(SecondPoint.Traffic traffic) {
        gauge("bytes_per_client", "Bytes each person received in this second.", traffic.bytesPerClient());
        gauge("frames_per_client", "Frames each person received in this second.", traffic.framesPerClient());
        gauge("bytes_per_update", "Bytes of frames for each pose in them.", traffic.bytesPerUpdate());
        gauge("near_delivered_ratio", "Near moves told, of those due.", traffic.nearDeliveredShare());
    }

    private void server(SecondPoint.Server server) {
        head("server_tick_seconds", "The server's tick, as its metrics tell.");
        line("server_tick_seconds{quantile=\"0.99\"}", server.serverTickP99Ms() / MS_PER_S);
        gauge("server_cpu", "Processors the server uses.", server.serverCpu());
        gauge("server_memory_bytes", "The server's memory.", server.serverMemoryBytes());
        gauge("server_overload_rung", "How much the server leaves out, 0 for nothing.", server.serverRung());
    }

    private void gauge(String name, String help, double value) {
        head(name, help);
        line(name, value);
    }

    private void head(String name, String help) {
        out.append("# HELP parvis_loadtest_")
                .append(name)
                .append(' ')
                .append(help)
                .append('\n');
        out.append("# TYPE parvis_loadtest_").append(name).append(" gauge\n");
    }

    private void line(String name, double value) {
        if (Double.isFinite(value)) {
            out.append(String.format(Locale.ROOT, "parvis_loadtest_%s %s%n", name, plain(value)));
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
