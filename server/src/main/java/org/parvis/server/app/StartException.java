package org.parvis.server.app;

import java.util.List;

/** The server cannot start because of something its operator can mend; each line says what and how. */
final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    private final List<String> lines;

    StartException(List<String> lines) {
        super(String.join("; ", lines));
        this.lines = List.copyOf(lines);
    }

    List<String> lines() {
        return lines;
    }
}
