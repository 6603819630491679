package org.parvis.world.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Point;
import org.parvis.world.Building;
import org.parvis.world.LocalText;
import org.parvis.world.PointOfInterest;
import org.parvis.world.Polygon;
import org.parvis.world.Prop;
import org.parvis.world.PropKind;
import org.parvis.world.Surface;
import org.parvis.world.fault.BundleException;
import org.parvis.world.imports.feature.BuildingParts;
import org.parvis.world.imports.feature.Feature;
import org.parvis.world.imports.feature.IndoorMaps;
import org.parvis.world.imports.feature.MapTags;
import org.parvis.world.imports.feature.Names;
import org.parvis.world.imports.shape.Footprints;
import org.parvis.world.imports.source.BuildingHeights;
import org.parvis.world.imports.source.SourceFile;
import org.parvis.world.imports.source.Unused;

/**
 * Imports outdoor GeoJSON: footprints with heights, roof faces with {@code z} (each becomes a block of that height), areas
 * of land by the tags of OpenStreetMap, the furniture of festival squares, and points, which become points of interest.
 *
 * <p>Words of one kind of data are used only for files that speak it throughout. Owned by the importing thread.
 */
final class OutdoorImport {
    private static final double FACADE_M = 15;
    /** The largest building on Earth covers less. */
    private static final double MOST_AREA_M2 = 2_000_000;

    private static final double CANOPY_M = 0.4;

    private final SourceFile file;
    private final VenueAssembly venue;
    private final GeoJson source;
    private final ImportOptions options;
    private final Unused unused;
    private final BuildingHeights heights;
    private final SquareFurniture furniture;
    private final List<Surface> surfaces = new ArrayList<>();
    private boolean namesBuildings;
    private boolean isSquare;
    private boolean roofs;
    private BuildingParts parts = BuildingParts.NONE;
    private double farthestM;

    private OutdoorImport(SourceFile file, GeoJson source, ImportOptions options, Unused unused) {
        this.file = file;
        this.venue = new VenueAssembly(file, options);
        this.source = source;
        this.options = options;
        this.unused = unused;
        this.heights = new BuildingHeights(unused);
        this.furniture = new SquareFurniture(venue);
    }

    static ImportedVenue run(
            SourceFile file,
            GeoJson source,
            List<Feature> features,
            ImportOptions options,
            ImportProgress progress,
            Unused unused)
            throws BundleException {
        OutdoorImport run = new OutdoorImport(file, source, options, unused);
        run.look(features);
        for (int i = 0; i < features.size(); i++) {
            run.add(features.get(i));
            if (i % 500 == 0) {
                progress.at("cleaning outlines", i, features.size());
            }
        }
        progress.at("cleaning outlines", features.size(), features.size());
        return run.finish();
    }

    /** Finds out which words the file uses. */
    private void look(List<Feature> features) {
        namesBuildings = features.stream().anyMatch(MapTags::isBuilding);
        isSquare = SquareFurniture.isSpokenIn(features);
        List<Feature> areas = features.stream()
                .filter(feature -> feature.geometry().getDimension() == 2)
                .toList();
        long withZ = areas.stream()
                .filter(feature -> feature.number("z").isPresent())
                .count();
        roofs = withZ > 0
                && withZ >= areas.size() * 0.9
                && areas.stream().noneMatch(feature -> BuildingHeights.saysAny(feature.properties()));
        parts = BuildingParts.of(areas);
    }

    private void add(Feature feature) {
        if (options.radiusM().isPresent()
                && feature.distanceM() > options.radiusM().getAsDouble()) {
            unused.count("features lie beyond the radius and were left out", "");
            return;
        }
        Optional<Geometry> area = area(feature);
        if (area.isPresent()) {
            addArea(feature, area.get());
        } else if (feature.geometry().getDimension() == 0) {
            addPoint(feature, feature.geometry().getCentroid());
        } else {
            leaveOut(feature, "features are lines and were left out", "a line has no area");
        }
    }

    private void leaveOut(Feature feature, String kind, String problem) {
        unused.leaveOut(kind, file.name(), feature.pointer(), problem, "Give outlines of buildings.");
    }

    /** The area of a feature; that of a closed line when it is called a building. */
    private static Optional<Geometry> area(Feature feature) {
        Geometry geometry = feature.geometry();
        if (geometry.getDimension() == 2) {
            return Optional.of(geometry);
        }
        boolean closedWay = geometry instanceof LineString line && line.isClosed() && line.getNumPoints() >= 4;
        return closedWay && MapTags.isBuilding(feature)
                ? Optional.of(Footprints.GEOMETRY.createPolygon(geometry.getCoordinates()))
                : Optional.empty();
    }

    private void addPoint(Feature feature, Point at) {
        farthestM = Math.max(farthestM, feature.farthestM());
        if (feature.text("natural").filter("tree"::equals).isPresent()) {
            addProp(PropKind.TREE, feature, at, new Prop.Size(4, 7, 4), 0.3);
            return;
        }
        if (feature.text("highway").filter("street_lamp"::equals).isPresent()) {
            addProp(PropKind.LAMP, feature, at, new Prop.Size(0.5, 5, 0.5), 0.15);
            return;
        }
        Optional<String> station = feature.text("車站編號");
        LocalText title = title(feature, "");
        if (namesBuildings && title.in("en").isEmpty()) {
            unused.count("points without a name were left out", "");
            return;
        }
        String id = station.or(feature::id).orElse("point");
        venue.points.add(new PointOfInterest(
                venue.freshId("point", id),
                station.isPresent() ? "station" : feature.text("kind").orElse("place"),
                0,
                at.getX(),
                at.getY(),
                title(feature, id)));
    }

