package org.parvis.loadtest.crowd;

import java.util.Arrays;

/**
 * Where everybody of this tester stands, in plain arrays by index of the person: thousands are looked through many
 * times a second, and doing that through the people themselves would cost a miss of the cache for each. Event loop
 * only.
 */
final class Whereabouts {
    private static final short ABSENT = -1;

    private final short[] floor;
    private final float[] xM;
    private final float[] zM;
    private int end;

    /** For so many people, nobody of them there yet. */
    Whereabouts(int people) {
        floor = new short[people];
        xM = new float[people];
        zM = new float[people];
        Arrays.fill(floor, ABSENT);
    }

    /** Somebody came, or went somewhere. */
    void put(int person, int newFloor, double newXM, double newZM) {
        floor[person] = (short) newFloor;
        xM[person] = (float) newXM;
        zM[person] = (float) newZM;
        end = Math.max(end, person + 1);
    }

    /** Somebody left. */
    void remove(int person) {
        floor[person] = ABSENT;
    }

    /** One more than the highest index of anybody who was ever there. */
    int end() {
        return end;
    }

    /** Whether two people are both there, on the same floor, and at most so far apart. */
    boolean isWithin(int person, int other, double reachM) {
        if (!(reachM > 0) || floor[person] == ABSENT || floor[person] != floor[other]) {
            return false;
        }
        double dx = xM[person] - xM[other];
        double dz = zM[person] - zM[other];
        return dx * dx + dz * dz <= reachM * reachM;
    }
}
