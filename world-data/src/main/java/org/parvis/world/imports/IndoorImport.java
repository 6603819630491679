package org.parvis.world.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.operation.union.UnaryUnionOp;
import org.parvis.world.Link;
import org.parvis.world.LocalText;
import org.parvis.world.PointOfInterest;
import org.parvis.world.Polygon;
import org.parvis.world.Zone;
import org.parvis.world.ZoneKind;
import org.parvis.world.fault.BundleException;
import org.parvis.world.fault.Faults;
import org.parvis.world.fault.Words;
import org.parvis.world.imports.feature.Feature;
import org.parvis.world.imports.feature.IndoorMaps;
import org.parvis.world.imports.feature.Names;
import org.parvis.world.imports.shape.Footprints;
import org.parvis.world.imports.source.SourceFile;
import org.parvis.world.imports.source.Unused;
import org.parvis.world.spatial.FloorMap;
import org.parvis.world.spatial.FloorPoint;

/**
 * Imports indoor GeoJSON with the layers floor, space, fixture, opening, link, node and facility.
 *
 * <p>A storey's floors are joined; each connected piece becomes a floor of the venue ({@link StoreyPiece}), with
 * fixtures cut out, and walls along the rooms, opened where the walk network or an opening passes. Network links between
 * storeys become stairs, escalators and lifts ({@link IndoorLinks}).
 */
final class IndoorImport {
    private static final double SMALLEST_PIECE_M2 = 12;
    private static final int MOST_PIECES = 150;
    private static final int LOWEST_LEVEL = -50;
    private static final int HIGHEST_LEVEL = 300;
    private static final double NEAR_M = 3;
    private static final Set<String> TOILETS = Set.of("B007", "B008", "B010", "B011");
    private static final Set<String> WALKED_THROUGH = Set.of("B019", "B021", "B022", "B023", "B029", "B030");

    private final VenueAssembly venue;
    private final GeoJson source;
    private final List<Feature> features;
    private final IndoorNetwork network;
    private final List<StoreyPiece> pieces = new ArrayList<>();

    private IndoorImport(SourceFile file, GeoJson source, ImportOptions options, List<Feature> features) {
        this.venue = new VenueAssembly(file, options);
        this.source = source;
        this.features = features;
        this.network = new IndoorNetwork(features);
    }

    static ImportedVenue run(
            SourceFile file,
            GeoJson source,
            List<Feature> all,
            ImportOptions options,
            ImportProgress progress,
            Unused unused)
            throws BundleException {
        List<Feature> near = all.stream()
                .filter(feature -> options.radiusM().isEmpty()
                        || Math.hypot(
                                        feature.geometry().getCentroid().getX(),
                                        feature.geometry().getCentroid().getY())
                                <= options.radiusM().getAsDouble())
                .toList();
        checkExtent(file, near);
        IndoorImport run = new IndoorImport(file, source, options, near);
        countUnused(near, all.size() - near.size(), unused);
        run.makePieces(progress);
        if (run.pieces.isEmpty()) {
            throw BundleException.of(
                    file.name(),
                    "/features",
                    "there is no floor to walk on",
                    "Give floor polygons, or a wider radius.");
        }
        run.venue.notes.addAll(0, unused.notes());
        run.venue.notes.addAll(0, source.notes());
        run.venue.notes.addAll(0, file.notes());
        return run.finish();
    }

    private static void countUnused(List<Feature> features, int beyond, Unused unused) {
        for (Feature feature : features) {
            String layer = feature.text("layer").orElse("");
            if (!IndoorMaps.LAYERS.contains(layer)) {
                unused.count("features are on no layer of an indoor map and were left out", feature.pointer());
            }
        }
        for (int i = 0; i < beyond; i++) {
            unused.count("features lie beyond the radius and were left out", "");
        }
    }

    private static void checkExtent(SourceFile file, List<Feature> features) throws BundleException {
        Faults faults = new Faults();
        double farthestM = 0;
        for (Feature feature : features) {
            double level = feature.number("level").orElse(0);
            if (level < LOWEST_LEVEL || level > HIGHEST_LEVEL) {
                faults.add(
                        file.name(),
                        feature.pointer() + "/properties/level",
                        "a building has no level " + Words.number(level),
                        "Write " + LOWEST_LEVEL + " to " + HIGHEST_LEVEL + ".");
            }
            for (Coordinate corner : feature.geometry().getCoordinates()) {
                farthestM = Math.max(farthestM, Math.hypot(corner.x, corner.y));
            }
        }
        faults.throwIfAny();
        file.checkReach(farthestM);
    }

