package org.parvis.world.imports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.operation.union.UnaryUnionOp;
import org.parvis.world.Building;
import org.parvis.world.Polygon;
import org.parvis.world.bundle.BundleException;
import org.parvis.world.bundle.Faults;
import org.parvis.world.bundle.JsonTree;
import tools.jackson.databind.JsonNode;

/**
 * Imports CityJSON 2.0 with buildings of LoD 1 and 2.
 *
 * <p>A building becomes an extruded footprint (the union of its level faces seen from above), as high as its lowest roof;
 * from LoD 2 its faces above that become a mesh. Roads, water, green and bridges become meshes laid on the flat floor
 * people walk on. Where a building comes in several levels of detail, the highest is used.
 */
final class CityJsonImport {
    private static final double LEVEL_NORMAL = 0.7;
    private static final double LOW_ROOF_SHARE = 0.98;
    private static final double MOST_HEIGHT_M = 10_000;

    private final SourceFile file;
    private final ImportOptions options;
    private final Faults faults = new Faults();
    private final VenueAssembly venue;
    private Placement placement = Placement.ofDegrees();
    private Coordinate[] corners = {};
    private double groundM;
    private final Map<String, MeshBuilder> layers = new LinkedHashMap<>();
    private boolean sawLod2;
    private int outside;
    private double farthestM = 10;

    private CityJsonImport(SourceFile file, ImportOptions options) {
        this.file = file;
        this.options = options;
        this.venue = new VenueAssembly(file, options);
    }

    static ImportedVenue run(SourceFile file, ImportOptions options, ImportProgress progress) throws BundleException {
        return new CityJsonImport(file, options).run(progress);
    }

    private ImportedVenue run(ImportProgress progress) throws BundleException {
        JsonNode version = file.root().get("version");
        if (version == null || !version.isString() || !version.stringValue().startsWith("2.")) {
            fault("/version", "this importer reads CityJSON 2.0", "Convert the file (cjio upgrade).");
        }
        ImportOptions.Place origin = readCorners();
        faults.throwIfAny();
        JsonNode objects = file.root().path("CityObjects");
        groundM = ground(objects);
        int done = 0;
        for (Map.Entry<String, JsonNode> entry : objects.properties()) {
            addObject(entry.getKey(), entry.getValue());
            progress.at("reading city objects", ++done, objects.size());
        }
        faults.throwIfAny();
        layers.values().forEach(layer -> layer.build().ifPresent(venue.meshes::add));
        if (outside > 0) {
            venue.notes.add(outside + " objects lay beyond the radius and were left out");
        }
        OutdoorGround.lay(venue, OutdoorGround.radiusM(file, options, farthestM), List.of(), List.of());
        return venue.finish(origin, Optional.empty(), sawLod2 ? "LoD2" : "LoD1");
    }

    /** Reads all vertices into the venue frame, heights in z, and says where its origin is. */
    private ImportOptions.Place readCorners() {
        JsonNode vertices = file.root().path("vertices");
        double[] scale = transform("scale", 1);
        double[] translate = transform("translate", 0);
        Coordinate[] raw = new Coordinate[vertices.size()];
        Envelope box = new Envelope();
        for (int i = 0; i < raw.length; i++) {
            raw[i] = vertex(vertices.path(i), JsonTree.child("/vertices", i), scale, translate);
            box.expandToInclude(raw[i]);
        }
        if (raw.length == 0) {
            fault("/vertices", "there are no vertices", "Give a file with geometry.");
            return new ImportOptions.Place(0, 0);
        }
        placement = placement(box);
        Optional<ImportOptions.Place> origin =
                options.place().or(() -> placement.place(box.centre().x, box.centre().y));
        if (origin.isEmpty()) {
            fault("/vertices", "the coordinates do not lie on Earth", "Give the right --crs.");
            return new ImportOptions.Place(0, 0);
        }
        placement.setOrigin(origin.get());
        corners = new Coordinate[raw.length];
        for (int i = 0; i < raw.length; i++) {
            corners[i] = corner(raw[i], JsonTree.child("/vertices", i));
        }
        return origin.get();
    }

    private Coordinate corner(Coordinate raw, String pointer) {
        Optional<Coordinate> at = placement.toVenue(raw.x, raw.y);
        if (at.isEmpty() || !(Math.abs(raw.getZ()) <= MOST_HEIGHT_M)) {
            fault(pointer, "the vertex does not lie on Earth", "Correct it, or give the right --crs.");
            return new Coordinate(0, 0, 0);
        }
        return new Coordinate(at.get().x, at.get().y, raw.getZ());
    }

    private double[] transform(String key, double fallback) {
        double[] numbers = {fallback, fallback, fallback};
        JsonNode list = file.root().path("transform").path(key);
        for (int i = 0; i < 3; i++) {
            if (list.path(i).isNumber()) {
                numbers[i] = list.get(i).doubleValue();
            } else {
                fault("/transform/" + key, "the transform needs three numbers", "CityJSON 2.0 requires it.");
            }
        }
        return numbers;
    }

