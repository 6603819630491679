package org.parvis.world;

import java.util.Arrays;
import java.util.List;

/**
 * What stops people on a floor: lines, circles, and solid areas (whose borders are among the lines). Immutable.
 *
 * <p>The areas say what is inside: a point within a building is as far from its walls as one in the street.
 */
public final class Obstacles {
    /** Nothing in the way. */
    public static final Obstacles NONE = new Obstacles(new double[0], new double[0], List.of());

    private final double[] segments;
    private final double[] circles;
    private final List<Polygon> solids;

    /**
     * @param segments x1, z1, x2, z2 each; copied
     * @param circles x, z, radius each; copied
     * @param solids areas nobody can be in
     */
    public Obstacles(double[] segments, double[] circles, List<Polygon> solids) {
        if (segments.length % 4 != 0 || circles.length % 3 != 0) {
            throw new IllegalArgumentException("segments come in fours and circles in threes");
        }
        this.segments = segments.clone();
        this.circles = circles.clone();
        this.solids = List.copyOf(solids);
    }

    /** A copy of the lines as x1, z1, x2, z2 each. */
    public double[] segments() {
        return segments.clone();
    }

    /** A copy of the circles as x, z, radius each. */
    public double[] circles() {
        return circles.clone();
    }

    /** Areas nobody can be in. */
    public List<Polygon> solids() {
        return solids;
    }

    public int segmentCount() {
        return segments.length / 4;
    }

    public int circleCount() {
        return circles.length / 3;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Obstacles that
                && Arrays.equals(segments, that.segments)
                && Arrays.equals(circles, that.circles)
                && solids.equals(that.solids);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(segments) + Arrays.hashCode(circles);
    }

    @Override
    public String toString() {
        return "Obstacles[" + segmentCount() + " lines, " + circleCount() + " circles, " + solids.size() + " solids]";
    }
}
