package org.parvis.world.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Point;
import org.parvis.world.Building;
import org.parvis.world.LocalText;
import org.parvis.world.PointOfInterest;
import org.parvis.world.PolyLine;
import org.parvis.world.Polygon;
import org.parvis.world.Prop;
import org.parvis.world.PropKind;
import org.parvis.world.Ring;
import org.parvis.world.Surface;
import org.parvis.world.Wall;
import org.parvis.world.bundle.BundleException;

/**
 * Imports outdoor GeoJSON: footprints with {@code height}, roof faces with {@code z} (each becomes a block of that
 * height), the street furniture of festival squares by {@code type}, and points, which become points of interest.
 */
final class OutdoorImport {
    /** Height of a building whose height is missing or 0: one storey. */
    static final double ONE_STOREY_M = 3;

    private static final double FACADE_M = 15;
    private static final double BARRIER_M = 1.1;
    private static final double LOW_WALL_M = 0.6;
    /** No column or bollard is thicker or higher. */
    private static final double MOST_FURNITURE_M = 50;

    private final SourceFile file;
    private final VenueAssembly venue;
    private final GeoJson source;
    private final ImportOptions options;
    private final List<Wall> walls = new ArrayList<>();
    private final List<Surface> surfaces = new ArrayList<>();
    private int withoutHeight;
    private int split;
    private int dropped;
    private int outside;
    private boolean roofs;
    private double farthestM;

    private OutdoorImport(SourceFile file, GeoJson source, ImportOptions options) {
        this.file = file;
        this.venue = new VenueAssembly(file, options);
        this.source = source;
        this.options = options;
    }

    static ImportedVenue run(SourceFile file, ImportOptions options, ImportProgress progress) throws BundleException {
        GeoJson source = new GeoJson(file, options);
        OutdoorImport run = new OutdoorImport(file, source, options);
        List<Feature> features = source.features(progress);
        for (int i = 0; i < features.size(); i++) {
            run.add(features.get(i));
            if (i % 500 == 0) {
                progress.at("cleaning outlines", i, features.size());
            }
        }
        progress.at("cleaning outlines", features.size(), features.size());
        return run.finish();
    }

    private void add(Feature feature) {
        Point middle = feature.geometry().getCentroid();
        double distanceM = Math.hypot(middle.getX(), middle.getY());
        if (options.radiusM().isPresent() && distanceM > options.radiusM().getAsDouble()) {
            outside++;
            return;
        }
        for (Coordinate corner : feature.geometry().getCoordinates()) {
            farthestM = Math.max(farthestM, Math.hypot(corner.x, corner.y));
        }
        if (feature.geometry().getDimension() == 0) {
            addPoint(feature, middle);
        } else if (feature.geometry().getDimension() == 2) {
            addArea(feature);
        } else {
            dropped++;
        }
    }

    private void addPoint(Feature feature, Point at) {
        String id = feature.text("id").or(() -> feature.text("車站編號")).orElse("point");
        venue.points.add(new PointOfInterest(
                venue.freshId("point", id),
                feature.text("車站編號").isPresent()
                        ? "station"
                        : feature.text("kind").orElse("place"),
                0,
                at.getX(),
                at.getY(),
                title(feature, id)));
    }

    private static LocalText title(Feature feature, String fallback) {
        Map<String, String> texts = new java.util.HashMap<>();
        feature.text("name").ifPresent(name -> texts.put("en", name));
        feature.text("英譯站名").ifPresent(name -> texts.put("en", name));
        feature.text("中文站名").ifPresent(name -> texts.put("zh-Hant", name));
        texts.putIfAbsent("en", fallback);
        return new LocalText(texts);
    }

    private void addArea(Feature feature) {
        List<Polygon> parts = Footprints.clean(feature.geometry());
        if (parts.isEmpty()) {
            dropped++;
            return;
        }
        Optional<String> type = feature.text("type");
        if (type.isPresent() && feature.number("z").isEmpty()) {
            addFurniture(type.get(), feature, parts);
        } else {
            addBuilding(feature, parts, "concrete");
        }
    }

    private void addBuilding(Feature feature, List<Polygon> parts, String material) {
        OptionalDouble roofM = feature.number("z");
        roofs |= roofM.isPresent();
        OptionalDouble given = roofM.isPresent() ? roofM : feature.number("height");
        double fallbackM = feature.text("type").isPresent() ? FACADE_M : ONE_STOREY_M;
        boolean known = given.isPresent() && given.getAsDouble() >= 0.05;
        double heightM = known ? Math.min(2_000, given.getAsDouble()) : fallbackM;
        withoutHeight += known ? 0 : 1;
        split += parts.size() > 1 ? 1 : 0;
        String id = feature.text("id").orElse((roofM.isPresent() ? "roof-" : "building-") + (feature.index() + 1));
        for (Polygon part : parts) {
            venue.buildings.add(new Building(venue.freshId("building", id), 0, heightM, part, material, "flat", true));
        }
    }

    private void addFurniture(String type, Feature feature, List<Polygon> parts) {
        switch (type) {
            case "Buren column" -> addProp(PropKind.COLUMN, feature, "granite");
            case "Round bollard", "Square bollard" -> addProp(PropKind.BOLLARD, feature, "metal");
            case "Stairs" -> parts.forEach(part -> surfaces.add(new Surface(part, "stone")));
            case "Fountain" ->
                parts.forEach(part -> {
                    surfaces.add(new Surface(part, "water"));
                    fence(part, LOW_WALL_M, "stone");
                });
            case "Prohibited area" -> parts.forEach(part -> fence(part, BARRIER_M, "metal"));
            default -> addBuilding(feature, parts, "plaster");
        }
    }

    private void addProp(PropKind kind, Feature feature, String material) {
        Point middle = feature.geometry().getCentroid();
        double areaM2 = feature.geometry().getArea();
        double radiusM = Math.max(0.05, Math.min(MOST_FURNITURE_M, Math.sqrt(areaM2 / Math.PI)));
        double heightM = Math.max(
                0.05, Math.min(MOST_FURNITURE_M, feature.number("height").orElse(1)));
        venue.props.add(new Prop(
                venue.freshId("prop", kind.label() + "-" + (feature.index() + 1)),
                kind,
                0,
                middle.getX(),
                middle.getY(),
                0,
                0,
                new Prop.Size(2 * radiusM, heightM, 2 * radiusM),
                material,
                OptionalDouble.of(radiusM),
                Optional.empty()));
    }

    /** Closes an area with walls all around, so that nobody gets in. */
    private void fence(Polygon area, double heightM, String material) {
        Ring ring = area.outer();
        int n = ring.size();
        double[] xz = new double[2 * n + 2];
        for (int i = 0; i <= n; i++) {
            xz[2 * i] = ring.x(i % n);
            xz[2 * i + 1] = ring.z(i % n);
        }
        walls.add(new Wall(PolyLine.of(xz), heightM, 0, material));
    }

    private ImportedVenue finish() throws BundleException {
        note(withoutHeight, "had no height (or 0): taken as %s m".formatted(roofs ? "3" : "3 (façades 15)"));
        note(split, "touched or crossed themselves and were split into parts");
        note(dropped, "had no area and were left out");
        note(outside, "lay beyond the radius and were left out");
        OutdoorGround.lay(venue, OutdoorGround.radiusM(file, options, farthestM), walls, surfaces);
        return venue.finish(source.origin(), source.title(), roofs ? "LoD2" : "LoD1");
    }

    private void note(int count, String what) {
        if (count > 0) {
            venue.notes.add(count + " features " + what);
        }
    }
}
