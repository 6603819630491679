package org.parvis.world.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.parvis.world.bundle.BundleException;
import org.parvis.world.bundle.Faults;
import org.parvis.world.bundle.JsonTree;
import org.parvis.world.bundle.Words;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads the features of a GeoJSON file into the venue frame. */
final class GeoJson {
    private static final List<String> TYPES =
            List.of("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon");

    private final SourceFile file;
    private final Faults faults = new Faults();
    private final Placement placement;
    private final ImportOptions.Place origin;

    /**
     * @throws BundleException when the reference system is unknown or there is nothing to read
     */
    GeoJson(SourceFile file, ImportOptions options) throws BundleException {
        this.file = file;
        placement = placement(options);
        JsonNode features = file.root().get("features");
        if (features == null || !features.isArray() || features.isEmpty()) {
            faults.add(file.name(), "/features", "there are no features", "Give a FeatureCollection with features.");
        }
        faults.throwIfAny();
        origin = options.place().orElseGet(() -> fileOrigin().orElseGet(this::middle));
        checkOrigin();
        placement.setOrigin(origin);
    }

    ImportOptions.Place origin() {
        return origin;
    }

    /** Title the file gives itself or its origin. */
    Optional<String> title() {
        JsonNode named = file.root().path("origin").get("name");
        if (named == null || !named.isString()) {
            named = file.root().get("name");
        }
        return Optional.ofNullable(named).filter(JsonNode::isString).map(JsonNode::stringValue);
    }

    private Placement placement(ImportOptions options) {
        JsonNode named = file.root().path("crs").path("properties").get("name");
        String name = named != null && named.isString()
                ? named.stringValue()
                : options.crs().orElse("EPSG:4326");
        Optional<Integer> code = Projections.code(name);
        if (code.isPresent() && Projections.isDegrees(code.get())) {
            return Placement.ofDegrees();
        }
        Optional<Placement> projected = code.flatMap(Projections::projection).map(Placement::ofProjection);
        if (projected.isEmpty()) {
            faults.add(
                    file.name(),
                    "/crs",
                    "the reference system \"" + name + "\" is not known to this importer",
                    "Convert the file to WGS84 longitude and latitude (EPSG:4326).");
        }
        return projected.orElseGet(Placement::ofDegrees);
    }

    private Optional<ImportOptions.Place> fileOrigin() {
        JsonNode node = file.root().path("origin");
        JsonNode lon = node.get("lon");
        JsonNode lat = node.get("lat");
        return lon != null && lat != null && lon.isNumber() && lat.isNumber()
                ? Optional.of(new ImportOptions.Place(lon.doubleValue(), lat.doubleValue()))
                : Optional.empty();
    }

    /** The middle of the box around all coordinates. */
    private ImportOptions.Place middle() {
        Envelope box = new Envelope();
        JsonNode features = file.root().path("features");
        for (int i = 0; i < features.size(); i++) {
            expand(box, features.path(i).path("geometry").path("coordinates"));
        }
        // Without a middle on Earth some position has its own fault.
        return Optional.ofNullable(box.centre())
                .flatMap(centre -> placement.place(centre.x, centre.y))
                .orElse(new ImportOptions.Place(0, 0));
    }

    private static void expand(Envelope box, JsonNode coordinates) {
        if (!coordinates.isArray()) {
            return;
        }
        if (coordinates.size() >= 2
                && coordinates.get(0).isNumber()
                && coordinates.get(1).isNumber()) {
            box.expandToInclude(
                    coordinates.get(0).doubleValue(), coordinates.get(1).doubleValue());
            return;
        }
        for (int i = 0; i < coordinates.size(); i++) {
            expand(box, coordinates.get(i));
        }
    }

    private void checkOrigin() throws BundleException {
        if (!(Math.abs(origin.longitudeDeg()) <= 180 && Math.abs(origin.latitudeDeg()) <= 90)) {
            faults.add(
                    file.name(),
                    "",
                    "the origin %s, %s is not a longitude and latitude"
                            .formatted(Words.number(origin.longitudeDeg()), Words.number(origin.latitudeDeg())),
                    "Give --crs when the coordinates are projected metres, or --origin LON,LAT.");
        }
        faults.throwIfAny();
    }

