package org.parvis.loadtest.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A run as one HTML file that needs nothing else: charts, tables, settings. The page's own parts lie beside
 * this class as {@code report/*}; the data is the JSON of the run. Any thread.
 */
public final class HtmlReport {
    private static final String CHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.simple.min.js";

    private HtmlReport() {}

    /**
     * Draws the page.
     *
     * @param run the run
     * @return HTML
     * @throws IOException if the page's parts cannot be read
     */
    public static String of(RunResult run) throws IOException {
        return part("/report/page.html")
                .replace("/*STYLE*/", part("/report/page.css"))
                .replace("/*CHARTS*/", part(CHARTS).replace("</script", "<\\/script"))
                .replace("/*PAGE*/", part("/report/page.js"))
                .replace("/*DATA*/", JsonReport.whole(run).replace("</", "<\\/"));
    }

    private static String part(String name) throws IOException {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the tester's own file " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