    private Coordinate vertex(JsonNode node, String pointer, double[] scale, double[] translate) {
        double[] at = new double[3];
        for (int i = 0; i < 3; i++) {
            if (!node.path(i).isNumber()) {
                fault(pointer, "a vertex is three numbers", "Write [x, y, z].");
                return new Coordinate(0, 0, 0);
            }
            at[i] = node.get(i).doubleValue() * scale[i] + translate[i];
        }
        return new Coordinate(at[0], at[1], at[2]);
    }

    private Placement placement(Envelope box) {
        JsonNode named = file.root().path("metadata").get("referenceSystem");
        String name = named != null && named.isString()
                ? named.stringValue()
                : options.crs().orElse("");
        if (name.isEmpty() && new Envelope(0, 300_000, 300_000, 620_000).contains(box)) {
            venue.notes.add(
                    "the file names no reference system; its coordinates lie in the Dutch grid, so EPSG:7415 was"
                            + " taken (give --crs otherwise)");
            name = "EPSG:7415";
        }
        Optional<Integer> code = Projections.code(name);
        if (code.isPresent() && Projections.isDegrees(code.get())) {
            return Placement.ofDegrees();
        }
        Optional<Placement> known = code.flatMap(Projections::projection).map(Placement::ofProjection);
        if (known.isEmpty()) {
            fault(
                    "/metadata/referenceSystem",
                    name.isEmpty()
                            ? "the file names no reference system"
                            : "the reference system \"" + name + "\" is not known to this importer",
                    "Give --crs EPSG:… with one it knows, such as EPSG:7415 or a UTM zone.");
        }
        return known.orElseGet(Placement::ofDegrees);
    }

    /** The height people walk on: the middle one of all buildings' feet. */
    private double ground(JsonNode objects) {
        List<Double> feet = new ArrayList<>();
        for (JsonNode object : objects) {
            if (isBuilding(object)) {
                double[] lowest = {Double.POSITIVE_INFINITY};
                for (int[][] face : faces("", object)) {
                    for (int corner : face[0]) {
                        lowest[0] = Math.min(lowest[0], corners[corner].getZ());
                    }
                }
                if (Double.isFinite(lowest[0])) {
                    feet.add(lowest[0]);
                }
            }
        }
        feet.sort(null);
        return feet.isEmpty() ? 0 : feet.get(feet.size() / 2);
    }

    private static boolean isBuilding(JsonNode object) {
        JsonNode type = object.get("type");
        return type != null && type.isString() && type.stringValue().startsWith("Building");
    }

    private void addObject(String id, JsonNode object) {
        List<int[][]> faces = faces(id, object);
        if (faces.isEmpty()) {
            return;
        }
        Envelope box = new Envelope();
        for (int[][] face : faces) {
            for (int corner : face[0]) {
                box.expandToInclude(corners[corner]);
            }
        }
        double distanceM = Math.hypot(box.centre().x, box.centre().y);
        if (options.radiusM().isPresent() && distanceM > options.radiusM().getAsDouble()) {
            outside++;
            return;
        }
        farthestM = Math.max(
                farthestM,
                Math.hypot(
                        Math.max(Math.abs(box.getMinX()), Math.abs(box.getMaxX())),
                        Math.max(Math.abs(box.getMinY()), Math.abs(box.getMaxY()))));
        if (isBuilding(object)) {
            addBuilding(id, object, faces);
        } else {
            addLayer(object, faces);
        }
    }

    private void addBuilding(String id, JsonNode object, List<int[][]> faces) {
        List<Geometry> level = new ArrayList<>();
        double topM = Double.NEGATIVE_INFINITY;
        double footM = Double.POSITIVE_INFINITY;
        for (int[][] face : faces) {
            for (int corner : face[0]) {
                topM = Math.max(topM, corners[corner].getZ());
                footM = Math.min(footM, corners[corner].getZ());
            }
            if (Math.abs(normal(face[0])[2]) > LEVEL_NORMAL) {
                level.add(Faces.seenFromAbove(face, corners));
            }
        }
        boolean detailed = lodOf(object).compareTo("2") >= 0;
        sawLod2 |= detailed;
        double eavesM = detailed ? lowestRoof(faces, footM) : topM;
        double heightM = Math.max(0.5, eavesM - Math.min(footM, groundM));
        double baseM = Math.abs(footM - groundM) < 3 ? 0 : footM - groundM;
        Geometry outline = UnaryUnionOp.union(level);
        for (Polygon part : outline == null ? List.<Polygon>of() : Footprints.clean(outline)) {
            venue.buildings.add(
                    new Building(venue.freshId("building", id), baseM, heightM, part, "brick", "flat", true));
        }
        if (detailed) {
            MeshBuilder mesh = new MeshBuilder(venue.freshId("mesh", id), "roof", "tile");
            for (int[][] face : faces) {
                if (highest(face[0]) > eavesM + 0.05 || normal(face[0])[2] > LEVEL_NORMAL) {
                    mesh.add(face, corners, groundM);
                }
            }
            mesh.build().ifPresent(venue.meshes::add);
        }
    }