    private void makePieces(ImportProgress progress) {
        Map<Integer, List<Geometry>> floors = new TreeMap<>();
        for (Feature feature : layer("floor")) {
            floors.computeIfAbsent(level(feature), level -> new ArrayList<>()).add(feature.geometry());
        }
        // Spaces that reach beyond their floor are walked on too.
        for (Feature feature : layer("space")) {
            List<Geometry> storey = floors.get(level(feature));
            if (storey != null && WALKED_THROUGH.contains(category(feature))) {
                storey.add(feature.geometry());
            }
        }
        int done = 0;
        for (Map.Entry<Integer, List<Geometry>> storey : floors.entrySet()) {
            progress.at("joining floors", done++, floors.size());
            makePieces(storey.getKey(), storey.getValue());
        }
        progress.at("joining floors", done, floors.size());
        pieces.sort((a, b) -> a.level() != b.level()
                ? Integer.compare(a.level(), b.level())
                : Double.compare(b.outline().areaM2(), a.outline().areaM2()));
        keepTheUseful();
        numberFloors();
    }

    private void makePieces(int level, List<Geometry> floors) {
        List<Geometry> grown = floors.stream().map(floor -> floor.buffer(0.1)).toList();
        Geometry whole = UnaryUnionOp.union(grown).buffer(-0.1);
        List<Geometry> fixtures = layer("fixture").stream()
                .filter(feature -> level(feature) == level)
                .map(feature -> feature.geometry().buffer(0))
                .toList();
        Geometry free = fixtures.isEmpty() ? whole : whole.difference(UnaryUnionOp.union(fixtures));
        Geometry rooms = roomBorders(level);
        Geometry doors = doors(level);
        for (Polygon outline : Footprints.clean(free.buffer(-0.01))) {
            pieces.add(new StoreyPiece(level, outline, rooms, doors));
        }
    }

    /** The borders of all rooms of a storey as lines. */
    private Geometry roomBorders(int level) {
        List<Geometry> borders = new ArrayList<>();
        for (Feature feature : layer("space")) {
            if (level(feature) == level && !WALKED_THROUGH.contains(category(feature)) && !feature.flag("seating")) {
                borders.add(feature.geometry().getBoundary());
            }
        }
        return borders.isEmpty() ? Footprints.GEOMETRY.createLineString() : UnaryUnionOp.union(borders);
    }

    /** Where walls must stay open: around openings and along the walk network. */
    private Geometry doors(int level) {
        List<Geometry> open = new ArrayList<>();
        for (Feature feature : layer("opening")) {
            if (level(feature) == level) {
                open.add(feature.geometry().buffer(0.5));
            }
        }
        for (LineString way : network.waysOn(level)) {
            open.add(way.buffer(0.8));
        }
        return open.isEmpty() ? Footprints.GEOMETRY.createPolygon() : UnaryUnionOp.union(open);
    }

    private void keepTheUseful() {
        int before = pieces.size();
        pieces.removeIf(piece -> piece.outline().areaM2() < SMALLEST_PIECE_M2 && !network.touches(piece));
        while (pieces.size() > MOST_PIECES) {
            StoreyPiece smallest = pieces.stream()
                    .min((a, b) ->
                            Double.compare(a.outline().areaM2(), b.outline().areaM2()))
                    .orElseThrow();
            pieces.remove(smallest);
        }
        if (pieces.size() < before) {
            venue.notes.add((before - pieces.size()) + " tiny or unconnected pieces of floor were left out");
        }
    }

    private void numberFloors() {
        Map<Integer, Integer> counts = new TreeMap<>();
        for (int i = 0; i < pieces.size(); i++) {
            StoreyPiece piece = pieces.get(i);
            int number = counts.merge(piece.level(), 1, Integer::sum);
            String storey = piece.level() < 0 ? "b" + -piece.level() : "l" + piece.level();
            venue.floors.add(piece.floor(i, number == 1 ? storey : storey + "-" + number, number));
        }
    }

