package org.parvis.world.imports.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.precision.GeometryPrecisionReducer;
import org.parvis.world.Polygon;
import org.parvis.world.Ring;
import org.parvis.world.spatial.Validity;

/**
 * Makes clean areas of whatever outlines data holds.
 *
 * <p>Self-touching and self-crossing rings are split into clean ones, corners are put on a millimetre raster (what
 * bundles keep) so that writing cannot break them again, repeated corners vanish, and rings are turned:
 * outer counter-clockwise seen from above, holes clockwise.
 */
public final class Footprints {
    /** Makes geometries in metres of the venue: x east, y south. */
    public static final GeometryFactory GEOMETRY = new GeometryFactory();

    private static final PrecisionModel MILLIMETRES = new PrecisionModel(1000);
    private static final double MIN_AREA_M2 = 0.01;

    private Footprints() {}

    /** The clean areas of any geometry, largest first; lines, points and slivers are dropped. */
    public static List<Polygon> clean(Geometry any) {
        List<Polygon> found = new ArrayList<>();
        for (org.locationtech.jts.geom.Polygon part : polygons(onRaster(any))) {
            polygon(part).ifPresentOrElse(found::add, () -> mended(part).ifPresent(found::add));
        }
        found.sort((a, b) -> Double.compare(b.areaM2(), a.areaM2()));
        return found;
    }

    private static Geometry onRaster(Geometry any) {
        Geometry valid = any.isValid() ? any : GeometryFixer.fix(any);
        return GeometryPrecisionReducer.reduce(valid, MILLIMETRES);
    }

    /** Only the areas of a mixture of areas, lines and points. */
    public static Geometry areasOf(Geometry any) {
        boolean mixed = any.getClass() == GeometryCollection.class;
        return mixed ? GEOMETRY.buildGeometry(polygons(any)) : any;
    }

    /** All polygons inside a geometry. */
    public static List<org.locationtech.jts.geom.Polygon> polygons(Geometry any) {
        List<org.locationtech.jts.geom.Polygon> parts = new ArrayList<>();
        for (int i = 0; i < any.getNumGeometries(); i++) {
            Geometry part = any.getGeometryN(i);
            if (part instanceof org.locationtech.jts.geom.Polygon polygon) {
                if (polygon.getArea() > MIN_AREA_M2) {
                    parts.add(polygon);
                }
            } else if (part instanceof GeometryCollection) {
                parts.addAll(polygons(part));
            }
        }
        return parts;
    }

    /** Rings that all but touch are pulled apart by shrinking and growing them a little. */
    private static Optional<Polygon> mended(org.locationtech.jts.geom.Polygon part) {
        Geometry apart = onRaster(part.buffer(-0.005).buffer(0.004));
        for (org.locationtech.jts.geom.Polygon candidate : polygons(apart)) {
            Optional<Polygon> good = polygon(candidate);
            if (good.isPresent()) {
                return good;
            }
        }
        return polygon((org.locationtech.jts.geom.Polygon) part.getEnvelope());
    }

    private static Optional<Polygon> polygon(org.locationtech.jts.geom.Polygon part) {
        Optional<Ring> outer = ring(part.getExteriorRing(), true);
        if (outer.isEmpty()) {
            return Optional.empty();
        }
        List<Ring> holes = new ArrayList<>();
        for (int i = 0; i < part.getNumInteriorRing(); i++) {
            ring(part.getInteriorRingN(i), false).ifPresent(holes::add);
        }
        Polygon whole = new Polygon(outer.get(), holes);
        boolean holesFit = holes.isEmpty() || Validity.flawIn(whole).isEmpty();
        return holesFit ? Optional.of(whole) : Optional.empty();
    }

    private static Optional<Ring> ring(LinearRing line, boolean counterClockwise) {
        Coordinate[] corners = line.getCoordinates();
        int n = corners.length - 1;
        double[] xz = new double[2 * n];
        for (int i = 0; i < n; i++) {
            // JTS keeps raster numbers as multiples of 0.001; writing rounds to the same decimals.
            xz[2 * i] = corners[i].x;
            xz[2 * i + 1] = corners[i].y;
        }
        Ring ring = Ring.of(xz);
        if (ring.isCounterClockwise() != counterClockwise) {
            ring = reversed(ring);
        }
        return ring.areaM2() > MIN_AREA_M2 && Validity.flawIn(ring).isEmpty() ? Optional.of(ring) : Optional.empty();
    }

    private static Ring reversed(Ring ring) {
        int n = ring.size();
        double[] xz = new double[2 * n];
        for (int i = 0; i < n; i++) {
            xz[2 * i] = ring.x(n - 1 - i);
            xz[2 * i + 1] = ring.z(n - 1 - i);
        }
        return Ring.of(xz);
    }

    /** A regular outline of 72 corners, inside a circle around the origin. */
    public static Polygon disc(double radiusM) {
        int corners = 72;
        double[] xz = new double[2 * corners];
        for (int i = 0; i < corners; i++) {
            double angle = 2 * Math.PI * i / corners;
            xz[2 * i] = Math.round(radiusM * Math.cos(angle) * 1000) / 1000.0;
            xz[2 * i + 1] = Math.round(-radiusM * Math.sin(angle) * 1000) / 1000.0;
        }
        return Polygon.of(xz);
    }
}
