package org.parvis.world.bundle;

import java.util.Arrays;
import java.util.Comparator;
import org.parvis.world.Ring;
import org.parvis.world.Segments;

/**
 * Finds where a ring crosses or touches itself.
 *
 * <p>Edges are sorted by their western end and each is compared with those that begin before it ends: n log n for
 * real outlines.
 */
public final class Crossings {
    private Crossings() {}

    /** The corner at the start of an edge that meets another than its neighbours, or −1. */
    public static int firstIn(Ring ring) {
        int n = ring.size();
        Integer[] byWest = new Integer[n];
        for (int i = 0; i < n; i++) {
            byWest[i] = i;
        }
        Arrays.sort(byWest, Comparator.comparingDouble(edge -> west(ring, edge)));
        for (int a = 0; a < n; a++) {
            double east = Math.max(ring.x(byWest[a]), ring.x((byWest[a] + 1) % n));
            for (int b = a + 1; b < n && west(ring, byWest[b]) <= east; b++) {
                if (meet(ring, byWest[a], byWest[b])) {
                    return Math.min(byWest[a], byWest[b]);
                }
            }
        }
        return -1;
    }

    private static double west(Ring ring, int edge) {
        return Math.min(ring.x(edge), ring.x((edge + 1) % ring.size()));
    }

    private static boolean meet(Ring ring, int i, int j) {
        int n = ring.size();
        int i2 = (i + 1) % n;
        int j2 = (j + 1) % n;
        if (i2 == j) {
            return foldsBack(ring, i, j, j2);
        }
        if (j2 == i) {
            return foldsBack(ring, j, i, i2);
        }
        return Segments.cross(
                ring.x(i), ring.z(i), ring.x(i2), ring.z(i2), ring.x(j), ring.z(j), ring.x(j2), ring.z(j2));
    }

    /** Whether the way a–b–c turns back on itself at b. */
    private static boolean foldsBack(Ring ring, int a, int b, int c) {
        double ux = ring.x(b) - ring.x(a);
        double uz = ring.z(b) - ring.z(a);
        double vx = ring.x(c) - ring.x(b);
        double vz = ring.z(c) - ring.z(b);
        double cross = ux * vz - uz * vx;
        return cross == 0 && ux * vx + uz * vz <= 0;
    }
}
