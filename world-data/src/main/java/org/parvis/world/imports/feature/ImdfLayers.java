package org.parvis.world.imports.feature;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.parvis.world.fault.BundleException;
import org.parvis.world.imports.source.Quantity;
import org.parvis.world.imports.source.Unused;
import tools.jackson.databind.JsonNode;

/** Brings an IMDF map (Apple's indoor mapping data format) into layers. */
final class ImdfLayers {
    private static final Set<String> OPEN = Set.of(
            "walkway",
            "lobby",
            "foodservice",
            "ramp",
            "stairs",
            "steps",
            "elevator",
            "escalator",
            "movingwalkway",
            "platform",
            "concourse",
            "unspecified",
            "waitingroom",
            "road",
            "sidewalk",
            "parking",
            "terrace");
    private static final Set<String> SOLID = Set.of("structure", "column", "opentobelow", "wall", "shaft");
    private static final Map<String, String> ROUTES =
            Map.of("elevator", "4", "escalator", "5", "stairs", "6", "steps", "6", "ramp", "1");
    private static final Set<String> WITHOUT_STOREY = Set.of(
            "venue",
            "building",
            "footprint",
            "address",
            "relationship",
            "geofence",
            "section",
            "occupant",
            "anchor",
            "detail");

    private record Rise(Feature feature, String category, int level) {}

    private final String file;
    private final List<Feature> features;
    private final Unused unused;
    private final List<Feature> into;
    private final Map<String, Integer> levelOf = new HashMap<>();
    private final List<Rise> rises = new ArrayList<>();

    ImdfLayers(String file, List<Feature> features, Unused unused, List<Feature> into) {
        this.file = file;
        this.features = features;
        this.unused = unused;
        this.into = into;
    }

    void translate() throws BundleException {
        findLevels();
        for (Feature feature : features) {
            String type = type(feature);
            Integer level = level(feature);
            if (level == null || WITHOUT_STOREY.contains(type) || !add(type, feature, level)) {
                unused.count("features of the IMDF type " + type + " were left out", feature.pointer());
            }
        }
        linkStoreys();
    }

    private static String type(Feature feature) {
        return IndoorMaps.word(feature.node(), "feature_type");
    }

    private static String id(Feature feature) {
        return feature.node().path("id").asString("");
    }

    private static String levelId(Feature feature) {
        return feature.properties().path("level_id").asString("");
    }

    private @Nullable Integer level(Feature feature) {
        if (type(feature).equals("level")) {
            return levelOf.get(id(feature));
        }
        String unit = feature.properties().path("unit_ids").path(0).asString("");
        return levelOf.get(levelId(feature).isEmpty() ? unit : levelId(feature));
    }

    private void findLevels() throws BundleException {
        TreeSet<String> named = new TreeSet<>();
        for (Feature feature : features) {
            if (type(feature).equals("level")) {
                OptionalDouble ordinal = Quantity.number(feature.properties().path("ordinal"));
                levelOf.put(id(feature), (int) Math.round(ordinal.orElse(0)));
            } else if (!levelId(feature).isEmpty()) {
                named.add(levelId(feature));
            }
        }
        if (levelOf.isEmpty() && named.size() != 1) {
            throw BundleException.of(
                    file,
                    "/features",
                    "this is one part of an IMDF map; its storeys stand in another part, level.geojson",
                    "Join the features of level, unit, opening, fixture and amenity into one FeatureCollection.");
        }
        if (levelOf.isEmpty()) {
            named.forEach(id -> levelOf.put(id, 0));
        }
        // Amenities and occupants name units; units name levels.
        Map<String, Integer> units = new HashMap<>();
        for (Feature feature : features) {
            Integer level = levelOf.get(levelId(feature));
            if (type(feature).equals("unit") && level != null) {
                units.put(id(feature), level);
            }
        }
        levelOf.putAll(units);
    }

    private boolean add(String type, Feature feature, int level) {
        Geometry geometry = feature.geometry();
        return switch (type) {
            case "level" -> {
                into.add(IndoorMaps.on("floor", level, IndoorMaps.ROOM, feature, geometry));
                yield geometry.getDimension() == 2;
            }
            case "unit" -> geometry.getDimension() == 2 && addUnit(feature, level);
            case "opening" -> {
                into.add(IndoorMaps.on("opening", level, IndoorMaps.ROOM, feature, geometry));
                yield true;
            }
            case "fixture" -> {
                if (geometry.getDimension() == 2) {
                    into.add(IndoorMaps.on("fixture", level, IndoorMaps.ROOM, feature, geometry));
                }
                yield geometry.getDimension() == 2;
            }
            case "amenity", "kiosk" -> {
                into.add(IndoorMaps.on("facility", level, IndoorMaps.ROOM, feature, geometry));
                yield true;
            }
            default -> false;
        };
    }

    private boolean addUnit(Feature feature, int level) {
        Geometry geometry = feature.geometry();
        String category = IndoorMaps.word(feature.properties(), "category");
        if (SOLID.contains(category)) {
            into.add(IndoorMaps.on("fixture", level, IndoorMaps.ROOM, feature, geometry));
            return true;
        }
        into.add(IndoorMaps.on("floor", level, IndoorMaps.ROOM, feature, geometry));
        if (!OPEN.contains(category)) {
            boolean toilet = category.startsWith("restroom");
            into.add(IndoorMaps.on("space", level, toilet ? IndoorMaps.TOILET : IndoorMaps.ROOM, feature, geometry));
        }
        if (ROUTES.containsKey(category)) {
            rises.add(new Rise(feature, category, level));
        }
        JsonNode name = feature.properties().path("name");
        if (name.isObject() || name.isString()) {
            Geometry inside = geometry.getFactory().createPoint(IndoorMaps.inside(geometry));
            into.add(IndoorMaps.on("facility", level, IndoorMaps.ROOM, feature, inside));
        }
        return true;
    }

    /** Stairs and lifts of neighbouring storeys that lie above each other are one way. */
    private void linkStoreys() {
        TreeSet<Integer> storeys = new TreeSet<>(levelOf.values());
        for (Rise low : rises) {
            Integer next = storeys.higher(low.level);
            for (Rise high : rises) {
                boolean above = next != null && high.level == next && high.category.equals(low.category);
                if (above && high.feature.geometry().intersects(low.feature.geometry())) {
                    into.addAll(IndoorMaps.rise(
                            low.feature,
                            ROUTES.getOrDefault(low.category, "1"),
                            low.level,
                            high.level,
                            IndoorMaps.inside(low.feature.geometry()),
                            IndoorMaps.inside(high.feature.geometry())));
                }
            }
        }
    }
}
