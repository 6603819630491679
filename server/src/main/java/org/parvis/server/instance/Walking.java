package org.parvis.server.instance;

import org.parvis.protocol.v1.Gait;

/**
 * How far people may walk. Everybody has an allowance of distance that refills with the speed of their gait and holds
 * half a second's worth: a late message may catch up, nobody may save up for a leap. Tick thread only.
 */
final class Walking {
    private static final double HELD_S = 0.5;

    private final double walkMps;
    private final double runMps;
    private final double[] allowanceM;
    private final long[] refilledMs;

    Walking(InstanceConfig config, int avatars) {
        walkMps = config.walkMps() * (1 + config.tolerance());
        runMps = config.runMps() * (1 + config.tolerance());
        allowanceM = new double[avatars];
        refilledMs = new long[avatars];
    }

    void begin(int avatar, long nowMs) {
        allowanceM[avatar] = walkMps * HELD_S;
        refilledMs[avatar] = nowMs;
    }

    /** Refills and tells how far the avatar may go now, metres. */
    double allowanceM(int avatar, int gait, long nowMs) {
        double speedMps = gait == Gait.GAIT_RUN_VALUE ? runMps : walkMps;
        double grown = allowanceM[avatar] + (nowMs - refilledMs[avatar]) * speedMps / 1000;
        allowanceM[avatar] = Math.min(grown, speedMps * HELD_S);
        refilledMs[avatar] = nowMs;
        return allowanceM[avatar];
    }

    void spend(int avatar, double distanceM) {
        allowanceM[avatar] = Math.max(0, allowanceM[avatar] - distanceM);
    }
}