    /**
     * All features.
     *
     * @throws BundleException with every feature that cannot be understood
     */
    List<Feature> features(ImportProgress progress) throws BundleException {
        JsonNode list = file.root().path("features");
        List<Feature> features = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            feature(i, list.get(i)).ifPresent(features::add);
            if (i % 500 == 0) {
                progress.at("reading features", i, list.size());
            }
        }
        progress.at("reading features", list.size(), list.size());
        faults.throwIfAny();
        return features;
    }

    private Optional<Feature> feature(int index, JsonNode node) {
        String pointer = JsonTree.child("/features", index);
        JsonNode geometry = node.get("geometry");
        if (geometry == null || !geometry.isObject()) {
            fault(pointer + "/geometry", "the feature has no geometry", "Add one, or remove the feature.");
            return Optional.empty();
        }
        JsonNode type = geometry.get("type");
        String name = type != null && type.isString() ? type.stringValue() : "";
        if (!TYPES.contains(name)) {
            fault(
                    pointer + "/geometry/type",
                    "\"" + name + "\" is not a geometry this importer reads",
                    Words.suggestion(name, TYPES));
            return Optional.empty();
        }
        JsonNode properties = node.get("properties");
        JsonNode known =
                properties != null && properties.isObject() ? properties : JsonNodeFactory.instance.objectNode();
        return geometry(name, geometry.path("coordinates"), pointer + "/geometry/coordinates")
                .map(shape -> new Feature(index, shape, known));
    }

    private Optional<Geometry> geometry(String type, JsonNode at, String pointer) {
        return switch (type) {
            case "Point" -> coordinate(at, pointer).map(Footprints.GEOMETRY::createPoint);
            case "LineString" -> line(at, pointer, 2).map(Footprints.GEOMETRY::createLineString);
            case "Polygon" -> area(at, pointer);
            default -> {
                if (!at.isArray()) {
                    fault(pointer, "the parts of a " + type + " are written as a list", "Write [ … ] around them.");
                }
                List<Geometry> parts = new ArrayList<>();
                for (int i = 0; at.isArray() && i < at.size(); i++) {
                    geometry(type.substring("Multi".length()), at.get(i), pointer + "/" + i)
                            .ifPresent(parts::add);
                }
                yield parts.isEmpty() ? Optional.empty() : Optional.of(Footprints.GEOMETRY.buildGeometry(parts));
            }
        };
    }

    private Optional<Geometry> area(JsonNode rings, String pointer) {
        if (!rings.isArray() || rings.isEmpty()) {
            fault(pointer, "the polygon has no rings", "Give at least the outer ring.");
            return Optional.empty();
        }
        List<LinearRing> made = new ArrayList<>();
        for (int i = 0; i < rings.size(); i++) {
            line(rings.get(i), pointer + "/" + i, 3)
                    .ifPresent(corners -> made.add(Footprints.GEOMETRY.createLinearRing(closed(corners))));
        }
        if (made.size() < rings.size()) {
            return Optional.empty();
        }
        LinearRing[] holes = made.subList(1, made.size()).toArray(LinearRing[]::new);
        return Optional.of(Footprints.GEOMETRY.createPolygon(made.get(0), holes));
    }

    private static Coordinate[] closed(Coordinate[] corners) {
        int n = corners.length;
        if (n >= 4 && corners[0].equals2D(corners[n - 1])) {
            return corners;
        }
        Coordinate[] closed = java.util.Arrays.copyOf(corners, n + 1);
        closed[n] = new Coordinate(corners[0]);
        return closed;
    }

    private Optional<Coordinate[]> line(JsonNode list, String pointer, int atLeast) {
        if (!list.isArray() || list.size() < atLeast) {
            fault(pointer, "there are fewer than " + atLeast + " corners", "Add the missing ones.");
            return Optional.empty();
        }
        Coordinate[] corners = new Coordinate[list.size()];
        for (int i = 0; i < corners.length; i++) {
            Optional<Coordinate> corner = coordinate(list.get(i), pointer + "/" + i);
            if (corner.isEmpty()) {
                return Optional.empty();
            }
            corners[i] = corner.get();
        }
        return Optional.of(corners);
    }

    private Optional<Coordinate> coordinate(JsonNode pair, String pointer) {
        if (!pair.isArray()
                || pair.size() < 2
                || !pair.get(0).isNumber()
                || !pair.get(1).isNumber()) {
            fault(pointer, "a position is written as two numbers", "Write [longitude, latitude].");
            return Optional.empty();
        }
        double x = pair.get(0).doubleValue();
        double y = pair.get(1).doubleValue();
        Optional<Coordinate> corner = placement.toVenue(x, y);
        if (corner.isEmpty()) {
            String what = placement.isDegrees() ? "is not a longitude and latitude" : "lies nowhere on Earth";
            fault(
                    pointer,
                    "(" + Words.number(x) + ", " + Words.number(y) + ") " + what,
                    "Write longitude first; give --crs when these are projected metres.");
        }
        return corner;
    }

    private void fault(String pointer, String problem, String cure) {
        faults.add(file.name(), pointer, problem, cure);
    }
}
