package org.parvis.world;

import java.util.Arrays;

/** An open line of at least two corners in the venue frame. Immutable. */
public final class PolyLine {
    private final double[] xz;

    private PolyLine(double[] xz) {
        if (xz.length < 4 || xz.length % 2 != 0) {
            throw new IllegalArgumentException("a line needs at least two corners, got " + xz.length + " numbers");
        }
        this.xz = xz;
    }

    /**
     * A line along the corners x0, z0, x1, z1, …
     *
     * @param xz copied
     */
    public static PolyLine of(double... xz) {
        return new PolyLine(xz.clone());
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

    @Override
    public boolean equals(Object other) {
        return other instanceof PolyLine line && Arrays.equals(xz, line.xz);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(xz);
    }

    @Override
    public String toString() {
        return "PolyLine" + Arrays.toString(xz);
    }
}
