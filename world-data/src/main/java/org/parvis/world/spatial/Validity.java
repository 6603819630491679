package org.parvis.world.spatial;

import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;
import org.parvis.world.Polygon;
import org.parvis.world.Ring;

/** Says whether areas are well formed, and where they are not. */
public final class Validity {
    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    /**
     * What is wrong with an area.
     *
     * @param problem in words, to be read after "the area"
     * @param x east of the place
     * @param z south of the place
     */
    public record Flaw(String problem, double x, double z) {}

    private Validity() {}

    /** The first flaw of a ring by itself. */
    public static Optional<Flaw> flawIn(Ring ring) {
        return flaw(ring, new LinearRing[0]);
    }

    /** The first flaw of an area with its holes, whose rings have none by themselves. */
    public static Optional<Flaw> flawIn(Polygon polygon) {
        LinearRing[] holes = polygon.holes().stream().map(Validity::line).toArray(LinearRing[]::new);
        return flaw(polygon.outer(), holes);
    }

    private static Optional<Flaw> flaw(Ring outer, LinearRing[] holes) {
        for (int i = 0, j = outer.size() - 1; i < outer.size(); j = i++) {
            if (outer.x(i) == outer.x(j) && outer.z(i) == outer.z(j)) {
                return Optional.of(new Flaw("has the same corner twice", outer.x(i), outer.z(i)));
            }
        }
        TopologyValidationError error = new IsValidOp(GEOMETRY.createPolygon(line(outer), holes)).getValidationError();
        return error == null
                ? Optional.empty()
                : Optional.of(new Flaw(words(error.getErrorType()), error.getCoordinate().x, error.getCoordinate().y));
    }

    private static String words(int error) {
        return switch (error) {
            case TopologyValidationError.SELF_INTERSECTION -> "crosses itself, or its holes cross";
            case TopologyValidationError.RING_SELF_INTERSECTION -> "touches itself";
            case TopologyValidationError.HOLE_OUTSIDE_SHELL -> "has a hole that reaches out of it";
            case TopologyValidationError.NESTED_HOLES -> "has a hole within a hole";
            case TopologyValidationError.DISCONNECTED_INTERIOR -> "is cut apart by its holes";
            case TopologyValidationError.DUPLICATE_RINGS -> "has the same hole twice";
            default -> "has too few corners that differ";
        };
    }

    private static LinearRing line(Ring ring) {
        Coordinate[] corners = new Coordinate[ring.size() + 1];
        for (int i = 0; i < corners.length; i++) {
            corners[i] = new Coordinate(ring.x(i % ring.size()), ring.z(i % ring.size()));
        }
        return GEOMETRY.createLinearRing(corners);
    }
}
