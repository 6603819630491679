package org.parvis.world.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.locationtech.jts.geom.Envelope;
import org.parvis.world.fault.BundleException;
import org.parvis.world.geodesy.GeodeticPoint;
import org.parvis.world.imports.city.CityFaces;
import org.parvis.world.imports.city.CityObject;
import org.parvis.world.imports.city.CityVertices;
import org.parvis.world.imports.place.Placement;
import org.parvis.world.imports.source.SourceFile;
import org.parvis.world.imports.source.Unused;
import tools.jackson.databind.JsonNode;

/**
 * The objects of a CityJSON file or sequence, with their faces in the venue frame (x east, y south, z up).
 *
 * <p>Reads CityJSON 1.0, 1.1 and 2.0, and CityJSONSeq: a first line with transform and reference system, then one feature a
 * line, which may bring a transform of its own. Owned by the importing thread.
 */
final class CityModel {
    private final SourceFile file;
    private final ImportOptions options;
    private final Unused unused;
    private final List<String> notes = new ArrayList<>();
    private final Map<String, CityObject> objects = new LinkedHashMap<>();
    private final Placement placement;
    private final ImportOptions.Place origin;

    /** @throws BundleException when the version or reference system is unknown, or nothing lies on Earth */
    CityModel(SourceFile file, ImportOptions options, Unused unused) throws BundleException {
        this.file = file;
        this.options = options;
        this.unused = unused;
        checkVersion();
        List<CityVertices> vertices = new ArrayList<>();
        Envelope box = new Envelope();
        for (JsonNode document : file.values()) {
            CityVertices own = CityVertices.read(document, file.root());
            own.expand(box);
            vertices.add(own);
        }
        if (box.isNull()) {
            unused.refuse(file.name(), "vertex");
        }
        placement = placement(box);
        if (placement.swapIfLatitudeIsFirst(box)) {
            notes.add("every vertex is written with latitude first; the axes were swapped");
        }
        origin = origin(box);
        placement.setOrigin(origin.longitudeDeg(), origin.latitudeDeg());
        for (int i = 0; i < vertices.size(); i++) {
            read(i, vertices.get(i));
        }
    }

    ImportOptions.Place origin() {
        return origin;
    }

    /** What was taken otherwise than it is written. */
    List<String> notes() {
        return notes;
    }

    private void checkVersion() throws BundleException {
        for (JsonNode document : file.values()) {
            String type = document.path("type").asString("");
            if (!type.equals("CityJSON") && !type.equals("CityJSONFeature")) {
                throw BundleException.of(
                        file.name(),
                        "/type",
                        "\"" + type + "\" follows in a sequence of CityJSON features",
                        "Give lines of the type CityJSONFeature after the first one.");
            }
        }
        String version = file.root().path("version").asString("");
        boolean isFeature = file.root().path("type").asString("").equals("CityJSONFeature");
        if (!isFeature && !version.startsWith("2.") && !version.startsWith("1.")) {
            throw BundleException.of(
                    file.name(),
                    "/version",
                    "this importer reads CityJSON 1.0, 1.1 and 2.0, not \"" + version + "\"",
                    "Convert the file (cjio upgrade).");
        }
        if (isFeature && file.root().path("transform").isMissingNode()) {
            throw BundleException.of(
                    file.name(),
                    "",
                    "the first line of the sequence is missing, which says how to read the others (transform)",
                    "Put the line of the type CityJSON in front.");
        }
    }

    private Placement placement(Envelope box) throws BundleException {
        JsonNode metadata = file.root().path("metadata");
        String named = metadata.path("referenceSystem").asString("");
        if (named.isEmpty() && metadata.path("crs").path("epsg").isIntegralNumber()) {
            named = "EPSG:" + metadata.path("crs").path("epsg").asString();
        }
        String name = options.crs().orElse(named);
        if (options.crs().isPresent() && !named.isEmpty() && !named.equals(name)) {
            notes.add("--crs " + name + " was taken instead of the file's own \"" + named + "\"");
        }
        if (name.isEmpty() && namesDutchBuildings()) {
            notes.add("the file names no reference system; its ids are those of the Dutch register of buildings, so"
                    + " EPSG:7415 was taken (give --crs otherwise)");
            name = "EPSG:7415";
        }
        if (name.isEmpty() && options.place().isPresent()) {
            notes.add("the file names no reference system; its numbers were taken as metres around --origin");
            return Placement.ofMetresAround(box.centre().x, box.centre().y);
        }
        Optional<Placement> known = Placement.of(name);
        if (known.isEmpty()) {
            throw BundleException.of(
                    file.name(),
                    "/metadata/referenceSystem",
                    name.isEmpty()
                            ? "the file names no reference system, and its numbers alone do not say where on Earth it is"
                            : "the reference system \"" + name + "\" is not known to this importer",
                    name.isEmpty()
                            ? "Give --crs EPSG:… (7415 in the Netherlands, 2056 in Switzerland, 326nn for a UTM zone), or"
                                    + " --origin LON,LAT when its numbers are plain metres."
                            : "Give another name of it with --crs EPSG:…, or convert the file (cjio crs_reproject).");
        }
        return known.get();
    }

