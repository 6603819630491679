package org.parvis.loadtest.report;

import java.io.IOException;
import java.util.List;

/** Something found that can be shown in every form. */
public interface Report {
    /**
     * For a terminal.
     *
     * @return aligned lines, the last one ended
     */
    String table();

    /**
     * The gist on one line, for programs that read what is printed.
     *
     * @return JSON without a line end
     */
    String jsonLine();

    /**
     * Everything.
     *
     * @return JSON without a line end
     */
    String json();

    /**
     * For spreadsheets.
     *
     * @return CSV with a header (RFC 4180, line ends LF)
     */
    String csv();

    /**
     * For programs that know tests: what was asked and whether it held.
     *
     * @return one for each thing asked
     */
    List<Check> checks();

    /**
     * A page that needs nothing else.
     *
     * @return HTML
     * @throws IOException if the page's parts cannot be read
     */
    String html() throws IOException;
}
