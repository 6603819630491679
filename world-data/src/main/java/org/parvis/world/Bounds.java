package org.parvis.world;

/**
 * A rectangle of the venue frame, in metres; borders belong to it.
 *
 * @param minX western border
 * @param minZ northern border
 * @param maxX eastern border, at least {@code minX}
 * @param maxZ southern border, at least {@code minZ}
 */
public record Bounds(double minX, double minZ, double maxX, double maxZ) {
    public Bounds {
        if (!(minX <= maxX && minZ <= maxZ)) {
            throw new IllegalArgumentException(
                    "bounds must not be empty: %s %s %s %s".formatted(minX, minZ, maxX, maxZ));
        }
    }

    /** Extent from west to east in metres. */
    public double widthM() {
        return maxX - minX;
    }

    /** Extent from north to south in metres. */
    public double depthM() {
        return maxZ - minZ;
    }

    public boolean contains(double x, double z) {
        return x >= minX && x <= maxX && z >= minZ && z <= maxZ;
    }

    /** Whether {@code other} lies wholly inside, with {@code toleranceM} metres of grace. */
    public boolean contains(Bounds other, double toleranceM) {
        return other.minX >= minX - toleranceM
                && other.minZ >= minZ - toleranceM
                && other.maxX <= maxX + toleranceM
                && other.maxZ <= maxZ + toleranceM;
    }

    /** The smallest bounds that hold both. */
    public Bounds union(Bounds other) {
        return new Bounds(
                Math.min(minX, other.minX),
                Math.min(minZ, other.minZ),
                Math.max(maxX, other.maxX),
                Math.max(maxZ, other.maxZ));
    }
}
