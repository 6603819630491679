package org.parvis.loadtest.crowd;

import org.parvis.loadtest.measure.SecondPoint;
import org.parvis.loadtest.measure.Tally;

/** Turns the running counts of a stage into what happened in the last second. Event loop only. */
final class SecondCounter {
    private static final double MS_NS = 1e6;

    private long bytes;
    private long frames;
    private int joins;
    private int lostBefore;
    private int lostInStage;

    void newTally() {
        bytes = 0;
        frames = 0;
        joins = 0;
        lostBefore += lostInStage;
        lostInStage = 0;
    }

    SecondPoint close(Swarm swarm, Tally tally, int second, int stage, ServerWatch.Reading server) {
        int people = Math.max(1, swarm.present());
        lostInStage = tally.lost();
        SecondPoint point = new SecondPoint(
                second,
                stage,
                swarm.present(),
                swarm.secondAge().getValueAtPercentile(50) / MS_NS,
                swarm.secondAge().getValueAtPercentile(99) / MS_NS,
                (double) (tally.allBytes - bytes) / people,
                (double) (tally.frames - frames) / people,
                tally.joined - joins,
                lostBefore + lostInStage,
                tally.lateness.getValueAtPercentile(99) / MS_NS,
                server.tickP99Ms(),
                server.cpu(),
                server.memoryBytes());
        bytes = tally.allBytes;
        frames = tally.frames;
        joins = tally.joined;
        return point;
    }
}
