package org.parvis.world.imports.feature;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.parvis.world.imports.source.Unused;

/** Brings an OpenStreetMap indoor map (Simple Indoor Tagging) into layers. */
final class OsmLayers {
    private static final Set<String> OPEN = Set.of("corridor", "area", "level", "yes");
    private static final Set<String> SOLID = Set.of("wall", "column", "pillar");
    private static final double WALL_HALF_M = 0.1;

    private final List<Feature> features;
    private final Unused unused;
    private final List<Feature> into;

    OsmLayers(List<Feature> features, Unused unused, List<Feature> into) {
        this.features = features;
        this.unused = unused;
        this.into = into;
    }

    void translate() {
        for (Feature feature : features) {
            List<Integer> levels = levels(feature);
            boolean rises = isRise(feature);
            boolean used = false;
            for (int level : levels) {
                used |= add(feature, level, rises);
            }
            for (int i = 1; rises && i < levels.size(); i++) {
                addRise(feature, levels.get(i - 1), levels.get(i));
            }
            if (!used && !(rises && levels.size() > 1)) {
                unused.count("features say nothing an indoor map is made of and were left out", feature.pointer());
            }
        }
    }

    private List<Integer> levels(Feature feature) {
        List<Double> read = new ArrayList<>(IndoorLevels.of(feature.properties().path("level")));
        read.addAll(IndoorLevels.of(feature.properties().path("repeat_on")));
        if (read.isEmpty()) {
            if (IndoorMaps.isIndoor(feature)) {
                unused.count("features name no storey that can be read and were taken to level 0", feature.pointer());
            }
            return new ArrayList<>(List.of(0));
        }
        List<Integer> levels = new ArrayList<>();
        for (double level : read) {
            if (level != Math.rint(level)) {
                unused.count("features are half-way between storeys and were taken to the next one", feature.pointer());
            }
            int whole = (int) Math.round(level);
            if (!levels.contains(whole)) {
                levels.add(whole);
            }
        }
        levels.sort(null);
        return levels;
    }

    private boolean add(Feature feature, int level, boolean rises) {
        Geometry geometry = feature.geometry();
        String indoor = IndoorMaps.word(feature.properties(), "indoor");
        boolean isDoor = feature.says("door") || feature.says("entrance") || indoor.equals("door");
        if (geometry.getDimension() == 0) {
            return addPoint(feature, level, isDoor);
        }
        if (SOLID.contains(indoor)) {
            Geometry solid = geometry.getDimension() == 2 ? geometry : geometry.buffer(WALL_HALF_M);
            into.add(IndoorMaps.on("fixture", level, IndoorMaps.ROOM, feature, solid));
            return true;
        }
        if (geometry.getDimension() == 1) {
            if (isDoor) {
                into.add(IndoorMaps.on("opening", level, IndoorMaps.ROOM, feature, geometry));
            }
            return isDoor;
        }
        boolean isRoom = indoor.equals("room") && !rises;
        if (!isRoom && !OPEN.contains(indoor) && !rises) {
            return false;
        }
        into.add(IndoorMaps.on("floor", level, IndoorMaps.ROOM, feature, geometry));
        if (isRoom) {
            boolean toilet = IndoorMaps.word(feature.properties(), "amenity").equals("toilets")
                    || IndoorMaps.word(feature.properties(), "room").matches("toilets?|restroom");
            into.add(IndoorMaps.on("space", level, toilet ? IndoorMaps.TOILET : IndoorMaps.ROOM, feature, geometry));
        }
        if (feature.text("name").isPresent()) {
            into.add(IndoorMaps.on("facility", level, IndoorMaps.ROOM, feature, point(geometry)));
        }
        return true;
    }

    private boolean addPoint(Feature feature, int level, boolean isDoor) {
        if (isDoor) {
            into.add(IndoorMaps.on("opening", level, IndoorMaps.ROOM, feature, feature.geometry()));
        } else if (feature.text("name").isPresent()) {
            into.add(IndoorMaps.on("facility", level, IndoorMaps.ROOM, feature, feature.geometry()));
        }
        return isDoor || feature.text("name").isPresent();
    }

    private static Geometry point(Geometry area) {
        return area.getFactory().createPoint(IndoorMaps.inside(area));
    }

    private static boolean isRise(Feature feature) {
        return feature.says("stairs")
                || feature.text("highway")
                        .filter(Set.of("steps", "elevator")::contains)
                        .isPresent()
                || feature.says("elevator")
                || feature.says("conveying")
                || feature.text("room")
                        .filter(Set.of("stairs", "elevator")::contains)
                        .isPresent();
    }

    private void addRise(Feature feature, int lower, int upper) {
        boolean lift = feature.says("elevator")
                || feature.text("highway").filter("elevator"::equals).isPresent()
                || feature.text("room").filter("elevator"::equals).isPresent();
        String route = lift ? "4" : feature.says("conveying") ? "5" : "6";
        Geometry geometry = feature.geometry();
        Coordinate low = IndoorMaps.inside(geometry);
        Coordinate high = low;
        if (geometry.getDimension() == 1) {
            Coordinate[] corners = geometry.getCoordinates();
            boolean down = IndoorMaps.word(feature.properties(), "incline").equals("down");
            low = corners[down ? corners.length - 1 : 0];
            high = corners[down ? 0 : corners.length - 1];
        }
        into.addAll(IndoorMaps.rise(feature, route, lower, upper, low, high));
    }
}
