package org.parvis.world.imports.feature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.parvis.world.fault.Words;
import org.parvis.world.imports.place.Placement;
import org.parvis.world.imports.shape.Footprints;
import org.parvis.world.imports.source.Quantity;
import org.parvis.world.imports.source.Unused;
import tools.jackson.databind.JsonNode;

/** Reads GeoJSON geometries into the venue frame; what is wrong with one is noted, and it is left out. */
public final class GeoJsonShapes {
    private static final String COLLECTION = "GeometryCollection";
    private static final List<String> TYPES =
            List.of("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", COLLECTION);

    /** Ends the reading of one geometry. */
    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        private final String kind;
        private final String pointer;
        private final String cure;

        Unreadable(String kind, String pointer, String problem, String cure) {
            super(problem, null, false, false);
            this.kind = kind;
            this.pointer = pointer;
            this.cure = cure;
        }
    }

    private final String file;
    private final Placement placement;
    private final Unused unused;

    public GeoJsonShapes(String file, Placement placement, Unused unused) {
        this.file = file;
        this.placement = placement;
        this.unused = unused;
    }

    public static boolean isGeometry(String type) {
        return TYPES.contains(type);
    }

    /** The geometry, or empty when it cannot be placed, which is noted. */
    public Optional<Geometry> read(JsonNode geometry, String pointer) {
        try {
            Geometry shape = geometry(geometry, pointer);
            if (!shape.isEmpty()) {
                return Optional.of(shape);
            }
            unused.leaveOut(
                    "features have an empty geometry and were left out",
                    file,
                    pointer,
                    "the geometry holds no positions",
                    "Add them, or remove the feature.");
        } catch (Unreadable reason) {
            unused.leaveOut(reason.kind, file, reason.pointer, String.valueOf(reason.getMessage()), reason.cure);
        }
        return Optional.empty();
    }

    private Geometry geometry(JsonNode node, String pointer) throws Unreadable {
        String type = node.path("type").asString("");
        if (!isGeometry(type)) {
            throw new Unreadable(
                    "geometries are of a kind this importer does not read and were left out",
                    pointer + "/type",
                    "\"" + type + "\" is not a geometry this importer reads",
                    Words.suggestion(type, TYPES));
        }
        if (!type.equals(COLLECTION)) {
            return shape(type, node.path("coordinates"), pointer + "/coordinates");
        }
        List<Geometry> parts = new ArrayList<>();
        for (int i = 0; i < node.path("geometries").size(); i++) {
            Geometry part = geometry(node.path("geometries").path(i), pointer + "/geometries/" + i);
            if (!part.isEmpty()) {
                parts.add(part);
            }
        }
        return Footprints.GEOMETRY.createGeometryCollection(parts.toArray(Geometry[]::new));
    }

    private Geometry shape(String type, JsonNode at, String pointer) throws Unreadable {
        if (!at.isArray()) {
            throw new Unreadable(
                    "features have no place and were left out", pointer, "there is no list of positions", "Add it.");
        }
        if (at.isEmpty()) {
            return Footprints.GEOMETRY.createPolygon();
        }
        return switch (type) {
            case "Point" -> Footprints.GEOMETRY.createPoint(position(at, pointer));
            case "LineString" -> Footprints.GEOMETRY.createLineString(positions(at, pointer, 2));
            case "Polygon" -> polygon(at, pointer);
            default -> {
                List<Geometry> parts = new ArrayList<>();
                for (int i = 0; i < at.size(); i++) {
                    Geometry part = shape(type.substring("Multi".length()), at.get(i), pointer + "/" + i);
                    if (!part.isEmpty()) {
                        parts.add(part);
                    }
                }
                yield parts.isEmpty() ? Footprints.GEOMETRY.createPolygon() : Footprints.GEOMETRY.buildGeometry(parts);
            }
        };
    }

    private Geometry polygon(JsonNode rings, String pointer) throws Unreadable {
        if (rings.get(0).isArray() && rings.get(0).isEmpty()) {
            return Footprints.GEOMETRY.createPolygon();
        }
        LinearRing outer = Footprints.GEOMETRY.createLinearRing(closed(positions(rings.get(0), pointer + "/0", 3)));
        List<LinearRing> holes = new ArrayList<>();
        for (int i = 1; i < rings.size(); i++) {
            if (!(rings.get(i).isArray() && rings.get(i).isEmpty())) {
                Coordinate[] ring = closed(positions(rings.get(i), pointer + "/" + i, 3));
                holes.add(Footprints.GEOMETRY.createLinearRing(ring));
            }
        }
        return Footprints.GEOMETRY.createPolygon(outer, holes.toArray(LinearRing[]::new));
    }

    private static Coordinate[] closed(Coordinate[] corners) {
        int n = corners.length;
        if (n >= 4 && corners[0].equals2D(corners[n - 1])) {
            return corners;
        }
        Coordinate[] closed = Arrays.copyOf(corners, n + 1);
        closed[n] = new Coordinate(corners[0]);
        return closed;
    }

    private Coordinate[] positions(JsonNode list, String pointer, int atLeast) throws Unreadable {
        if (!list.isArray() || list.size() < atLeast) {
            throw new Unreadable(
                    "features have too few corners and were left out",
                    pointer,
                    "there are fewer than " + atLeast + " corners",
                    "Add the missing ones.");
        }
        Coordinate[] corners = new Coordinate[list.size()];
        for (int i = 0; i < corners.length; i++) {
            corners[i] = position(list.get(i), pointer + "/" + i);
        }
        return corners;
    }

    private Coordinate position(JsonNode pair, String pointer) throws Unreadable {
        OptionalDouble x = Quantity.number(pair.path(0));
        OptionalDouble y = Quantity.number(pair.path(1));
        if (x.isEmpty() || y.isEmpty()) {
            throw new Unreadable(
                    "features have positions that are not two numbers and were left out",
                    pointer,
                    "a position is written as two numbers",
                    "Write [longitude, latitude].");
        }
        Optional<Coordinate> corner = placement.toVenue(x.getAsDouble(), y.getAsDouble());
        if (corner.isEmpty()) {
            String what = placement.isDegrees() ? "is not a longitude and latitude" : "lies nowhere on Earth";
            throw new Unreadable(
                    "features lie nowhere on Earth and were left out",
                    pointer,
                    "(" + Words.number(x.getAsDouble()) + ", " + Words.number(y.getAsDouble()) + ") " + what,
                    "Write longitude first; give --crs when these are projected metres.");
        }
        return corner.get();
    }
}
