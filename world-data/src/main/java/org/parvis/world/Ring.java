package org.parvis.world;

import java.util.Arrays;

/**
 * A closed line of at least three corners in the venue frame; the last corner joins the first and is not repeated.
 *
 * <p>Immutable; queries do not allocate. Seen from above with north up, z grows downwards, so a ring that runs
 * counter-clockwise to the eye has a negative shoelace sum in (x, z); {@link #isCounterClockwise()} answers for the eye.
 */
public final class Ring {
    private final double[] xz;
    private final Bounds bounds;

    private Ring(double[] xz) {
        if (xz.length < 6 || xz.length % 2 != 0) {
            throw new IllegalArgumentException("a ring needs at least three corners, got " + xz.length + " numbers");
        }
        this.xz = xz;
        double minX = Double.POSITIVE_INFINITY;
        double minZ = Double.POSITIVE_INFINITY;
        double maxX = Double.NEGATIVE_INFINITY;
        double maxZ = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < xz.length; i += 2) {
            minX = Math.min(minX, xz[i]);
            maxX = Math.max(maxX, xz[i]);
            minZ = Math.min(minZ, xz[i + 1]);
            maxZ = Math.max(maxZ, xz[i + 1]);
        }
        this.bounds = new Bounds(minX, minZ, maxX, maxZ);
    }

    /**
     * A ring of the corners x0, z0, x1, z1, …
     *
     * @param xz copied
     */
    public static Ring of(double... xz) {
        return new Ring(xz.clone());
    }

    /** The rectangle of {@code bounds}, counter-clockwise seen from above. */
    public static Ring rectangle(Bounds b) {
        return of(b.minX(), b.maxZ(), b.maxX(), b.maxZ(), b.maxX(), b.minZ(), b.minX(), b.minZ());
    }

    /** Number of corners. */
    public int size() {
        return xz.length / 2;
    }

    /** East of corner {@code i}. */
    public double x(int i) {
        return xz[2 * i];
    }

    /** South of corner {@code i}. */
    public double z(int i) {
        return xz[2 * i + 1];
    }

    public Bounds bounds() {
        return bounds;
    }

    /** A copy of the corners as x0, z0, x1, z1, … */
    public double[] toArray() {
        return xz.clone();
    }

    /** Whether the point lies inside; a point on the line may count as either. */
    public boolean contains(double x, double z) {
        if (!bounds.contains(x, z)) {
            return false;
        }
        boolean inside = false;
        int n = xz.length;
        for (int i = 0, j = n - 2; i < n; j = i, i += 2) {
            double zi = xz[i + 1];
            double zj = xz[j + 1];
            if (zi > z != zj > z && x < (xz[j] - xz[i]) * (z - zi) / (zj - zi) + xz[i]) {
                inside = !inside;
            }
        }
        return inside;
    }

    /** Distance in metres from the point to the line of the ring, 0 on it. */
    public double distanceToLineM(double x, double z) {
        double bestSquared = Double.POSITIVE_INFINITY;
        int n = xz.length;
        for (int i = 0, j = n - 2; i < n; j = i, i += 2) {
            bestSquared =
                    Math.min(bestSquared, Segments.pointDistanceSquared(x, z, xz[j], xz[j + 1], xz[i], xz[i + 1]));
        }
        return Math.sqrt(bestSquared);
    }

    /** Enclosed area in square metres, never negative. */
    public double areaM2() {
        return Math.abs(shoelace()) / 2;
    }

    /** Whether the corners run counter-clockwise seen from above. */
    public boolean isCounterClockwise() {
        return shoelace() < 0;
    }

    private double shoelace() {
        double sum = 0;
        int n = xz.length;
        for (int i = 0, j = n - 2; i < n; j = i, i += 2) {
            sum += xz[j] * xz[i + 1] - xz[i] * xz[j + 1];
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ring ring && Arrays.equals(xz, ring.xz);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(xz);
    }

    @Override
    public String toString() {
        return "Ring" + Arrays.toString(xz);
    }
}
