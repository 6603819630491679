package org.parvis.world.bundle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.parvis.world.Fixture;
import org.parvis.world.FixtureKind;
import org.parvis.world.Floor;
import org.parvis.world.KindProperties;
import org.parvis.world.Link;
import org.parvis.world.LinkEnd;
import org.parvis.world.LinkKind;
import org.parvis.world.LocalText;
import org.parvis.world.Obstacles;
import org.parvis.world.PointOfInterest;
import org.parvis.world.PolyLine;
import org.parvis.world.Polygon;
import org.parvis.world.Prop;
import org.parvis.world.PropKind;
import org.parvis.world.Spawn;
import org.parvis.world.Surface;
import org.parvis.world.Wall;
import org.parvis.world.Zone;
import org.parvis.world.ZoneKind;
import org.parvis.world.fault.Words;
import org.parvis.world.json.Fields;
import tools.jackson.databind.JsonNode;

/** Reads the lists of {@code venue.json}: floors first, then all that refers to them. */
final class PartsReader {
    private static final double FAR_M = Shapes.MAX_COORDINATE_M;

    private final List<Floor> floors = new ArrayList<>();
    private final List<Zone> zones = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private final List<Spawn> spawns = new ArrayList<>();
    private final List<Fixture> fixtures = new ArrayList<>();
    private final List<Prop> props = new ArrayList<>();
    private final List<PointOfInterest> pointsOfInterest = new ArrayList<>();
    private final Map<String, Integer> floorNumbers = new HashMap<>();

    private final KindReading kinds;

    PartsReader(Fields root, KindReading kinds) {
        this.kinds = kinds;
        Map<String, String> floorIds = new HashMap<>();
        root.objects("floors", true, fields -> readFloor(fields, floorIds));
        each(root, "zones", this::readZone);
        each(root, "links", this::readLink);
        each(root, "spawns", this::readSpawn);
        each(root, "fixtures", this::readFixture);
        each(root, "props", this::readProp);
        each(root, "pointsOfInterest", this::readPointOfInterest);
        if (floors.isEmpty()
                && root.list("floors", false).filter(JsonNode::isEmpty).isPresent()) {
            root.fault("floors", "a venue needs at least one floor", "Add one with an outline.");
        }
        if (!root.has("spawns")
                || root.list("spawns", false).filter(JsonNode::isEmpty).isPresent()) {
            root.fault("spawns", "a venue needs at least one spawn", "Add a place where people appear.");
        }
    }

    private interface EntryReader {
        void read(Fields fields, String id);
    }

    private static void each(Fields root, String key, EntryReader reader) {
        Map<String, String> seen = new HashMap<>();
        root.objects(key, false, fields -> reader.read(fields, GeometryReader.id(fields, seen)));
    }

    List<Floor> floors() {
        return floors;
    }

    List<Zone> zones() {
        return zones;
    }

    List<Link> links() {
        return links;
    }

    List<Spawn> spawns() {
        return spawns;
    }

    List<Fixture> fixtures() {
        return fixtures;
    }

    List<Prop> props() {
        return props;
    }

    List<PointOfInterest> pointsOfInterest() {
        return pointsOfInterest;
    }

    private void readFloor(Fields fields, Map<String, String> seen) {
        String id = GeometryReader.id(fields, seen);
        Optional<Polygon> outline = Shapes.polygon(fields, "outline", "holes");
        List<Wall> walls = new ArrayList<>();
        fields.objects("walls", false, wall -> readWall(wall).ifPresent(walls::add));
        List<Surface> surfaces = new ArrayList<>();
        fields.objects("surfaces", false, surface -> {
            String material = GeometryReader.material(surface, "material", "paving");
            Shapes.polygon(surface, "polygon", "holes").ifPresent(shape -> surfaces.add(new Surface(shape, material)));
        });
        Floor floor = new Floor(
                floors.size(),
                id,
                fields.localText("title"),
                fields.whole("storey", -50, 300),
                fields.number("heightM", -1_000, 2_000),
                outline.orElse(Polygon.of(0, 0, 0, 1, 1, 1)),
                fields.nullableNumber("ceilingM", 1.5, 500),
                walls,
                surfaces,
                Obstacles.NONE);
        floorNumbers.putIfAbsent(id, floors.size());
        floors.add(floor);
    }

    private static Optional<Wall> readWall(Fields wall) {
        Optional<PolyLine> line = Shapes.line(wall, "points");
        double heightM = wall.number("heightM", 0.01, 500);
        double baseM = wall.number("baseM", -50, 500, 0);
        String material = GeometryReader.material(wall, "material", "plaster");
        return line.map(points -> new Wall(points, heightM, baseM, material));
    }

