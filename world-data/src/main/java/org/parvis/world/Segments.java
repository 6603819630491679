package org.parvis.world;

/** Plane arithmetic on points and line segments; metres in, metres or square metres out; nothing is allocated. */
public final class Segments {
    private Segments() {}

    /** Squared distance from point (px, pz) to the segment (ax, az)–(bx, bz). */
    public static double pointDistanceSquared(double px, double pz, double ax, double az, double bx, double bz) {
        double dx = bx - ax;
        double dz = bz - az;
        double lengthSquared = dx * dx + dz * dz;
        double t = lengthSquared == 0 ? 0 : ((px - ax) * dx + (pz - az) * dz) / lengthSquared;
        t = Math.max(0, Math.min(1, t));
        double ex = px - (ax + t * dx);
        double ez = pz - (az + t * dz);
        return ex * ex + ez * ez;
    }

    /** Whether the segments a–b and c–d have a point in common. */
    public static boolean cross(
            double ax, double az, double bx, double bz, double cx, double cz, double dx, double dz) {
        double d1 = side(cx, cz, dx, dz, ax, az);
        double d2 = side(cx, cz, dx, dz, bx, bz);
        double d3 = side(ax, az, bx, bz, cx, cz);
        double d4 = side(ax, az, bx, bz, dx, dz);
        if (d1 * d2 < 0 && d3 * d4 < 0) {
            return true;
        }
        return (d1 == 0 && within(cx, cz, dx, dz, ax, az))
                || (d2 == 0 && within(cx, cz, dx, dz, bx, bz))
                || (d3 == 0 && within(ax, az, bx, bz, cx, cz))
                || (d4 == 0 && within(ax, az, bx, bz, dx, dz));
    }

    /** Squared distance between the segments a–b and c–d; 0 when they cross. */
    public static double distanceSquared(
            double ax, double az, double bx, double bz, double cx, double cz, double dx, double dz) {
        if (cross(ax, az, bx, bz, cx, cz, dx, dz)) {
            return 0;
        }
        double atEndsOfFirst =
                Math.min(pointDistanceSquared(ax, az, cx, cz, dx, dz), pointDistanceSquared(bx, bz, cx, cz, dx, dz));
        double atEndsOfSecond =
                Math.min(pointDistanceSquared(cx, cz, ax, az, bx, bz), pointDistanceSquared(dx, dz, ax, az, bx, bz));
        return Math.min(atEndsOfFirst, atEndsOfSecond);
    }

    private static double side(double ax, double az, double bx, double bz, double px, double pz) {
        return (bx - ax) * (pz - az) - (bz - az) * (px - ax);
    }

    private static boolean within(double ax, double az, double bx, double bz, double px, double pz) {
        return px >= Math.min(ax, bx) && px <= Math.max(ax, bx) && pz >= Math.min(az, bz) && pz <= Math.max(az, bz);
    }
}
