package org.parvis.world.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.locationtech.jts.geom.Envelope;
import org.parvis.world.fault.BundleException;
import org.parvis.world.fault.Words;
import org.parvis.world.imports.feature.Feature;
import org.parvis.world.imports.feature.GeoJsonShapes;
import org.parvis.world.imports.place.Placement;
import org.parvis.world.imports.source.Quantity;
import org.parvis.world.imports.source.SourceFile;
import org.parvis.world.imports.source.Tags;
import org.parvis.world.imports.source.Unused;
import org.parvis.world.json.JsonTree;
import tools.jackson.databind.JsonNode;

/**
 * Reads the features of GeoJSON into the venue frame.
 *
 * <p>Understands collections, collections in collections, single features, bare geometries, lists of these, and text
 * sequences. A feature that cannot be placed is left out and counted; it does not stop the others. Owned by the importing
 * thread.
 */
final class GeoJson {
    private static final Envelope DEGREES = new Envelope(-180, 180, -90, 90);

    /** Nothing smaller than this is a venue. */
    private static final double LEAST_SIZE_M = 1;

    private static final String NO_PLACE = "features have no place and were left out";

    private record Entry(JsonNode node, String pointer) {}

    private final SourceFile file;
    private final Unused unused;
    private final List<String> notes = new ArrayList<>();
    private final Placement placement;
    private final GeoJsonShapes shapes;
    private final List<Entry> entries = new ArrayList<>();
    private final ImportOptions.Place origin;

    /**
     * @param unused takes what cannot be used
     * @throws BundleException when the reference system is unknown or there is nothing to read
     */
    GeoJson(SourceFile file, ImportOptions options, Unused unused) throws BundleException {
        this.file = file;
        this.unused = unused;
        placement = placement(options);
        collect();
        if (entries.isEmpty()) {
            unused.refuse(file.name(), "feature");
        }
        Envelope written = new Envelope();
        entries.forEach(entry -> expand(written, entry.node, false, 0));
        if (placement.swapIfLatitudeIsFirst(written)) {
            notes.add("every position is written with latitude first; the axes were swapped");
        }
        demandMetres(written);
        origin = options.place().or(this::fileOrigin).or(this::middle).orElse(new ImportOptions.Place(0, 0));
        checkOrigin();
        placement.setOrigin(origin.longitudeDeg(), origin.latitudeDeg());
        shapes = new GeoJsonShapes(file.name(), placement, unused);
    }

    /**
     * Programs that do not convert write degrees and name a system of metres beside them. Everything is a dot then;
     * places of several systems do lie near their zero, so only the size tells.
     */
    private void demandMetres(Envelope written) throws BundleException {
        boolean mayBeDegrees = DEGREES.contains(written) && written.getMaxX() != written.getMinX();
        if (!placement.isDegrees()
                && mayBeDegrees
                && Math.max(written.getWidth(), written.getHeight()) < LEAST_SIZE_M) {
            throw BundleException.of(
                    file.name(),
                    "/crs",
                    "the positions look like degrees, but the reference system counts in metres",
                    "Name the system they are written in: --crs EPSG:4326 for WGS84 longitude and latitude.");
        }
    }

    ImportOptions.Place origin() {
        return origin;
    }

    /** What was taken otherwise than it is written. */
    List<String> notes() {
        return notes;
    }

    /** Title the file gives itself or its origin. */
    Optional<String> title() {
        JsonNode named = file.root().path("origin").get("name");
        if (named == null || !named.isString()) {
            named = file.root().get("name");
        }
        return Optional.ofNullable(named)
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .filter(text -> !text.isBlank());
    }

    private Placement placement(ImportOptions options) throws BundleException {
        Optional<String> named = namedSystem(file.root().path("crs"));
        String name = options.crs().or(() -> named).orElse("EPSG:4326");
        if (options.crs().isPresent() && named.isPresent() && !named.equals(options.crs())) {
            notes.add("--crs " + name + " was taken instead of the file's own \"" + named.get() + "\"");
        }
        Optional<Placement> known = Placement.of(name);
        if (known.isEmpty()) {
            throw BundleException.of(
                    file.name(),
                    "/crs",
                    "the reference system \"" + name + "\" is not known to this importer",
                    "Give another name of it with --crs EPSG:…, or convert the file to WGS84 longitude and latitude.");
        }
        return known.get();
    }

    /** The forms in which files name a system: an object with a name or a code, or only a text. */
    private static Optional<String> namedSystem(JsonNode crs) {
        JsonNode properties = crs.path("properties");
        for (JsonNode name : List.of(crs, properties.path("name"), properties.path("code"), properties.path("href"))) {
            if (name.isString() && !name.stringValue().isBlank()) {
                return Optional.of(name.stringValue());
            }
            if (name.isIntegralNumber()) {
                return Optional.of("EPSG:" + name.asString());
            }
        }
        return Optional.empty();
    }

