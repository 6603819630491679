package org.parvis.loadtest.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.parvis.loadtest.measure.SecondPoint;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;

/** Rows for spreadsheets. Any thread. */
public final class CsvReport {
    private static final CsvMapper MAPPER = new CsvMapper();
    private static final List<String> SECONDS = List.of(
            "second",
            "stage",
            "people",
            "ageP50Ms",
            "ageP90Ms",
            "ageP99Ms",
            "receiptAgeP99Ms",
            "bytesPerClient",
            "framesPerClient",
            "bytesPerUpdate",
            "nearDeliveredShare",
            "joins",
            "joinP99Ms",
            "lost",
            "latenessP99Ms",
            "testerCpu",
            "serverTickP99Ms",
            "serverCpu",
            "serverMemoryBytes",
            "serverRung");

    private CsvReport() {}

    /**
     * Writes a run second by second; the columns are the components of {@link SecondPoint}, empty where a value is
     * unknown.
     *
     * @param run the run
     * @return CSV with a header (RFC 4180, line ends LF)
     */
    public static String of(RunResult run) {
        List<List<String>> rows = new ArrayList<>();
        for (SecondPoint point : run.seconds()) {
            rows.add(List.of(
                    String.valueOf(point.second()),
                    run.stages().get(point.stage()).span().name(),
                    String.valueOf(point.presence().people()),
                    number(point.ages().ageP50Ms()),
                    number(point.ages().ageP90Ms()),
                    number(point.ages().ageP99Ms()),
                    number(point.ages().receiptAgeP99Ms()),
                    number(point.traffic().bytesPerClient()),
                    number(point.traffic().framesPerClient()),
                    number(point.traffic().bytesPerUpdate()),
                    number(point.traffic().nearDeliveredShare()),
                    String.valueOf(point.presence().joins()),
                    number(point.presence().joinP99Ms()),
                    String.valueOf(point.presence().lost()),
                    number(point.tester().latenessP99Ms()),
                    number(point.tester().testerCpu()),
                    number(point.server().serverTickP99Ms()),
                    number(point.server().serverCpu()),
                    number(point.server().serverMemoryBytes()),
                    number(point.server().serverRung())));
        }
        return write(SECONDS, rows);
    }

    /**
     * Writes rows.
     *
     * @param columns their names
     * @param rows as many cells each
     * @return CSV with a header (RFC 4180, line ends LF)
     */
    public static String write(List<String> columns, List<List<String>> rows) {
        CsvSchema.Builder schema = CsvSchema.builder();
        columns.forEach(schema::addColumn);
        return MAPPER.writer(schema.build().withHeader()).writeValueAsString(rows);
    }

    /**
     * A number as a cell.
     *
     * @param value may be NaN
     * @return three decimals, or nothing if it is unknown
     */
    public static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "";
    }
}
