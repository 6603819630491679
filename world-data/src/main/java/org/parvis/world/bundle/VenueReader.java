package org.parvis.world.bundle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.parvis.world.Attribution;
import org.parvis.world.Bounds;
import org.parvis.world.Building;
import org.parvis.world.Floor;
import org.parvis.world.GeoOrigin;
import org.parvis.world.LocalText;
import org.parvis.world.Venue;
import org.parvis.world.VenueFacts;
import org.parvis.world.fault.Faults;
import org.parvis.world.fault.Words;
import org.parvis.world.json.Fields;
import org.parvis.world.json.JsonTree;
import org.parvis.world.kind.KindRegistry;
import tools.jackson.databind.JsonNode;

/**
 * Reads {@code venue.json} and the geometry files it names into a {@link Venue}.
 *
 * <p>Two passes: reading notes what is malformed and goes on with harmless values; if nothing was, {@link VenueRules}
 * looks at how the parts fit together.
 */
final class VenueReader {
    static final String FORMAT = "parvis-venue/1";
    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+([-+][0-9A-Za-z.-]+)?");

    private final Faults faults;
    private final Map<String, byte[]> json;
    private final KindReading kinds;

    /**
     * @param faults takes what is wrong
     * @param warnings takes what is likely not meant
     * @param json the files at the top of the bundle by their names
     * @param registry the kinds of zones and fixtures
     */
    VenueReader(Faults faults, Faults warnings, Map<String, byte[]> json, KindRegistry registry) {
        this.faults = faults;
        this.json = json;
        this.kinds = new KindReading(registry, faults, warnings);
    }

    /** The venue, or empty when there were faults. */
    Optional<Venue> read() {
        Optional<Fields> root = root(BundleReader.MANIFEST);
        if (root.isEmpty()) {
            return Optional.empty();
        }
        Fields fields = root.get();
        checkFormat(fields);
        VenueFacts facts = readFacts(fields);
        PartsReader parts = new PartsReader(fields, kinds);
        List<Building> buildings = readBuildings(fields);
        readMeshes(fields);
        fields.done();
        if (!faults.none()) {
            return Optional.empty();
        }
        List<Floor> floors = new ArrayList<>();
        for (Floor floor : parts.floors()) {
            floors.add(FloorObstacles.gather(floor, buildings, parts.props(), parts.fixtures()));
        }
        Venue venue = new Venue(
                facts,
                floors,
                parts.zones(),
                parts.links(),
                parts.spawns(),
                parts.fixtures(),
                parts.props(),
                parts.pointsOfInterest(),
                buildings);
        new VenueRules(faults, venue).check();
        return faults.none() ? Optional.of(venue) : Optional.empty();
    }

    private Optional<Fields> root(String file) {
        byte[] text = json.get(file);
        if (text == null) {
            return Optional.empty();
        }
        Optional<JsonNode> tree = JsonTree.parse(faults, file, text);
        if (tree.isPresent() && !tree.get().isObject()) {
            faults.add(file, "", "the file must hold one JSON object", "Write { … }.");
            return Optional.empty();
        }
        return tree.map(node -> new Fields(faults, file, "", node));
    }

    private static void checkFormat(Fields fields) {
        String format = fields.text("format");
        if (!format.isBlank() && !format.equals(FORMAT)) {
            fields.fault(
                    "format",
                    "this program reads \"" + FORMAT + "\", not \"" + format + "\"",
                    "Convert the bundle, or use a version of Parvis that reads it.");
        }
        fields.object("frame", true, frame -> {
            if (!frame.text("unit").equals("metre")) {
                frame.fault("unit", "the unit must be \"metre\"", "Convert all lengths to metres.");
            }
            if (!frame.text("axes").equals("x-east,y-up,z-south")) {
                frame.fault("axes", "the axes must be \"x-east,y-up,z-south\"", "Turn the coordinates.");
            }
        });
    }

    private static VenueFacts readFacts(Fields fields) {
        GeoOrigin[] origin = {new GeoOrigin(0, 0, 0, GeoOrigin.WGS84_3D)};
        fields.object("origin", true, at -> origin[0] = readOrigin(at));
        Bounds[] bounds = {new Bounds(0, 0, 0, 0)};
        fields.object("bounds", true, box -> bounds[0] = readBounds(box));
        return new VenueFacts(
                fields.text("id", ID, "a name of lower-case letters, digits and single hyphens"),
                fields.text("version", VERSION, "a version such as 1.0.0"),
                fields.localText("title"),
                fields.optionalLocalText("description").orElse(LocalText.EMPTY),
                origin[0],
                fields.whole("level", 0, 3),
                fields.optionalText("sourceLod").orElse("unknown"),
                fields.text("license"),
                readAttributions(fields),
                bounds[0]);
    }

    private static GeoOrigin readOrigin(Fields at) {
        String crs = at.text("crs");
        if (!crs.isBlank() && !crs.equals(GeoOrigin.WGS84_3D)) {
            at.fault(
                    "crs",
                    "the origin must be given in " + GeoOrigin.WGS84_3D + " (WGS84 longitude, latitude, height)",
                    "Convert it from " + crs + ".");
        }
        return new GeoOrigin(
                at.number("longitude", -180, 180),
                at.number("latitude", -90, 90),
                at.number("heightM", -1_000, 9_000),
                GeoOrigin.WGS84_3D);
    }

    private static Bounds readBounds(Fields box) {
        double far = Shapes.MAX_COORDINATE_M;
        double minX = box.number("minX", -far, far);
        double minZ = box.number("minZ", -far, far);
        double maxX = box.number("maxX", -far, far);
        double maxZ = box.number("maxZ", -far, far);
        if (minX >= maxX || minZ >= maxZ) {
            box.fault("", "minX and minZ must be smaller than maxX and maxZ", "Swap or correct the numbers.");
            return new Bounds(0, 0, 0, 0);
        }
        return new Bounds(minX, minZ, maxX, maxZ);
    }

    private static List<Attribution> readAttributions(Fields fields) {
        List<Attribution> attributions = new ArrayList<>();
        fields.objects(
                "attributions",
                true,
                credit -> attributions.add(new Attribution(
                        credit.text("text"), credit.optionalText("url"), credit.optionalText("license"))));
        if (attributions.isEmpty() && fields.has("attributions")) {
            fields.fault("attributions", "no source is named", "Add {\"text\": …} for each source.");
        }
        return attributions;
    }

    private List<Building> readBuildings(Fields fields) {
        List<Building> buildings = new ArrayList<>();
        part(fields, "buildings").ifPresent(root -> {
            Map<String, String> seen = new HashMap<>();
            root.objects(
                    "buildings",
                    true,
                    fieldsOfOne -> GeometryReader.building(fieldsOfOne, seen).ifPresent(buildings::add));
            root.done();
        });
        return buildings;
    }

    private void readMeshes(Fields fields) {
        part(fields, "meshes").ifPresent(root -> {
            Map<String, String> seen = new HashMap<>();
            root.objects("meshes", true, mesh -> GeometryReader.mesh(mesh, seen));
            root.done();
        });
    }

    /** The geometry file named at {@code key}, if one is. */
    private Optional<Fields> part(Fields fields, String key) {
        Optional<String> name = fields.optionalText(key);
        if (name.isPresent() && !json.containsKey(name.get())) {
            fields.fault(
                    key,
                    "there is no file \"" + name.get() + "\" in the bundle",
                    Words.suggestion(name.get(), json.keySet()));
        }
        return name.flatMap(this::root);
    }
}
