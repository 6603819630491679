package org.parvis.world.imports.feature;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.parvis.world.fault.BundleException;
import org.parvis.world.imports.shape.Footprints;
import org.parvis.world.imports.source.Unused;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Recognises maps of the insides of buildings, and brings those of OpenStreetMap and IMDF into the layers that {@link
 * IndoorImport} reads: floor, space, fixture, opening, node, link, facility.
 */
public final class IndoorMaps {
    public static final Set<String> LAYERS = Set.of("floor", "space", "fixture", "opening", "link", "node", "facility");

    /** Marks features that were brought into layers: their names are not those of Japanese data. */
    public static final String TRANSLATED = "parvis:translated";

    /** A space one walks through: no walls around it. */
    public static final String OPEN_SPACE = "B019";
    /** A toilet. */
    public static final String TOILET = "B007";
    /** A space with walls. */
    public static final String ROOM = "";

    private IndoorMaps() {}

    /** Whether any feature names a layer itself. */
    public static boolean isLayered(List<Feature> features) {
        return features.stream()
                .anyMatch(feature ->
                        feature.text("layer").filter(LAYERS::contains).isPresent());
    }

    /** Whether a feature is something inside of a building. */
    public static boolean isIndoor(Feature feature) {
        return feature.says("indoor") || feature.node().path("feature_type").isString();
    }

    /** Whether most of the areas are insides of buildings. */
    public static boolean isIndoorMap(List<Feature> features) {
        int inside = 0;
        int all = 0;
        for (Feature feature : features) {
            boolean imdf = feature.node().path("feature_type").isString();
            if (feature.geometry().getDimension() == 2 || imdf) {
                all++;
                inside += isIndoor(feature) ? 1 : 0;
            }
        }
        return inside > 0 && inside * 2 >= all;
    }

    /**
     * The features of an indoor map in layers.
     *
     * @param unused takes what has no place in them
     */
    public static List<Feature> layered(String file, List<Feature> features, Unused unused) throws BundleException {
        boolean imdf = features.stream()
                .anyMatch(feature -> feature.node().path("feature_type").isString());
        List<Feature> into = new ArrayList<>();
        if (imdf) {
            new ImdfLayers(file, features, unused, into).translate();
        } else {
            new OsmLayers(features, unused, into).translate();
        }
        return into;
    }

    /** A feature on a layer of a storey, with the place and names of the one it was made of. */
    public static Feature on(String layer, int level, String category, Feature of, Geometry geometry) {
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        properties.put("layer", layer);
        properties.put("level", level);
        properties.put("category", category);
        properties.put(TRANSLATED, true);
        of.id().ifPresent(id -> properties.put("id", id));
        of.properties().properties().forEach(entry -> {
            boolean isName = entry.getKey().equals("name") || entry.getKey().startsWith("name:");
            if (isName && !entry.getValue().isNull()) {
                properties.set(entry.getKey(), entry.getValue());
            }
        });
        return new Feature(of.index(), of.pointer(), geometry, properties, of.node());
    }

    /** Two nodes and the link between them: a way from one storey to another. */
    public static List<Feature> rise(
            Feature of, String routeType, int from, int to, Coordinate fromAt, Coordinate toAt) {
        String id = of.id().orElse("rise-" + (of.index() + 1)).replaceAll("\\s", "-");
        String start = id + "/" + of.index() + "/" + from + ">" + to;
        String end = start + "/end";
        Feature link =
                on("link", from, ROOM, of, Footprints.GEOMETRY.createLineString(new Coordinate[] {fromAt, toAt}));
        ObjectNode says = (ObjectNode) link.properties();
        says.put("start_id", start);
        says.put("end_id", end);
        says.put("route_type", routeType);
        says.put("link_id", id);
        return List.of(node(of, start, from, fromAt), node(of, end, to, toAt), link);
    }

    private static Feature node(Feature of, String id, int level, Coordinate at) {
        Feature node = on("node", level, ROOM, of, Footprints.GEOMETRY.createPoint(at));
        ObjectNode says = (ObjectNode) node.properties();
        says.put("node_id", id);
        says.put("ordinal", level);
        return node;
    }

    /** A point inside of an area, the middle of anything else. */
    public static Coordinate inside(Geometry geometry) {
        return geometry.getDimension() == 2
                ? geometry.buffer(0).getInteriorPoint().getCoordinate()
                : geometry.getCentroid().getCoordinate();
    }

    /** The text at a key, in small letters; empty when there is none. */
    public static String word(JsonNode properties, String key) {
        return properties.path(key).asString("").strip().toLowerCase(java.util.Locale.ROOT);
    }
}
