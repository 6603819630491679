package org.parvis.server.instance.motion;

import org.parvis.protocol.v1.Gait;
import org.parvis.server.instance.tick.InstanceConfig;

/**
 * How far people may walk. Everybody has an allowance of distance that refills with the speed of their gait and holds
 * half a second's worth: a late message may catch up, nobody may save up for a leap. Tick thread only.
 */
public final class Walking {
    private static final double HELD_S = 0.5;

    private final double walkMps;
    private final double runMps;
    private final double[] allowanceM;
    private final long[] refilledMs;

    public Walking(InstanceConfig config, int avatars) {
        walkMps = config.walkMps() * (1 + config.tolerance());
        runMps = config.runMps() * (1 + config.tolerance());
        allowanceM = new double[avatars];
        refilledMs = new long[avatars];
    }

    public void begin(int avatar, long nowMs) {
        allowanceM[avatar] = walkMps * HELD_S;
        refilledMs[avatar] = nowMs;
    }

    /** Refills and tells how far the avatar may go now, metres. */
    public double allowanceM(int avatar, int gait, long nowMs) {
        double speedMps = gait == Gait.GAIT_RUN_VALUE ? runMps : walkMps;
        double grown = allowanceM[avatar] + (nowMs - refilledMs[avatar]) * speedMps / 1000;
        allowanceM[avatar] = Math.min(grown, speedMps * HELD_S);
        refilledMs[avatar] = nowMs;
        return allowanceM[avatar];
    }

    /** Whether somebody has gone further at once than their allowance held, and has not made up for it yet. */
    boolean isInDebt(int avatar, long nowMs) {
        return allowanceM(avatar, Gait.GAIT_WALK_VALUE, nowMs) < 0;
    }

    /** Pays for a step that may be longer than the allowance; until the debt is paid off nobody goes anywhere. */
    void pay(int avatar, double distanceM) {
        allowanceM[avatar] -= distanceM;
    }

    /** Leaves nothing saved up for a leap. */
    void spendAll(int avatar) {
        allowanceM[avatar] = Math.min(0, allowanceM[avatar]);
    }

    public void spend(int avatar, double distanceM) {
        allowanceM[avatar] = Math.max(Math.min(0, allowanceM[avatar]), allowanceM[avatar] - distanceM);
    }
}
