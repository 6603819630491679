package org.parvis.loadtest.motion;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Random waypoints: everyone walks straight to a random place that can be reached so, then to the next one.
 * The model is the usual one of mobility studies; pauses at the places are of random length, as waits are.
 * Whoever stands goes on sending moves, as people look around.
 *
 * <p>Event loop only; the seed makes it repeatable.
 */
public final class WaypointMotion implements Motion {
    private static final int TRIES = 16;
    private static final double SHORTEST_LEG_M = 2;

    private final List<? extends Ground> floors;
    private final SplittableRandom random;
    private final double speedMS;
    private final double reachM;
    private final double pauseS;

    /**
     * @param floors ground of each floor
     * @param speedMS walking speed, metres per second
     * @param reachM longest leg, metres
     * @param pauseS mean time somebody stands before the next leg, seconds; 0 for no pauses
     * @param seed of the random numbers
     */
    public WaypointMotion(List<? extends Ground> floors, double speedMS, double reachM, double pauseS, long seed) {
        this.floors = List.copyOf(floors);
        this.speedMS = speedMS;
        this.reachM = reachM;
        this.pauseS = pauseS;
        this.random = new SplittableRandom(seed);
    }

    @Override
    public void advance(Walk walk, double seconds) {
        if (walk.pauseLeftS > 0) {
            walk.pauseLeftS -= seconds;
            return;
        }
        if (!walk.hasTarget) {
            chooseTarget(walk);
        }
        if (walk.hasTarget && walk.stepTowardsTarget(speedMS * seconds) && pauseS > 0) {
            walk.pauseLeftS = -Math.log(1 - random.nextDouble()) * pauseS;
        }
    }

    private void chooseTarget(Walk walk) {
        Ground ground = floors.get(walk.floor);
        double reach = reachM;
        for (int i = 0; i < TRIES; i++) {
            double angle = random.nextDouble() * 2 * Math.PI;
            double distance = SHORTEST_LEG_M + random.nextDouble() * reach;
            double x = walk.xM + Math.cos(angle) * distance;
            double z = walk.zM + Math.sin(angle) * distance;
            if (ground.isFree(x, z) && ground.isClear(walk.xM, walk.zM, x, z)) {
                walk.headFor(x, z);
                return;
            }
            reach *= 0.8;
        }
    }
}
