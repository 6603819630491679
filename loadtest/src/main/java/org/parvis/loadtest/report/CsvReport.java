package org.parvis.loadtest.report;

import java.util.Locale;
import org.parvis.loadtest.measure.SecondPoint;

/** A run second by second, for spreadsheets. Any thread. */
public final class CsvReport {
    private CsvReport() {}

    /**
     * Writes the table; the columns are the components of {@link SecondPoint}, empty where a value is unknown.
     *
     * @param run the run
     * @return CSV with a header (RFC 4180, line ends LF)
     */
    public static String of(RunResult run) {
        StringBuilder out = new StringBuilder("second,stage,people,ageP50Ms,ageP90Ms,ageP99Ms,bytesPerClient,"
                + "framesPerClient,bytesPerUpdate,nearDeliveredShare,joins,joinP99Ms,lost,latenessP99Ms,testerCpu,"
                + "serverTickP99Ms,serverCpu,serverMemoryBytes\n");
        for (SecondPoint point : run.seconds()) {
            out.append(point.second())
                    .append(',')
                    .append(quoted(run.stages().get(point.stage()).name()))
                    .append(',')
                    .append(point.people());
            number(out, point.ageP50Ms());
            number(out, point.ageP90Ms());
            number(out, point.ageP99Ms());
            number(out, point.bytesPerClient());
            number(out, point.framesPerClient());
            number(out, point.bytesPerUpdate());
            number(out, point.nearDeliveredShare());
            out.append(',').append(point.joins());
            number(out, point.joinP99Ms());
            out.append(',').append(point.lost());
            number(out, point.latenessP99Ms());
            number(out, point.testerCpu());
            number(out, point.serverTickP99Ms());
            number(out, point.serverCpu());
            number(out, point.serverMemoryBytes());
            out.append('\n');
        }
        return out.toString();
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private static void number(StringBuilder out, double value) {
        out.append(',');
        if (Double.isFinite(value)) {
            out.append(String.format(Locale.ROOT, "%.3f", value));
        }
    }
}
