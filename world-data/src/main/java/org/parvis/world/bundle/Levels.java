package org.parvis.world.bundle;

/** The level of a venue by its number of buildings. */
public final class Levels {
    private Levels() {}

    /** 3: at most 10 buildings, 2: at most 100, 1: at most 1,000, 0: more. */
    public static int of(int buildings) {
        if (buildings <= 10) {
            return 3;
        }
        if (buildings <= 100) {
            return 2;
        }
        return buildings <= 1_000 ? 1 : 0;
    }
}
