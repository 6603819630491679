package org.parvis.world.bundle;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.parvis.world.Building;
import org.parvis.world.Materials;
import org.parvis.world.Polygon;
import org.parvis.world.fault.Words;
import org.parvis.world.json.Fields;
import tools.jackson.databind.JsonNode;

/** Reads the entries of {@code buildings.json} and checks those of {@code meshes.json}. */
final class GeometryReader {
    static final Pattern ENTRY_ID = Pattern.compile("[^\\s\\p{Cntrl}]{1,100}");
    static final String ENTRY_ID_IN_WORDS = "a name of up to 100 characters without spaces";
    private static final double MAX_HEIGHT_M = 2_000;
    private static final Set<String> MESH_KINDS =
            Set.of("roof", "wall", "ground", "water", "road", "green", "bridge", "tree", "other");

    private GeometryReader() {}

    static Optional<Building> building(Fields fields, Map<String, String> seen) {
        String id = id(fields, seen);
        double baseM = fields.number("baseM", -1_000, 9_000, 0);
        double heightM = fields.number("heightM", 0.01, MAX_HEIGHT_M);
        Optional<Polygon> footprint = Shapes.flatPolygon(fields, "outer", "holes");
        String material = material(fields, "material", "concrete");
        String roof = fields.optionalText("roof").orElse("flat");
        if (!roof.equals("flat")) {
            fields.fault("roof", "\"" + roof + "\" is not a known roof", "Write \"flat\"; other roofs are meshes.");
        }
        boolean solid = fields.flag("solid", true);
        Optional<String> partOf = fields.has("partOf")
                ? Optional.of(fields.text("partOf", ENTRY_ID, ENTRY_ID_IN_WORDS))
                : Optional.empty();
        if (footprint.isPresent() && !footprint.get().outer().isCounterClockwise()) {
            fields.fault("outer", "the outline runs clockwise", "Reverse the order of its corners.");
        }
        return footprint.map(shape -> new Building(id, baseM, heightM, shape, material, roof, solid, partOf));
    }

    static void mesh(Fields fields, Map<String, String> seen) {
        id(fields, seen);
        String kind = fields.text("kind");
        if (!kind.isBlank() && !MESH_KINDS.contains(kind)) {
            fields.fault("kind", "\"" + kind + "\" is not a known kind", Words.suggestion(kind, MESH_KINDS));
        }
        material(fields, "material", "concrete");
        Optional<JsonNode> positions = fields.list("positions", true);
        Optional<JsonNode> indices = fields.list("indices", true);
        positions.ifPresent(list -> checkPositions(fields, list));
        if (positions.isPresent() && indices.isPresent()) {
            checkIndices(fields, indices.get(), positions.get().size() / 3);
        }
    }

    private static void checkPositions(Fields fields, JsonNode list) {
        if (list.size() % 3 != 0 || list.isEmpty()) {
            fields.fault("positions", "positions are written as x, y, z, …", "Write three numbers a corner.");
        }
        for (int i = 0; i < list.size(); i++) {
            JsonNode value = list.get(i);
            if (!value.isNumber() || Math.abs(value.doubleValue()) > Shapes.MAX_COORDINATE_M) {
                fields.faultAt("positions/" + i, "this is not a number of metres within 100 km", "Correct it.");
            }
        }
    }

    private static void checkIndices(Fields fields, JsonNode list, int corners) {
        if (list.size() % 3 != 0 || list.isEmpty()) {
            fields.fault("indices", "indices come in threes, a triangle each", "Write three numbers a triangle.");
        }
        for (int i = 0; i < list.size(); i++) {
            JsonNode value = list.get(i);
            if (!value.isInt() || value.intValue() < 0 || value.intValue() >= corners) {
                fields.faultAt(
                        "indices/" + i, "this is not the number of a corner", "Write 0 to " + (corners - 1) + ".");
            }
        }
    }

    /** Reads the id of an entry and tells when another one has it already. */
    static String id(Fields fields, Map<String, String> seen) {
        String id = fields.text("id", ENTRY_ID, ENTRY_ID_IN_WORDS);
        String before = id.isBlank() ? null : seen.putIfAbsent(id, fields.pointer());
        if (before != null) {
            fields.fault("id", "the id \"" + id + "\" is used already at " + before, "Give each its own.");
        }
        return id;
    }

    static String material(Fields fields, String key, String fallback) {
        String material = fields.optionalText(key).orElse(fallback);
        if (!Materials.isKnown(material)) {
            fields.fault(
                    key,
                    "\"" + material + "\" is not a known material",
                    Words.suggestion(material, List.copyOf(Materials.NAMES)) + " A colour is written as #rrggbb.");
        }
        return material;
    }
}
