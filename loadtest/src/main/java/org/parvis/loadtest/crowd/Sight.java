package org.parvis.loadtest.crowd;

import org.parvis.loadtest.measure.SendTimes;
import org.parvis.loadtest.measure.Tally;
import org.parvis.protocol.pose.CellUpdateReader;

/**
 * What a sampled person notices in frames: the age of every near avatar's new move, the number of poses, how many of
 * the moves it should have been told of it was told of, and at regular moments how old what it knows is. Event loop
 * only.
 */
final class Sight {
    /** Time between two moments at which a viewer's knowledge is looked at: in step with no tick and no move. */
    static final long SAMPLE_EVERY_NS = 237_000_000L;

    /** Moves are due at once a metre inside the near ring, since its border is drawn by the server's positions. */
    private static final double INSIDE_M = 1;

    private static final double DM_PER_M = 10;

    /** A tester that stood still for longer than this many moments has no figures worth counting. */
    private static final long MOST_MISSED = 256;

    private final Swarm swarm;
    private final CellUpdateReader update = new CellUpdateReader();
    private final KnownMoves known = new KnownMoves();
    private final boolean probe;
    private int nearDm;
    private long lastSampleNs;
    private long nextSampleNs;

    /**
     * @param swarm the crowd
     * @param probe whether this viewer's near moves are counted as due, so that delivery can be judged
     */
    Sight(Swarm swarm, boolean probe) {
        this.swarm = swarm;
        this.probe = probe;
    }

    boolean isProbe() {
        return probe;
    }

    /** The viewer was let in and knows nobody yet; viewers are looked at one after the other, not all at once. */
    void begin(Person viewer, long nowNs) {
        known.forget();
        lastSampleNs = nowNs;
        nextSampleNs = nowNs + SAMPLE_EVERY_NS * (1 + viewer.index % 16) / 16;
    }

    void onFrame(Person viewer, Tally tally, int wireBytes) {
        long nowNs = swarm.nowNs();
        long poses = 0;
        nearDm = swarm.frames().nearDm() > 0 ? swarm.frames().nearDm() : nearDm;
        while (swarm.frames().nextCell(update)) {
            boolean keyframe = update.isKeyframe();
            while (update.nextPose()) {
                poses++;
                onPose(viewer, tally, keyframe, nowNs);
            }
        }
        tally.sampledFrameBytes += wireBytes;
        tally.updates += poses;
        tally.sampledFrames++;
        tally.nearDm += nearDm;
    }

    private void onPose(Person viewer, Tally tally, boolean keyframe, long nowNs) {
        Person sender = swarm.byAvatar(update.poseAvatar());
        if (sender == null) {
            return;
        }
        tally.updatesOfOwn++;
        SendTimes sendTimes = swarm.sendTimes();
        int move = sendTimes.moveOf(sender.index, update.packedPose() >>> 24);
        if (sender == viewer || move == 0) {
            return;
        }
        int before = known.learn(sender.index, move);
        if (keyframe || before == 0 || move <= before || !isNear(viewer, sender)) {
            return;
        }
        long ageNs = Math.max(0, nowNs - sendTimes.dueNs(sender.index, move));
        known.cameAfter(sender.index, ageNs);
        Tally.record(tally.receiptAge, ageNs);
        swarm.second().receiptAge(ageNs);
        tally.nearDelivered += probe ? 1 : 0;
    }

    /** Looks at what the viewer knows, if it is time. */
    void sample(Person viewer, long nowNs) {
        if (nowNs < nextSampleNs) {
            return;
        }
        long missed = Math.min(MOST_MISSED, (nowNs - nextSampleNs) / SAMPLE_EVERY_NS);
        Whereabouts where = swarm.whereabouts();
        double reachM = reachM();
        for (int person = 0; person < where.end(); person++) {
            if (person == viewer.index || !where.isWithin(viewer.index, person, reachM)) {
                known.isAway(person);
            } else if (known.stayedNear(person, nowNs)) {
                count(known.ageNs(person, swarm.sendTimes(), nowNs), missed);
            }
        }
        lastSampleNs = nowNs;
        nextSampleNs += (missed + 1) * SAMPLE_EVERY_NS;
        nextSampleNs = Math.max(nextSampleNs, nowNs);
    }

    /**
     * Counts an age, and those of the moments that passed while this tester stood still: it received nothing then, so at
     * each of them what was known was at least as old as the time since the last moment.
     */
    private void count(long ageNs, long missed) {
        if (ageNs == KnownMoves.NOTHING_NEW) {
            return;
        }
        count(ageNs);
        for (int i = 0; i < missed; i++) {
            count(nextSampleNs + i * SAMPLE_EVERY_NS - lastSampleNs);
        }
    }

    private void count(long ageNs) {
        Tally.record(swarm.tally().age, ageNs);
        swarm.second().age(ageNs);
    }

    /** Whether the viewer is to be told at once of what somebody does, as the server told how far its near ring reaches. */
    boolean isNear(Person viewer, Person other) {
        return swarm.whereabouts().isWithin(viewer.index, other.index, reachM());
    }

    /** How far everybody is surely within the near ring, metres; negative when nobody is. */
    private double reachM() {
        return nearDm / DM_PER_M - INSIDE_M;
    }
}