    private ImportedVenue finish() {
        List<FloorMap> maps = pieces.stream().map(StoreyPiece::map).toList();
        IndoorLinks links = new IndoorLinks(pieces, maps);
        List<Link> made = links.make(network);
        venue.links.addAll(made);
        if (links.skipped() > 0) {
            venue.notes.add(links.skipped() + " ways between storeys had no room for both ends and were left out");
        }
        addToilets();
        addPoints();
        addSpawn(maps);
        return venue.finish(source.origin(), source.title(), "LoD2 interior");
    }

    private void addToilets() {
        for (Feature feature : layer("space")) {
            if (!TOILETS.contains(category(feature))) {
                continue;
            }
            for (int i = 0; i < pieces.size(); i++) {
                StoreyPiece piece = pieces.get(i);
                if (piece.level() != level(feature)) {
                    continue;
                }
                List<Polygon> parts =
                        Footprints.clean(feature.geometry().buffer(0).intersection(piece.shape()));
                if (!parts.isEmpty() && parts.get(0).areaM2() > 1) {
                    Polygon area = new Polygon(parts.get(0).outer(), List.of());
                    LocalText title = Names.of(feature, "Toilet", language(feature));
                    venue.zones.add(new Zone(venue.freshId("zone", "toilet"), ZoneKind.TOILET, i, area, title));
                    break;
                }
            }
        }
    }

    private void addPoints() {
        int without = 0;
        for (Feature feature : features) {
            String layer = feature.text("layer").orElse("");
            if (feature.properties().path("name").isMissingNode()
                    || !(layer.equals("facility") || layer.equals("opening"))) {
                continue;
            }
            Point at = feature.geometry().getCentroid();
            int floor = nearestPiece(level(feature), at);
            if (floor < 0) {
                without++;
                continue;
            }
            venue.points.add(new PointOfInterest(
                    venue.freshId("point", feature.id().orElse("point")),
                    layer.equals("opening") ? "gate" : facilityKind(category(feature)),
                    floor,
                    at.getX(),
                    at.getY(),
                    Names.of(feature, "Place", language(feature))));
        }
        if (without > 0) {
            venue.notes.add(without + " named places lay on no floor and were left out");
        }
    }

    private static String facilityKind(String category) {
        return switch (category) {
            case "F025" -> "shop";
            case "F106" -> "ticket-gate";
            case "F108" -> "platform";
            default -> "facility";
        };
    }

    /** The piece of a storey under a point or within a few metres of it, −1 when there is none. */
    private int nearestPiece(int level, Point at) {
        int best = -1;
        double bestM = NEAR_M;
        for (int i = 0; i < pieces.size(); i++) {
            if (pieces.get(i).level() == level) {
                double distanceM = pieces.get(i).shape().distance(at);
                if (distanceM < bestM) {
                    best = i;
                    bestM = distanceM;
                }
            }
        }
        return best;
    }

    /** People appear on the largest floor, by the network if it passes there, else somewhere inside. */
    private void addSpawn(List<FloorMap> maps) {
        int largest = 0;
        for (int i = 1; i < pieces.size(); i++) {
            if (pieces.get(i).outline().areaM2() > pieces.get(largest).outline().areaM2()) {
                largest = i;
            }
        }
        FloorPoint wanted = network.nodeNear(pieces.get(largest), 0, 0).orElseGet(() -> new FloorPoint(0, 0));
        venue.spawns.add(SpawnPlace.find("main", largest, maps.get(largest), wanted, venue.notes));
    }

    private List<Feature> layer(String name) {
        return features.stream()
                .filter(feature -> feature.text("layer").filter(name::equals).isPresent())
                .toList();
    }

    /** The data whose layers these are is Japanese; what was brought into them from elsewhere says so. */
    private static String language(Feature feature) {
        return feature.flag(IndoorMaps.TRANSLATED) ? "" : "ja";
    }

    static int level(Feature feature) {
        return (int) Math.round(feature.number("level").orElse(0));
    }

    private static String category(Feature feature) {
        return feature.text("category").orElse("").toUpperCase(Locale.ROOT);
    }
}
