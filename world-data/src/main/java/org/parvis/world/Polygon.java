package org.parvis.world;

import java.util.List;

/**
 * An area of the venue frame with holes. Immutable; {@link #contains} does not allocate.
 *
 * @param outer the outer border
 * @param holes the borders of what is cut out, usually none
 */
public record Polygon(Ring outer, List<Ring> holes) {
    public Polygon {
        holes = List.copyOf(holes);
    }

    /** An area without holes, from the corners x0, z0, x1, z1, … */
    public static Polygon of(double... xz) {
        return new Polygon(Ring.of(xz), List.of());
    }

    /** Whether the point lies inside the outer border and in no hole; a point on a border may count as either. */
    public boolean contains(double x, double z) {
        if (!outer.contains(x, z)) {
            return false;
        }
        for (int i = 0; i < holes.size(); i++) {
            if (holes.get(i).contains(x, z)) {
                return false;
            }
        }
        return true;
    }

    public Bounds bounds() {
        return outer.bounds();
    }

    /** Area without the holes, in square metres. */
    public double areaM2() {
        double area = outer.areaM2();
        for (Ring hole : holes) {
            area -= hole.areaM2();
        }
        return Math.max(0, area);
    }
}
