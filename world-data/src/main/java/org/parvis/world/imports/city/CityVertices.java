package org.parvis.world.imports.city;

import java.util.Optional;
import java.util.OptionalDouble;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.parvis.world.imports.place.Placement;
import org.parvis.world.imports.source.Quantity;
import tools.jackson.databind.JsonNode;

/** The vertices of one CityJSON document: as its reference system has them, and in the venue. */
public final class CityVertices {
    private static final double MOST_HEIGHT_M = 10_000;

    private final double[] written;
    private Coordinate[] placed = {};

    private CityVertices(double[] written) {
        this.written = written;
    }

    /**
     * Reads the vertices of a document.
     *
     * @param header the document whose transform is used when this one has none
     */
    public static CityVertices read(JsonNode document, JsonNode header) {
        JsonNode own = document.path("transform");
        JsonNode transform = own.isObject() ? own : header.path("transform");
        JsonNode vertices = document.path("vertices");
        double[] written = new double[3 * vertices.size()];
        for (int i = 0; i < vertices.size(); i++) {
            for (int axis = 0; axis < 3; axis++) {
                written[3 * i + axis] =
                        number(vertices.path(i), axis, Double.NaN) * number(transform.path("scale"), axis, 1)
                                + number(transform.path("translate"), axis, 0);
            }
        }
        return new CityVertices(written);
    }

    public void expand(Envelope box) {
        for (int i = 0; i < written.length; i += 3) {
            if (Double.isFinite(written[i]) && Double.isFinite(written[i + 1])) {
                box.expandToInclude(written[i], written[i + 1]);
            }
        }
    }

    /** Finds where all vertices are in the venue. */
    public void place(Placement placement) {
        placed = new Coordinate[written.length / 3];
        for (int i = 0; i < placed.length; i++) {
            placed[i] = corner(placement, written[3 * i], written[3 * i + 1], written[3 * i + 2]);
        }
    }

    /** A corner in the venue; its numbers are NaN when it lies nowhere on Earth. */
    public static Coordinate corner(Placement placement, double x, double y, double z) {
        Optional<Coordinate> at = placement.toVenue(x, y);
        double heightM = z * placement.heightUnitM();
        return at.isPresent() && Math.abs(heightM) <= MOST_HEIGHT_M
                ? new Coordinate(at.get().x, at.get().y, heightM)
                : new Coordinate(Double.NaN, Double.NaN, Double.NaN);
    }

    public int count() {
        return placed.length;
    }

    public Coordinate placed(int vertex) {
        return placed[vertex];
    }

    /** A vertex as the reference system has it: x, y, z. */
    public double[] written(int vertex) {
        return new double[] {written[3 * vertex], written[3 * vertex + 1], written[3 * vertex + 2]};
    }

    /** A number of a list, or a fallback. */
    static double number(JsonNode list, int index, double fallback) {
        OptionalDouble number = Quantity.number(list.path(index));
        return number.orElse(fallback);
    }

    /** Whether a corner lies on Earth. */
    static boolean isPlaced(Coordinate corner) {
        return Double.isFinite(corner.x) && Double.isFinite(corner.y) && Double.isFinite(corner.getZ());
    }
}
