package org.parvis.loadtest.crowd;

import java.util.Arrays;
import org.parvis.loadtest.measure.Tally;
import org.parvis.protocol.pose.CellUpdateReader;

/**
 * What a sampled person notices in frames: the age of every near avatar's new move, the number of poses, and
 * how many of the moves it should have been told of it was told of. Event loop only.
 */
final class Sight {
    /** Moves are due at once a metre inside the near ring, since its border is drawn by the server's positions. */
    private static final double INSIDE_M = 1;

    private static final double DM_PER_M = 10;

    private static final int UNSEEN = -1;

    private final Swarm swarm;
    private final CellUpdateReader update = new CellUpdateReader();
    private final boolean probe;
    private short[] lastStamp = new short[0];
    private int nearDm;

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
        int avatar = update.poseAvatar();
        int stamp = update.packedPose() >>> 24;
        if (avatar >= lastStamp.length) {
            int old = lastStamp.length;
            lastStamp = Arrays.copyOf(lastStamp, Math.max(avatar + 1, old * 2));
            Arrays.fill(lastStamp, old, lastStamp.length, (short) UNSEEN);
        }
        int before = lastStamp[avatar];
        lastStamp[avatar] = (short) stamp;
        Person sender = swarm.byAvatar(avatar);
        tally.updatesOfOwn += sender == null ? 0 : 1;
        if (keyframe || before == UNSEEN || before == stamp) {
            return;
        }
        if (sender == null || sender == viewer || !isNear(viewer, sender)) {
            return;
        }
        long ageNs = swarm.sendTimes().ageNs(sender.index, stamp, nowNs);
        if (ageNs >= 0) {
            Tally.record(tally.age, ageNs);
            swarm.second().age(ageNs);
            tally.nearDelivered += probe ? 1 : 0;
        }
    }

    /** Whether the viewer is to be told at once of what somebody does, as the server told how far its near ring reaches. */
    boolean isNear(Person viewer, Person other) {
        double dx = viewer.walk.xM - other.walk.xM;
        double dz = viewer.walk.zM - other.walk.zM;
        double reachM = nearDm / DM_PER_M - INSIDE_M;
        return viewer.walk.floor == other.walk.floor && reachM > 0 && dx * dx + dz * dz <= reachM * reachM;
    }
}