    private void collect() {
        if (file.values().size() == 1) {
            collect(file.root(), "");
        }
        for (int i = 0; file.values().size() > 1 && i < file.values().size(); i++) {
            collect(file.values().get(i), JsonTree.child("", i));
        }
    }

    private void collect(JsonNode node, String pointer) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(node.get(i), JsonTree.child(pointer, i));
            }
            return;
        }
        String type = node.path("type").asString("");
        if (type.equals("FeatureCollection")) {
            collect(node.path("features"), pointer + "/features");
        } else if (type.equals("Feature") || node.path("geometry").isObject() || GeoJsonShapes.isGeometry(type)) {
            entries.add(new Entry(node, pointer));
        } else if (!node.isMissingNode()) {
            unused.leaveOut(
                    "things in the lists are no features and were left out",
                    file.name(),
                    pointer,
                    "this is no feature",
                    "Write objects of the type \"Feature\".");
        }
    }

    private Optional<ImportOptions.Place> fileOrigin() {
        OptionalDouble lon = Quantity.number(file.root().path("origin").path("lon"));
        OptionalDouble lat = Quantity.number(file.root().path("origin").path("lat"));
        return lon.isPresent() && lat.isPresent()
                ? Optional.of(new ImportOptions.Place(lon.getAsDouble(), lat.getAsDouble()))
                : Optional.empty();
    }

    /** The middle of the box around all positions that lie on Earth. */
    private Optional<ImportOptions.Place> middle() {
        Envelope box = new Envelope();
        Envelope eastern = new Envelope();
        for (Entry entry : entries) {
            expand(box, entry.node, true, 0);
            expand(eastern, entry.node, true, 360);
        }
        return placement
                .middle(box, eastern)
                .map(place -> new ImportOptions.Place(place.longitudeDeg(), place.latitudeDeg()));
    }

    private void expand(Envelope box, JsonNode node, boolean onEarth, double addedInTheWest) {
        if (node.isObject()) {
            expand(box, node.path("geometry"), onEarth, addedInTheWest);
            expand(box, node.path("coordinates"), onEarth, addedInTheWest);
            node.path("geometries").forEach(part -> expand(box, part, onEarth, addedInTheWest));
            return;
        }
        OptionalDouble x = Quantity.number(node.path(0));
        OptionalDouble y = Quantity.number(node.path(1));
        if (x.isEmpty() || y.isEmpty()) {
            node.forEach(part -> {
                if (part.isArray()) {
                    expand(box, part, onEarth, addedInTheWest);
                }
            });
        } else if (!onEarth || placement.place(x.getAsDouble(), y.getAsDouble()).isPresent()) {
            box.expandToInclude(
                    x.getAsDouble() < 0 ? x.getAsDouble() + addedInTheWest : x.getAsDouble(), y.getAsDouble());
        }
    }

    private void checkOrigin() throws BundleException {
        if (!(Math.abs(origin.longitudeDeg()) <= 180 && Math.abs(origin.latitudeDeg()) <= 90)) {
            throw BundleException.of(
                    file.name(),
                    "/origin",
                    "the origin %s, %s is not a longitude and latitude"
                            .formatted(Words.number(origin.longitudeDeg()), Words.number(origin.latitudeDeg())),
                    "Give --origin LON,LAT.");
        }
    }

    /** All features that can be placed; the others are counted as unused. */
    List<Feature> features(ImportProgress progress) {
        List<Feature> features = new ArrayList<>(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            feature(i, entries.get(i)).ifPresent(features::add);
            if (i % 500 == 0) {
                progress.at("reading features", i, entries.size());
            }
        }
        progress.at("reading features", entries.size(), entries.size());
        return features;
    }

    private Optional<Feature> feature(int index, Entry entry) {
        boolean bare = GeoJsonShapes.isGeometry(entry.node.path("type").asString(""));
        JsonNode geometry = bare ? entry.node : entry.node.path("geometry");
        String pointer = entry.pointer + (bare ? "" : "/geometry");
        if (!geometry.isObject()) {
            unused.leaveOut(
                    NO_PLACE, file.name(), pointer, "the feature has no geometry", "Add one, or remove the feature.");
            return Optional.empty();
        }
        JsonNode known = Tags.of(entry.node.path("properties"));
        return shapes.read(geometry, pointer).map(shape -> new Feature(index, entry.pointer, shape, known, entry.node));
    }
}
