package org.parvis.loadtest.crowd;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Random waypoints: everyone walks straight to a random place that can be reached so, then to the next one.
 * The model is the usual one of mobility studies, without pauses, so that everyone moves all the time.
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

    /**
     * @param floors ground of each floor
     * @param speedMS walking speed, metres per second
     * @param reachM longest leg, metres
     * @param seed of the random numbers
     */
    public WaypointMotion(List<? extends Ground> floors, double speedMS, double reachM, long seed) {
        this.floors = List.copyOf(floors);
        this.speedMS = speedMS;
        this.reachM = reachM;
        this.random = new SplittableRandom(seed);
    }

    @Override
    public void advance(Walk walk, double seconds) {
        if (!walk.hasTarget) {
            chooseTarget(walk);
        }
        if (walk.hasTarget) {
            walk.stepTowardsTarget(speedMS * seconds);
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
