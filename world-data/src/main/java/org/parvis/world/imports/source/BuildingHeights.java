package org.parvis.world.imports.source;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/**
 * Finds out from what data says of a building how high it is and where it begins.
 *
 * <p>A height wins over storeys, storeys over the fallback. Texts with units are read; what cannot be read, or cannot be a
 * building's, is taken as absent and counted. Owned by the importing thread.
 */
public final class BuildingHeights {
    /** Height of a storey, and of a building of which nothing is known. */
    public static final double STOREY_M = 3;

    private static final double LEAST_M = 0.05;
    private static final double MOST_M = 2_000;
    private static final double MOST_STOREYS = 300;

    private static final List<String> HEIGHT = List.of(
            "height",
            "building:height",
            "building_height",
            "buildingheight",
            "bldg_height",
            "bldgheight",
            "measuredheight",
            "measured_height",
            "height_m",
            "heightm",
            "render_height",
            "est_height");
    private static final List<String> STOREYS = List.of(
            "building:levels",
            "building_levels",
            "levels",
            "num_floors",
            "numfloors",
            "number_of_floors",
            "floors",
            "floor_count",
            "floorcount",
            "storeys",
            "stories",
            "num_storeys",
            "storeysaboveground",
            "storeys_above_ground",
            "b_levels");
    private static final List<String> ROOF_HEIGHT = List.of("roof:height", "roof_height", "roofheight");
    private static final List<String> ROOF_STOREYS = List.of("roof:levels", "roof_levels");
    private static final List<String> FOOT =
            List.of("min_height", "building:min_height", "min_height_m", "minheight", "render_min_height");
    private static final List<String> FIRST_STOREY = List.of("building:min_level", "min_level", "building_min_level");

    /**
     * Where a building begins and how high it is.
     *
     * @param baseM height of its foot over the ground
     * @param heightM height above its foot
     */
    public record Extent(double baseM, double heightM) {}

    private final Unused unused;

    public BuildingHeights(Unused unused) {
        this.unused = unused;
    }

    /** Whether the properties say anything of a height or storeys. */
    public static boolean saysAny(JsonNode properties) {
        Map<String, JsonNode> byName = byName(properties);
        return HEIGHT.stream().anyMatch(byName::containsKey) || STOREYS.stream().anyMatch(byName::containsKey);
    }

    /**
     * The extent of a building.
     *
     * @param properties what the data says, an object; names in capitals are understood too
     * @param pointer where that stands, for notes
     * @param fallbackM height when nothing usable is said
     */
    public Extent of(JsonNode properties, String pointer, double fallbackM) {
        Map<String, JsonNode> says = byName(properties);
        OptionalDouble storeys = number(says, STOREYS, pointer);
        OptionalDouble height = length(says, HEIGHT, pointer);
        double topM;
        if (height.isPresent()) {
            topM = height.getAsDouble();
        } else if (storeys.isPresent()) {
            double roofM = length(says, ROOF_HEIGHT, pointer)
                    .orElseGet(() -> number(says, ROOF_STOREYS, pointer).orElse(0) * STOREY_M);
            topM = Math.min(MOST_M, storeys.getAsDouble() * STOREY_M + roofM);
            unused.count("heights were made of storeys, 3 m each", "");
        } else {
            topM = fallbackM;
            unused.count("features had no height (or 0): taken as %.0f m".formatted(fallbackM), "");
        }
        double baseM = baseM(says, pointer, topM, storeys);
        return new Extent(baseM, topM - baseM);
    }

    private double baseM(Map<String, JsonNode> says, String pointer, double topM, OptionalDouble storeys) {
        OptionalDouble given = length(says, FOOT, pointer);
        OptionalDouble first = number(says, FIRST_STOREY, pointer);
        double baseM = given.orElseGet(() -> first.orElse(0) * STOREY_M);
        if (baseM >= topM && given.isEmpty() && storeys.isPresent() && first.orElse(0) < storeys.getAsDouble()) {
            baseM = topM * first.orElse(0) / storeys.getAsDouble();
        }
        if (baseM > topM - LEAST_M) {
            unused.count("features begin above their own top and were put on the ground", pointer);
            return 0;
        }
        return baseM;
    }

    private OptionalDouble length(Map<String, JsonNode> says, List<String> names, String pointer) {
        for (String name : names) {
            JsonNode value = says.get(name);
            if (value != null) {
                OptionalDouble metres = Quantity.metres(value);
                boolean isAbsent = metres.isPresent() && Math.abs(metres.getAsDouble()) < LEAST_M;
                if (metres.isPresent() && metres.getAsDouble() >= LEAST_M && metres.getAsDouble() <= MOST_M) {
                    return metres;
                }
                if (!isAbsent) {
                    String kind = metres.isEmpty() ? "heights cannot be read" : "heights cannot be a building's";
                    unused.count(kind + " and were taken as absent", pointer + "/" + name, value.asString(""));
                }
            }
        }
        return OptionalDouble.empty();
    }

    private OptionalDouble number(Map<String, JsonNode> says, List<String> names, String pointer) {
        for (String name : names) {
            JsonNode value = says.get(name);
            if (value != null) {
                OptionalDouble number = storeys(value);
                if (number.isPresent() && number.getAsDouble() > 0 && number.getAsDouble() <= MOST_STOREYS) {
                    return number;
                }
                if (number.isEmpty() || number.getAsDouble() != 0) {
                    unused.count(
                            "numbers of storeys cannot be read and were taken as absent",
                            pointer + "/" + name,
                            value.asString(""));
                }
            }
        }
        return OptionalDouble.empty();
    }

    /** Of several numbers, as in "4;5", the largest. */
    private static OptionalDouble storeys(JsonNode value) {
        if (!value.isString() || !value.stringValue().contains(";")) {
            return Quantity.number(value);
        }
        double most = Double.NEGATIVE_INFINITY;
        for (String part : value.stringValue().split(";", -1)) {
            OptionalDouble number = Quantity.metres(part);
            if (number.isEmpty()) {
                return OptionalDouble.empty();
            }
            most = Math.max(most, number.getAsDouble());
        }
        return OptionalDouble.of(most);
    }

    /** Properties with something in them, by their names in small letters. */
    private static Map<String, JsonNode> byName(JsonNode properties) {
        Map<String, JsonNode> byName = new HashMap<>();
        properties.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            boolean blank = value.isString() && value.stringValue().isBlank();
            if (!value.isNull() && !blank) {
                byName.putIfAbsent(entry.getKey().toLowerCase(Locale.ROOT), value);
            }
        });
        return byName;
    }
}
