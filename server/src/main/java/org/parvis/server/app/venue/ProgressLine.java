package org.parvis.server.app.venue;

import java.io.PrintWriter;
import org.parvis.world.imports.ImportProgress;

/** Shows how far an import is: a line for each step, and one a second while a step takes long. */
final class ProgressLine implements ImportProgress {
    private static final long PAUSE_NS = 1_000_000_000L;

    private final PrintWriter err;
    private String current = "";
    private long lastNs = System.nanoTime();

    ProgressLine(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void at(String what, int done, int total) {
        long nowNs = System.nanoTime();
        if (!what.equals(current)) {
            step(what);
        } else if (nowNs - lastNs > PAUSE_NS && done < total) {
            err.println("… " + what + ": " + done + " of " + total);
            err.flush();
            lastNs = nowNs;
        }
    }

    /** Begins a step. */
    void step(String what) {
        current = what;
        lastNs = System.nanoTime();
        err.println("… " + what);
        err.flush();
    }
}