    private void addProp(PropKind kind, Feature feature, Point at, Prop.Size size, double radiusM) {
        venue.props.add(new Prop(
                venue.freshId("prop", kind.label() + "-" + (feature.index() + 1)),
                kind,
                0,
                at.getX(),
                at.getY(),
                0,
                0,
                size,
                kind == PropKind.TREE ? "wood" : "metal",
                OptionalDouble.of(radiusM),
                Optional.empty()));
    }

    private static LocalText title(Feature feature, String fallback) {
        Optional<String> chinese = feature.text("中文站名");
        if (chinese.isEmpty()) {
            return fallback.isEmpty()
                            && feature.properties().path("name").isMissingNode()
                            && feature.text("name:en").isEmpty()
                    ? LocalText.EMPTY
                    : Names.of(feature, fallback.isEmpty() ? "?" : fallback, "");
        }
        Map<String, String> texts = new HashMap<>();
        texts.put("zh-Hant", chinese.get());
        texts.put("en", feature.text("英譯站名").orElse(chinese.get()));
        return new LocalText(texts);
    }

    private void addArea(Feature feature, Geometry geometry) {
        List<Polygon> areas = Footprints.clean(Footprints.areasOf(geometry));
        if (areas.isEmpty()) {
            leaveOut(feature, "features have no area and were left out", "the outline encloses no area");
            return;
        }
        Optional<String> type = feature.text("type");
        if (isSquare && type.isPresent() && furniture.add(type.get(), feature, areas)) {
            farthestM = Math.max(farthestM, feature.farthestM());
        } else if (mayBeBuilding(feature, geometry, areas)) {
            farthestM = Math.max(farthestM, feature.farthestM());
            addBuilding(feature, areas);
        }
    }

    private boolean mayBeBuilding(Feature feature, Geometry geometry, List<Polygon> areas) {
        if (IndoorMaps.isIndoor(feature)) {
            leaveOut(feature, "rooms and floors inside of buildings were left out", "this is inside of a building");
        } else if (MapTags.isLand(feature, namesBuildings)) {
            Optional<String> ground = MapTags.ground(feature);
            if (ground.isPresent() && geometry.getArea() <= MOST_AREA_M2) {
                areas.forEach(part -> surfaces.add(new Surface(part, ground.get())));
            } else {
                leaveOut(feature, MapTags.kind(feature), "this is an area of land, no building");
            }
        } else if (MapTags.isUnderground(feature)) {
            leaveOut(feature, "buildings lie under the ground and were left out", "this lies under the ground");
        } else if (geometry.getArea() > MOST_AREA_M2) {
            leaveOut(
                    feature,
                    "areas of more than 2 km² are no buildings and were left out",
                    "this area of %.1f km² is no building".formatted(geometry.getArea() / 1e6));
        } else if (parts.cover(feature)) {
            unused.count("outlines of buildings whose parts are in the file were left out", "");
        } else {
            return true;
        }
        return false;
    }

    private void addBuilding(Feature feature, List<Polygon> areas) {
        BuildingHeights.Extent extent = extent(feature);
        if (areas.size() > 1 && !(feature.geometry().getNumGeometries() > 1)) {
            unused.count("features touched or crossed themselves and were split into parts", "");
        }
        String id = feature.id().orElse((roofs ? "roof-" : "building-") + (feature.index() + 1));
        String material = isSquare ? "plaster" : "concrete";
        Optional<String> of = parts.outlineOf(feature);
        String first = "";
        for (Polygon area : areas) {
            String own = venue.freshId("building", id);
            first = first.isEmpty() ? own : first;
            venue.buildings.add(new Building(
                    own,
                    extent.baseM(),
                    extent.heightM(),
                    area,
                    material,
                    "flat",
                    true,
                    of.isPresent() ? of : areas.size() > 1 ? Optional.of(first) : Optional.empty()));
        }
    }

    private BuildingHeights.Extent extent(Feature feature) {
        if (roofs) {
            double topM = feature.number("z").orElse(0);
            if (topM >= 0.05 && topM <= 2_000) {
                return new BuildingHeights.Extent(0, topM);
            }
        }
        BuildingHeights.Extent extent = heights.of(
                feature.properties(),
                feature.pointer() + "/properties",
                isSquare ? FACADE_M : BuildingHeights.STOREY_M);
        if (extent.baseM() == 0 && MapTags.isOpenBeneath(feature)) {
            double topM = Math.max(extent.heightM(), 2.5 + CANOPY_M);
            return new BuildingHeights.Extent(topM - CANOPY_M, CANOPY_M);
        }
        return extent;
    }

    private ImportedVenue finish() throws BundleException {
        surfaces.addAll(furniture.surfaces());
        boolean empty = venue.buildings.isEmpty()
                && venue.props.isEmpty()
                && venue.points.isEmpty()
                && surfaces.isEmpty()
                && furniture.walls().isEmpty();
        if (empty) {
            unused.refuse(file.name(), "building and no named point");
        }
        venue.notes.addAll(file.notes());
        venue.notes.addAll(source.notes());
        venue.notes.addAll(unused.notes());
        double radiusM = OutdoorGround.radiusM(file, options, farthestM);
        OutdoorGround.lay(venue, radiusM, furniture.walls(), surfaces);
        return venue.finish(source.origin(), source.title(), roofs ? "LoD2" : "LoD1");
    }
}
