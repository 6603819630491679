package org.parvis.world.imports.shape;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.util.GeometryFixer;

/** Flat faces in space: rings of corners whose x is east, y south and z up, the outer ring first. */
public final class Faces {
    private Faces() {}

    /** The upward unit normal of a ring by Newell's method, as (x east, y south, z up); z is above 0 for roofs. */
    public static double[] normal(Coordinate[] ring) {
        double[] n = new double[3];
        for (int i = 0; i < ring.length; i++) {
            Coordinate a = ring[i];
            Coordinate b = ring[(i + 1) % ring.length];
            n[0] += (a.y - b.y) * (a.getZ() + b.getZ());
            n[1] += (a.getZ() - b.getZ()) * (a.x + b.x);
            n[2] += (a.x - b.x) * (a.y + b.y);
        }
        double length = Math.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
        if (length == 0) {
            return n;
        }
        // South instead of north mirrors the plane, and with it the sense of rings.
        return new double[] {-n[0] / length, -n[1] / length, -n[2] / length};
    }

    /** Height of the lowest corner of a ring. */
    public static double lowestM(Coordinate[] ring) {
        double lowest = Double.POSITIVE_INFINITY;
        for (Coordinate corner : ring) {
            lowest = Math.min(lowest, corner.getZ());
        }
        return lowest;
    }

    /** Height of the highest corner of a ring. */
    public static double highestM(Coordinate[] ring) {
        double highest = Double.NEGATIVE_INFINITY;
        for (Coordinate corner : ring) {
            highest = Math.max(highest, corner.getZ());
        }
        return highest;
    }

    /** The area a face covers seen from above; empty for upright ones. */
    public static Geometry seenFromAbove(Coordinate[][] face) {
        return polygon(face, 0, 1);
    }

    /** The face drawn on a plane of two of its axes (0 east, 1 south, 2 up). */
    static Geometry polygon(Coordinate[][] face, int across, int along) {
        List<LinearRing> rings = new ArrayList<>();
        for (Coordinate[] ring : face) {
            if (ring.length >= 3) {
                Coordinate[] flat = new Coordinate[ring.length + 1];
                for (int i = 0; i <= ring.length; i++) {
                    Coordinate corner = ring[i % ring.length];
                    flat[i] = new Coordinate(corner.getOrdinate(across), corner.getOrdinate(along));
                }
                rings.add(Footprints.GEOMETRY.createLinearRing(flat));
            }
        }
        if (rings.isEmpty()) {
            return Footprints.GEOMETRY.createPolygon();
        }
        LinearRing[] holes = rings.subList(1, rings.size()).toArray(LinearRing[]::new);
        Geometry polygon = Footprints.GEOMETRY.createPolygon(rings.get(0), holes);
        return polygon.isValid() ? polygon : GeometryFixer.fix(polygon);
    }
}
