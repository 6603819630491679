package org.parvis.world.imports.feature;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.parvis.world.imports.source.BuildingHeights;

/**
 * What the tags of OpenStreetMap say of an area: whether it is a building, what covers the ground there, and whether it
 * lies under it.
 */
public final class MapTags {
    private static final List<String> KINDS_OF_LAND = List.of(
            "landuse",
            "natural",
            "leisure",
            "waterway",
            "highway",
            "railway",
            "boundary",
            "place",
            "amenity",
            "area:highway",
            "water",
            "aeroway",
            "power",
            "barrier",
            "tourism",
            "man_made");

    private static final Map<String, String> GROUND = Map.ofEntries(
            Map.entry("landuse=grass", "grass"),
            Map.entry("landuse=meadow", "grass"),
            Map.entry("landuse=forest", "grass"),
            Map.entry("landuse=village_green", "grass"),
            Map.entry("landuse=recreation_ground", "grass"),
            Map.entry("landuse=cemetery", "grass"),
            Map.entry("landuse=basin", "water"),
            Map.entry("landuse=reservoir", "water"),
            Map.entry("natural=water", "water"),
            Map.entry("natural=bay", "water"),
            Map.entry("natural=beach", "sand"),
            Map.entry("natural=sand", "sand"),
            Map.entry("natural=wood", "grass"),
            Map.entry("natural=grassland", "grass"),
            Map.entry("natural=scrub", "grass"),
            Map.entry("leisure=park", "grass"),
            Map.entry("leisure=garden", "grass"),
            Map.entry("leisure=pitch", "grass"),
            Map.entry("leisure=playground", "sand"),
            Map.entry("leisure=swimming_pool", "water"),
            Map.entry("waterway=riverbank", "water"),
            Map.entry("highway=pedestrian", "paving"),
            Map.entry("highway=footway", "paving"),
            Map.entry("highway=service", "asphalt"),
            Map.entry("area:highway=footway", "paving"),
            Map.entry("place=square", "paving"),
            Map.entry("amenity=parking", "asphalt"),
            Map.entry("amenity=fountain", "water"),
            Map.entry("railway=platform", "paving"));

    private static final Set<String> OPEN_BENEATH = Set.of("roof", "canopy", "carport", "bridge");
    private static final Set<String> BENEATH = Set.of("underground", "underwater");

    private MapTags() {}

    /** Whether it is called a building or a part of one. */
    public static boolean isBuilding(Feature feature) {
        return feature.says("building") || isPart(feature);
    }

    /** Whether it is a part of a building that has an outline of its own. */
    public static boolean isPart(Feature feature) {
        return feature.says("building:part");
    }

    /** Whether it is a roof on posts, under which people walk. */
    public static boolean isOpenBeneath(Feature feature) {
        return feature.text("building").filter(OPEN_BENEATH::contains).isPresent()
                || feature.text("building:part").filter(OPEN_BENEATH::contains).isPresent();
    }

    /** Whether it lies under the ground. */
    public static boolean isUnderground(Feature feature) {
        double layer = feature.number("layer").orElse(0);
        boolean below = isBuilding(feature) && layer < 0 && layer >= -10;
        return below || feature.text("location").filter(BENEATH::contains).isPresent();
    }

    /** Whether it is an area of land: tagged as one, and neither called a building nor given a height. */
    public static boolean isLand(Feature feature, boolean fileNamesBuildings) {
        if (isBuilding(feature) || BuildingHeights.saysAny(feature.properties())) {
            return false;
        }
        return fileNamesBuildings || KINDS_OF_LAND.stream().anyMatch(feature::says);
    }

    /** What covers the ground there; empty when the tags do not say. */
    public static Optional<String> ground(Feature feature) {
        for (String key : KINDS_OF_LAND) {
            Optional<String> material = feature.text(key).map(value -> GROUND.get(key + "=" + value));
            if (material.isPresent()) {
                return material;
            }
        }
        return Optional.empty();
    }

    /** In words, for the note on what was left out. */
    public static String kind(Feature feature) {
        return KINDS_OF_LAND.stream()
                .filter(feature::says)
                .findFirst()
                .map(key -> "areas of land (" + key + ") are no buildings and were left out")
                .orElse("areas are not called buildings, as others in the file are, and were left out");
    }
}
