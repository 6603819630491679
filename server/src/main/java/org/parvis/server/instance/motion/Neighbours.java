package org.parvis.server.instance.motion;

import java.util.Arrays;
import org.parvis.server.instance.tick.TickState;
import org.parvis.server.interest.Bodies;
import org.parvis.server.interest.CellMap;

/**
 * Finds bodies near a place by looking into the cells around it, the nearest first. Costs as much as there are bodies in
 * those cells, however many are in the instance. Allocates only while its room grows. Tick thread only.
 */
public final class Neighbours {
    /** A body may stand so far outside its cell before it is moved to the next, metres. */
    private static final double OUTSIDE_M = 1.5;

    private static final int AVATAR_BITS = 32;
    private static final long AVATAR_MASK = (1L << AVATAR_BITS) - 1;

    private final TickState state;
    /** Distance squared as the bits of a float, which order as the numbers do; below it the avatar. */
    private long[] near = new long[256];

    private int count;

    public Neighbours(TickState state) {
        this.state = state;
    }

    /** See {@link org.parvis.server.instance.feature.Places#within}. */
    public int within(int floor, double xM, double zM, double radiusM, int[] found) {
        count = 0;
        CellMap cells = state.cells();
        if (floor < 0 || floor >= cells.floors() || !(radiusM >= 0)) {
            return 0;
        }
        double reachM = radiusM + OUTSIDE_M;
        int first = cells.home(Bodies.NOWHERE, floor, xM - reachM, zM - reachM);
        int last = cells.home(Bodies.NOWHERE, floor, xM + reachM, zM + reachM);
        for (int row = cells.row(first); row <= cells.row(last); row++) {
            for (int column = cells.column(first); column <= cells.column(last); column++) {
                look(cells.dense(floor, column, row), xM, zM, radiusM * radiusM);
            }
        }
        int kept = Math.min(count, found.length);
        if (kept < count) {
            select(kept);
        }
        Arrays.sort(near, 0, kept);
        for (int i = 0; i < kept; i++) {
            found[i] = (int) (near[i] & AVATAR_MASK);
        }
        return kept;
    }

    private void look(int cell, double xM, double zM, double squareM2) {
        Bodies bodies = state.bodies();
        int people = state.interest().people(cell);
        for (int i = 0; i < people; i++) {
            int avatar = state.interest().person(cell, i);
            double dx = bodies.xM(avatar) - xM;
            double dz = bodies.zM(avatar) - zM;
            double squared = dx * dx + dz * dz;
            if (squared <= squareM2) {
                if (count == near.length) {
                    near = Arrays.copyOf(near, count * 2);
                }
                near[count++] = (long) Float.floatToIntBits((float) squared) << AVATAR_BITS | avatar;
            }
        }
    }

    /** Brings the {@code kept} smallest to the front, in any order. */
    private void select(int kept) {
        int low = 0;
        int high = count - 1;
        while (low < high) {
            long pivot = near[(low + high) >>> 1];
            int i = low;
            int j = high;
            while (i <= j) {
                while (near[i] < pivot) {
                    i++;
                }
                while (near[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    long swapped = near[i];
                    near[i++] = near[j];
                    near[j--] = swapped;
                }
            }
            if (kept <= j) {
                high = j;
            } else if (kept > i) {
                low = i;
            } else {
                return;
            }
        }
    }
}
