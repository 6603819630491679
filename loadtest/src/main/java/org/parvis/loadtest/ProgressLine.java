package org.parvis.loadtest;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.parvis.loadtest.crowd.CrowdSettings;
import org.parvis.loadtest.crowd.Swarm;
import org.parvis.loadtest.measure.Tally;

/**
 * One line that tells how a run is going: rewritten every second on a terminal, printed every five seconds
 * elsewhere. Runs on the swarm's event loop.
 */
final class ProgressLine implements AutoCloseable {
    private static final int PLAIN_EVERY_S = 5;

    private final Swarm swarm;
    private final CrowdSettings settings;
    private final PrintWriter out;
    private final boolean terminal = picocli.CommandLine.Help.Ansi.AUTO.enabled();
    private @Nullable ScheduledFuture<?> timer;
    private long bytesBefore;
    private int seconds;

    ProgressLine(Swarm swarm, CrowdSettings settings, PrintWriter out) {
        this.swarm = swarm;
        this.settings = settings;
        this.out = out;
    }

    void start() {
        timer = swarm.loop().scheduleAtFixedRate(this::onSecond, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        ScheduledFuture<?> running = timer;
        if (running != null) {
            running.cancel(false);
        }
        if (terminal) {
            out.println();
        }
        out.flush();
    }

    private void onSecond() {
        seconds++;
        if (!terminal && seconds % PLAIN_EVERY_S != 0) {
            return;
        }
        Tally tally = swarm.tally();
        int span = terminal ? 1 : PLAIN_EVERY_S;
        long bytes = tally.allBytes - bytesBefore;
        bytesBefore = tally.allBytes;
        long leftMs = swarm.remainingMs();
        String line = String.format(
                Locale.ROOT,
                "%5d/%d in, age p99 %6.1f ms, %7.0f kB/s, %d lost, %s",
                tally.present,
                settings.avatars(),
                tally.recentAge.getTotalCount() == 0 ? 0 : tally.recentAge.getValueAtPercentile(99) / 1e6,
                bytes / 1e3 / span,
                tally.lost(),
                leftMs < 0 ? "arriving" : (leftMs / 1000 + 1) + " s left");
        tally.recentAge.reset();
        out.print(terminal ? "\r" + line + "  " : line + "\n");
        out.flush();
    }
}
