package org.parvis.world.imports.city;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.parvis.world.imports.shape.Faces;
import org.parvis.world.imports.source.Quantity;
import tools.jackson.databind.JsonNode;

/**
 * An object of a city model with the faces of its most detailed geometry.
 *
 * @param id its id in the file
 * @param pointer where in the file it is
 * @param type such as {@code Building}
 * @param node all that the file says about it
 * @param lod level of detail of the faces, 0 for an outline, −1 when there are none
 * @param faces rings of corners each, the outer one first; x east, y south, z up
 * @param children ids of what belongs to it
 * @param parents ids of what it belongs to
 * @param unread how many geometries it has of which no face can be read
 */
public record CityObject(
        String id,
        String pointer,
        String type,
        JsonNode node,
        double lod,
        List<Coordinate[][]> faces,
        List<String> children,
        List<String> parents,
        int unread) {
    private static final Set<String> SOLID = Set.of("Building", "BuildingPart");

    public static CityObject read(String id, String pointer, JsonNode node, CityFaces reader) {
        List<JsonNode> geometries = new ArrayList<>();
        node.path("geometry").forEach(geometries::add);
        geometries.sort(Comparator.comparingDouble((JsonNode geometry) -> lod(reader.shapeOf(geometry)))
                .reversed());
        int unread = 0;
        double lod = -1;
        List<Coordinate[][]> faces = List.of();
        for (JsonNode geometry : geometries) {
            faces = reader.of(geometry);
            if (!faces.isEmpty()) {
                lod = lod(reader.shapeOf(geometry));
                break;
            }
            unread++;
        }
        return new CityObject(
                id,
                pointer,
                node.path("type").asString(""),
                node,
                lod,
                faces,
                texts(node.path("children")),
                texts(node.path("parents")),
                unread);
    }

    private static double lod(JsonNode geometry) {
        return Quantity.number(geometry.path("lod")).orElse(1);
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(entry -> texts.add(entry.asString("")));
        return texts;
    }

    /** Whether it is a building or a part of one, of which there are faces. */
    public boolean isSolid() {
        return SOLID.contains(type) && !faces.isEmpty();
    }

    /** Whether its faces are only an outline on the ground. */
    public boolean isOutline() {
        return lod < 1 || highestM() - lowestM() < 0.1;
    }

    public double lowestM() {
        return faces.stream().mapToDouble(face -> Faces.lowestM(face[0])).min().orElse(0);
    }

    public double highestM() {
        return faces.stream().mapToDouble(face -> Faces.highestM(face[0])).max().orElse(0);
    }

    public void expand(Envelope box) {
        for (Coordinate[][] face : faces) {
            for (Coordinate corner : face[0]) {
                box.expandToInclude(corner);
            }
        }
    }
}
