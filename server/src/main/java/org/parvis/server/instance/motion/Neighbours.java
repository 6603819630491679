package org.parvis.server.instance.motion;

import java.util.Arrays;
import org.parvis.server.instance.tick.TickState;
import org.parvis.server.interest.cells.Bodies;
import org.parvis.server.interest.cells.IntBag;

/**
 * Finds bodies near a place by looking into the cells around it, the nearest first. Costs as much as there are bodies in
 * those cells, however many are in the instance. Allocates only while its room grows. Tick thread only.
 */
public final class Neighbours {
    private static final int AVATAR_BITS = 32;
    private static final long AVATAR_MASK = (1L << AVATAR_BITS) - 1;

    private final TickState state;
    /** Distance squared as the bits of a float, which order as the numbers do; below it the avatar. */
    private long[] near = new long[256];

    private final IntBag around = new IntBag(256);
    private int count;

    public Neighbours(TickState state) {
        this.state = state;
    }

    /** See {@link org.parvis.server.instance.feature.Places#within}. */
    public int within(int floor, double xM, double zM, double radiusM, int[] found) {
        count = 0;
        if (floor < 0 || floor >= state.cells().floors() || !(radiusM >= 0)) {
            return 0;
        }
        around.clear();
        state.interest().neighbours().within(floor, xM, zM, radiusM, around);
        for (int i = 0; i < around.size(); i++) {
            rank(around.get(i), xM, zM);
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

    private void rank(int avatar, double xM, double zM) {
        Bodies bodies = state.bodies();
        double dx = bodies.xM(avatar) - xM;
        double dz = bodies.zM(avatar) - zM;
        if (count == near.length) {
            near = Arrays.copyOf(near, count * 2);
        }
        near[count++] = (long) Float.floatToIntBits((float) (dx * dx + dz * dz)) << AVATAR_BITS | avatar;
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
