package org.parvis.loadtest.crowd;

import org.HdrHistogram.Histogram;
import org.parvis.loadtest.measure.HistogramText;
import org.parvis.loadtest.measure.SecondTally;
import org.parvis.loadtest.measure.ServerReading;
import org.parvis.loadtest.measure.Tally;
import org.parvis.loadtest.watch.OwnCpu;

/** Counts what happens in each second: from the running counts of a stage, and times of its own. Event loop only. */
final class SecondCounter {
    private final Histogram age = Tally.coarseHistogram();
    private final Histogram receiptAge = Tally.coarseHistogram();
    private final Histogram join = Tally.coarseHistogram();
    private final Histogram lateness = Tally.coarseHistogram();
    private final OwnCpu cpu = new OwnCpu();
    private Tally tally = new Tally();
    private long bytes;
    private long frames;
    private long frameBytes;
    private long updates;
    private long nearDue;
    private long nearDelivered;
    private int joins;
    private int lostBefore;
    private int lostInStage;

    void age(long ns) {
        Tally.record(age, ns);
    }

    void receiptAge(long ns) {
        Tally.record(receiptAge, ns);
    }

    void join(long ns) {
        Tally.record(join, ns);
    }

    void lateness(long ns) {
        Tally.record(lateness, ns);
    }

    /** A stage begins. */
    void newTally(Tally newTally) {
        tally = newTally;
        remember();
        lostBefore += lostInStage;
        lostInStage = 0;
    }

    /** Ends a second. */
    SecondTally close(int second, int stage, int people, ServerReading server) {
        lostInStage = tally.lost();
        SecondTally closed = new SecondTally(
                second,
                stage,
                new SecondTally.Presence(people, tally.joined - joins, lostBefore + lostInStage),
                new SecondTally.Times(
                        HistogramText.of(age),
                        HistogramText.of(receiptAge),
                        HistogramText.of(join),
                        HistogramText.of(lateness)),
                new SecondTally.Traffic(
                        tally.allBytes - bytes,
                        tally.frames - frames,
                        tally.sampledFrameBytes - frameBytes,
                        tally.updates - updates,
                        tally.nearDue - nearDue,
                        tally.nearDelivered - nearDelivered),
                cpu.sinceLast(),
                server);
        remember();
        age.reset();
        receiptAge.reset();
        join.reset();
        lateness.reset();
        return closed;
    }

    private void remember() {
        bytes = tally.allBytes;
        frames = tally.frames;
        frameBytes = tally.sampledFrameBytes;
        updates = tally.updates;
        nearDue = tally.nearDue;
        nearDelivered = tally.nearDelivered;
        joins = tally.joined;
    }
}