    private void readZone(Fields fields, String id) {
        ZoneKind kind = kinds.zoneKind(fields);
        int floor = floor(fields);
        LocalText title = fields.localText("title");
        KindProperties properties = kinds.properties(fields, kind);
        Shapes.polygon(fields, "polygon", "")
                .ifPresent(shape -> zones.add(new Zone(id, kind, floor, shape, title, properties)));
    }

    private void readLink(Fields fields, String id) {
        LinkKind kind = fields.kind("kind", LinkKind.values());
        LocalText title = fields.localText("title");
        List<LinkEnd> ends = new ArrayList<>();
        int[] listed = {0};
        fields.objects("ends", true, end -> {
            listed[0]++;
            readEnd(end).ifPresent(ends::add);
        });
        if (listed[0] != 2) {
            fields.fault("ends", "a link has two ends, this one " + listed[0], "Write two.");
        } else if (ends.size() == 2) {
            links.add(new Link(id, kind, title, ends));
        }
    }

    private Optional<LinkEnd> readEnd(Fields end) {
        int floor = floor(end);
        double[] arrival = new double[3];
        end.object("arrival", true, at -> {
            arrival[0] = at.number("x", -FAR_M, FAR_M);
            arrival[1] = at.number("z", -FAR_M, FAR_M);
            arrival[2] = yaw(at);
        });
        return Shapes.polygon(end, "polygon", "")
                .map(shape -> new LinkEnd(floor, shape, arrival[0], arrival[1], arrival[2]));
    }

    private void readSpawn(Fields fields, String id) {
        spawns.add(new Spawn(
                id,
                floor(fields),
                fields.number("x", -FAR_M, FAR_M),
                fields.number("z", -FAR_M, FAR_M),
                fields.number("radiusM", 0.1, 1_000),
                yaw(fields)));
    }

    private void readFixture(Fields fields, String id) {
        FixtureKind kind = kinds.fixtureKind(fields);
        fixtures.add(new Fixture(
                id,
                kind,
                floor(fields),
                fields.number("x", -FAR_M, FAR_M),
                fields.number("z", -FAR_M, FAR_M),
                yaw(fields),
                fields.texts("verbs"),
                fields.whole("seats", 0, 50, 0),
                fields.optionalLocalText("title").orElse(LocalText.EMPTY),
                kinds.properties(fields, kind)));
    }

    private void readProp(Fields fields, String id) {
        PropKind kind = fields.kind("kind", PropKind.values());
        props.add(new Prop(
                id,
                kind,
                floor(fields),
                fields.number("x", -FAR_M, FAR_M),
                fields.number("z", -FAR_M, FAR_M),
                fields.number("y", -50, 500, 0),
                yaw(fields),
                size(fields),
                GeometryReader.material(fields, "material", "stone"),
                fields.optionalNumber("collisionRadiusM", 0.01, 50),
                fields.optionalLocalText("text")));
    }

    private static Prop.Size size(Fields fields) {
        Optional<JsonNode> list = fields.list("size", true);
        boolean good = list.isPresent() && list.get().size() == 3;
        double[] metres = {1, 1, 1};
        for (int i = 0; good && i < 3; i++) {
            JsonNode value = list.orElseThrow().get(i);
            good = value.isNumber() && value.doubleValue() > 0 && value.doubleValue() <= 500;
            if (good) {
                metres[i] = value.doubleValue();
            }
        }
        if (list.isPresent() && !good) {
            fields.fault(
                    "size",
                    "the size must be width, height and depth, each above 0 and at most 500",
                    "Write three numbers, such as [1.8, 0.9, 0.5].");
        }
        return new Prop.Size(metres[0], metres[1], metres[2]);
    }

    private void readPointOfInterest(Fields fields, String id) {
        pointsOfInterest.add(new PointOfInterest(
                id,
                fields.text("kind"),
                floor(fields),
                fields.number("x", -FAR_M, FAR_M),
                fields.number("z", -FAR_M, FAR_M),
                fields.localText("title")));
    }

    private static double yaw(Fields fields) {
        return fields.number("yaw", -7, 7, 0);
    }

    private int floor(Fields fields) {
        String id = fields.text("floor");
        Integer number = floorNumbers.get(id);
        if (number == null && !id.isBlank()) {
            fields.fault("floor", "there is no floor \"" + id + "\"", Words.suggestion(id, floorNumbers.keySet()));
        }
        return number == null ? 0 : number;
    }
}
