package org.parvis.loadtest;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.parvis.loadtest.crowd.Swarm;
import org.parvis.loadtest.measure.SecondPoint;
import org.parvis.loadtest.measure.SecondTally;
import org.parvis.loadtest.scenario.Scenario;
import picocli.CommandLine.Help.Ansi;

/**
 * One line that tells how a run is going: rewritten every second on a terminal, printed every five seconds
 * elsewhere. Runs on the swarm's event loop.
 */
final class ProgressLine implements AutoCloseable {
    private static final int PLAIN_EVERY_S = 5;

    private final Swarm swarm;
    private final Scenario scenario;
    private final PrintWriter out;
    private final boolean terminal = Ansi.AUTO.enabled();
    private @Nullable ScheduledFuture<?> timer;
    private int ticks;

    ProgressLine(Swarm swarm, Scenario scenario, PrintWriter out) {
        this.swarm = swarm;
        this.scenario = scenario;
        this.out = out;
    }

    void start() {
        timer = swarm.loop().scheduleWithFixedDelay(this::onSecond, 1, 1, TimeUnit.SECONDS);
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
        ticks++;
        SecondTally newest = swarm.newestSecond();
        if (newest == null || (!terminal && ticks % PLAIN_EVERY_S != 0)) {
            return;
        }
        String line = line(SecondPoint.of(newest));
        out.print(terminal ? "\r" + line + "  " : line + "\n");
        out.flush();
    }

    private String line(SecondPoint last) {
        double ageMs = last.ages().ageP99Ms();
        String outside = swarm.outside();
        return String.format(
                Locale.ROOT,
                "%-12s %5d/%d in, age p99 %s, %6.1f kB/s each, %d lost, %d s left%s",
                swarm.stageName(),
                last.presence().people(),
                scenario.mostPeople(),
                Double.isNaN(ageMs) ? "–" : String.format(Locale.ROOT, "%6.1f ms", ageMs),
                last.traffic().bytesPerClient() / 1e3,
                last.presence().lost(),
                swarm.remainingMs() / 1000,
                outside == null ? "" : "; " + outside);
    }
}
