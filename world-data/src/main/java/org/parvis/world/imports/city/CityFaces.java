package org.parvis.world.imports.city;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.parvis.world.imports.place.Placement;
import tools.jackson.databind.JsonNode;

/** Reads the faces of CityJSON geometries: rings of corners, the outer one first. Templates are put where they are used. */
public final class CityFaces {
    private static final Map<String, Integer> DEPTHS =
            Map.of("MultiSurface", 1, "CompositeSurface", 1, "Solid", 2, "MultiSolid", 3, "CompositeSolid", 3);

    private interface Corners {
        /** The corner with a number; empty when there is none or it lies nowhere on Earth. */
        Optional<Coordinate> at(int number);
    }

    private final CityVertices vertices;
    private final JsonNode templates;
    private final Placement placement;

    public CityFaces(CityVertices vertices, JsonNode templates, Placement placement) {
        this.vertices = vertices;
        this.templates = templates;
        this.placement = placement;
    }

    /** The geometry whose faces count: the template of an instance, else itself. */
    public JsonNode shapeOf(JsonNode geometry) {
        return isInstance(geometry)
                ? templates.path("templates").path(geometry.path("template").asInt(-1))
                : geometry;
    }

    private static boolean isInstance(JsonNode geometry) {
        return geometry.path("type").asString("").equals("GeometryInstance");
    }

    /** All faces that can be read. */
    public List<Coordinate[][]> of(JsonNode geometry) {
        JsonNode shape = shapeOf(geometry);
        Integer depth = DEPTHS.get(shape.path("type").asString(""));
        List<Coordinate[][]> faces = new ArrayList<>();
        if (depth != null) {
            collect(
                    shape.path("boundaries"),
                    depth,
                    isInstance(geometry) ? placedTemplate(geometry) : this::own,
                    faces);
        }
        return faces;
    }

    private Optional<Coordinate> own(int number) {
        return number < vertices.count()
                ? Optional.of(vertices.placed(number)).filter(CityVertices::isPlaced)
                : Optional.empty();
    }

    /** Corners of a template: turned and scaled by the instance's matrix, then moved to its reference point. */
    private Corners placedTemplate(JsonNode geometry) {
        int at = geometry.path("boundaries").path(0).asInt(-1);
        if (at < 0 || at >= vertices.count()) {
            return number -> Optional.empty();
        }
        double[] reference = vertices.written(at);
        double[] m = new double[16];
        for (int i = 0; i < 16; i++) {
            m[i] = CityVertices.number(geometry.path("transformationMatrix"), i, i % 5 == 0 ? 1 : 0);
        }
        JsonNode local = templates.path("vertices-templates");
        return number -> {
            JsonNode p = local.path(number);
            double x = CityVertices.number(p, 0, Double.NaN);
            double y = CityVertices.number(p, 1, Double.NaN);
            double z = CityVertices.number(p, 2, Double.NaN);
            Coordinate corner = CityVertices.corner(
                    placement,
                    reference[0] + m[0] * x + m[1] * y + m[2] * z + m[3],
                    reference[1] + m[4] * x + m[5] * y + m[6] * z + m[7],
                    reference[2] + m[8] * x + m[9] * y + m[10] * z + m[11]);
            return Optional.of(corner).filter(CityVertices::isPlaced);
        };
    }

    private static void collect(JsonNode node, int depth, Corners corners, List<Coordinate[][]> faces) {
        for (JsonNode child : node) {
            if (depth > 1) {
                collect(child, depth - 1, corners, faces);
            } else {
                face(child, corners).ifPresent(faces::add);
            }
        }
    }

    private static Optional<Coordinate[][]> face(JsonNode rings, Corners corners) {
        Coordinate[][] face = new Coordinate[rings.size()][];
        for (int r = 0; r < face.length; r++) {
            face[r] = new Coordinate[rings.path(r).size()];
            for (int i = 0; i < face[r].length; i++) {
                JsonNode number = rings.path(r).path(i);
                Optional<Coordinate> corner =
                        number.isInt() && number.intValue() >= 0 ? corners.at(number.intValue()) : Optional.empty();
                if (corner.isEmpty()) {
                    return Optional.empty();
                }
                face[r][i] = corner.get();
            }
        }
        return face.length > 0 && face[0].length >= 3 ? Optional.of(face) : Optional.empty();
    }
}