    /** The register's ids say in which country a building stands; numbers do not. */
    private boolean namesDutchBuildings() {
        return file.values().stream()
                .flatMap(document -> document.path("CityObjects").properties().stream())
                .anyMatch(object -> object.getKey().startsWith("NL.IMBAG.")
                        || object.getValue()
                                .path("attributes")
                                .path("identificatie")
                                .asString("")
                                .startsWith("NL.IMBAG."));
    }

    private ImportOptions.Place origin(Envelope box) throws BundleException {
        Envelope eastern = new Envelope(
                box.getMinX() < 0 ? box.getMaxX() : box.getMinX(),
                box.getMinX() < 0 ? box.getMinX() + 360 : box.getMaxX(),
                box.getMinY(),
                box.getMaxY());
        Optional<GeodeticPoint> middle = placement.middle(box, eastern);
        Optional<ImportOptions.Place> place = options.place()
                .or(() -> middle.map(point -> new ImportOptions.Place(point.longitudeDeg(), point.latitudeDeg())));
        if (place.isEmpty()) {
            throw BundleException.of(
                    file.name(), "/vertices", "the coordinates do not lie on Earth", "Give the right --crs.");
        }
        return place.get();
    }

    private void read(int document, CityVertices vertices) {
        JsonNode root = file.values().get(document);
        vertices.place(placement);
        JsonNode templates = root.path("geometry-templates").isObject()
                ? root.path("geometry-templates")
                : file.root().path("geometry-templates");
        CityFaces faces = new CityFaces(vertices, templates, placement);
        for (Map.Entry<String, JsonNode> entry : root.path("CityObjects").properties()) {
            String pointer = (file.values().size() > 1 ? "/" + document : "") + "/CityObjects/" + entry.getKey();
            CityObject object = CityObject.read(entry.getKey(), pointer, entry.getValue(), faces);
            if (object.unread() > 0) {
                unused.count("objects have geometry that cannot be read, which was left out", pointer);
            }
            if (objects.putIfAbsent(object.id(), object) != null) {
                unused.count("objects have the id of another and were left out", pointer);
            }
        }
    }

    /** All objects that belong to no other of the file, each with all that belong to it, itself first. */
    List<List<CityObject>> groups() {
        Map<String, List<String>> children = new HashMap<>();
        Set<String> owned = new HashSet<>();
        for (CityObject object : objects.values()) {
            for (String child : object.children()) {
                if (objects.containsKey(child) && owned.add(child)) {
                    children.computeIfAbsent(object.id(), id -> new ArrayList<>())
                            .add(child);
                }
            }
        }
        for (CityObject object : objects.values()) {
            for (String parent : object.parents()) {
                if (objects.containsKey(parent) && owned.add(object.id())) {
                    children.computeIfAbsent(parent, id -> new ArrayList<>()).add(object.id());
                }
            }
        }
        List<List<CityObject>> groups = new ArrayList<>();
        Set<String> grouped = new HashSet<>();
        for (CityObject object : objects.values()) {
            // What owns itself in a circle belongs to nobody, and is taken as it comes.
            boolean first = !owned.contains(object.id());
            if (first) {
                groups.add(group(object, children, grouped));
            }
        }
        for (CityObject object : objects.values()) {
            if (!grouped.contains(object.id())) {
                groups.add(group(object, children, grouped));
            }
        }
        return groups;
    }

    private List<CityObject> group(CityObject first, Map<String, List<String>> children, Set<String> grouped) {
        List<CityObject> group = new ArrayList<>();
        List<CityObject> open = new ArrayList<>(List.of(first));
        while (!open.isEmpty()) {
            CityObject object = open.remove(open.size() - 1);
            if (grouped.add(object.id())) {
                group.add(object);
                for (String child : children.getOrDefault(object.id(), List.of())) {
                    CityObject part = objects.get(child);
                    if (part != null) {
                        open.add(part);
                    }
                }
            }
        }
        return group;
    }

    int size() {
        return objects.size();
    }
}