    private double lowestRoof(List<int[][]> faces, double footM) {
        double lowest = Double.POSITIVE_INFINITY;
        for (int[][] face : faces) {
            // Upward faces near the foot are floors of the solid, not roofs.
            if (normal(face[0])[2] > 0.1 && lowestOf(face[0]) > footM + 0.5) {
                lowest = Math.min(lowest, lowestOf(face[0]));
            }
        }
        return Double.isFinite(lowest) ? footM + (lowest - footM) * LOW_ROOF_SHARE : footM + OutdoorImport.ONE_STOREY_M;
    }

    private double highest(int[] ring) {
        return Arrays.stream(ring)
                .mapToDouble(corner -> corners[corner].getZ())
                .max()
                .orElse(0);
    }

    private double lowestOf(int[] ring) {
        return Arrays.stream(ring)
                .mapToDouble(corner -> corners[corner].getZ())
                .min()
                .orElse(0);
    }

    /** Newell's normal of a ring, of length 1, in (east, north, up). */
    private double[] normal(int[] ring) {
        return Faces.normal(ring, corners);
    }

    private void addLayer(JsonNode object, List<int[][]> faces) {
        JsonNode type = object.get("type");
        String name = type == null || !type.isString() ? "" : type.stringValue();
        MeshBuilder layer = layers.computeIfAbsent(name, CityJsonImport::layer);
        for (int[][] face : faces) {
            layer.add(face, corners, groundM);
        }
    }

    private static MeshBuilder layer(String type) {
        return switch (type) {
            case "Road", "Railway", "TransportSquare" -> MeshBuilder.laidAt("roads", "road", "asphalt", 0.03);
            case "WaterBody", "Waterway" -> MeshBuilder.laidAt("water", "water", "water", 0.02);
            case "PlantCover", "LandUse" ->
                MeshBuilder.laidAt("PlantCover".equals(type) ? "green" : "land", "green", "grass", 0.01);
            case "SolitaryVegetationObject" -> new MeshBuilder("trees", "tree", "grass");
            case "Bridge", "BridgePart" -> MeshBuilder.laidAt("bridges", "bridge", "stone", 0.04);
            default -> MeshBuilder.laidAt("other-" + type, "other", "concrete", 0.015);
        };
    }

    private static String lodOf(JsonNode object) {
        return best(object).map(geometry -> text(geometry.get("lod"))).orElse("");
    }

    private static String text(@org.jspecify.annotations.Nullable JsonNode node) {
        return node != null && node.isString() ? node.stringValue() : "";
    }

    private static Optional<JsonNode> best(JsonNode object) {
        JsonNode best = null;
        for (JsonNode geometry : object.path("geometry")) {
            if (best == null || text(geometry.get("lod")).compareTo(text(best.get("lod"))) > 0) {
                best = geometry;
            }
        }
        return Optional.ofNullable(best);
    }

    /** All faces of an object's best geometry: rings of corner numbers, the outer one first. */
    private List<int[][]> faces(String id, JsonNode object) {
        List<int[][]> faces = new ArrayList<>();
        Map<String, Integer> depths = new HashMap<>(
                Map.of("MultiSurface", 1, "CompositeSurface", 1, "Solid", 2, "MultiSolid", 3, "CompositeSolid", 3));
        best(object).ifPresent(geometry -> {
            Integer depth = depths.get(text(geometry.get("type")));
            if (depth != null) {
                collect(geometry.path("boundaries"), depth, "/CityObjects/" + id, faces);
            }
        });
        return faces;
    }

    private void collect(JsonNode node, int depth, String pointer, List<int[][]> faces) {
        for (JsonNode child : node) {
            if (depth > 1) {
                collect(child, depth - 1, pointer, faces);
            } else {
                face(child, pointer).ifPresent(faces::add);
            }
        }
    }

    private Optional<int[][]> face(JsonNode rings, String pointer) {
        int[][] face = new int[rings.size()][];
        for (int r = 0; r < face.length; r++) {
            face[r] = new int[rings.path(r).size()];
            for (int i = 0; i < face[r].length; i++) {
                JsonNode corner = rings.path(r).path(i);
                if (!corner.isInt() || corner.intValue() < 0 || corner.intValue() >= corners.length) {
                    fault(pointer, "a face names a vertex that is not there", "Correct its boundaries.");
                    return Optional.empty();
                }
                face[r][i] = corner.intValue();
            }
        }
        return face.length > 0 && face[0].length >= 3 ? Optional.of(face) : Optional.empty();
    }

    private void fault(String pointer, String problem, String cure) {
        faults.add(file.name(), pointer, problem, cure);
    }
}
