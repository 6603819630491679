package org.parvis.loadtest.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * One HTML file that needs nothing else: charts, tables, settings. The page's own parts lie beside this class
 * as {@code report/*}; its data is JSON. Any thread.
 */
public final class HtmlPage {
    private static final String CHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.common.min.js";

    private HtmlPage() {}

    /**
     * Draws a page.
     *
     * @param kind {@code run} or {@code capacity}: which main part and script the page has
     * @param json what it shows
     * @return HTML
     * @throws IOException if the page's parts cannot be read
     */
    public static String of(String kind, String json) throws IOException {
        return part("/report/page.html")
                .replace("<!--MAIN-->", part("/report/" + kind + ".html"))
                .replace("/*STYLE*/", part("/report/page.css"))
                .replace("/*CHARTS*/", part(CHARTS).replace("</script", "<\\/script"))
                .replace("/*COMMON*/", part("/report/common.js"))
                .replace("/*PAGE*/", part("/report/" + kind + ".js"))
                .replace("/*DATA*/", json.replace("</", "<\\/"));
    }

    private static String part(String name) throws IOException {
        try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the tester's own file " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
