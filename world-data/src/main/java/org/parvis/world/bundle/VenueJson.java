package org.parvis.world.bundle;

import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.parvis.world.Attribution;
import org.parvis.world.Bounds;
import org.parvis.world.Building;
import org.parvis.world.Fixture;
import org.parvis.world.Floor;
import org.parvis.world.GeoOrigin;
import org.parvis.world.KindProperties;
import org.parvis.world.Link;
import org.parvis.world.LinkEnd;
import org.parvis.world.LocalText;
import org.parvis.world.PointOfInterest;
import org.parvis.world.Polygon;
import org.parvis.world.Prop;
import org.parvis.world.Ring;
import org.parvis.world.Spawn;
import org.parvis.world.Surface;
import org.parvis.world.Venue;
import org.parvis.world.VenueFacts;
import org.parvis.world.Wall;
import org.parvis.world.Zone;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The JSON of a venue: one entry a line, lengths to the millimetre. The mirror of {@link VenueReader}. */
final class VenueJson {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int DECIMALS = 3;
    private static final int DEGREE_DECIMALS = 9;

    private final Venue venue;
    private final boolean withMeshes;

    VenueJson(Venue venue, boolean withMeshes) {
        this.venue = venue;
        this.withMeshes = withMeshes;
    }

    private interface Body {
        void write(JsonGenerator out);
    }

    private static void document(OutputStream stream, Body body) {
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), stream)) {
            out.writeStartObject();
            body.write(out);
            out.writeEndObject();
            out.writeRaw('\n');
        }
    }

    private static <T> void list(JsonGenerator out, String key, List<T> entries, java.util.function.Consumer<T> body) {
        out.writeArrayPropertyStart(key);
        for (T entry : entries) {
            out.writeRaw("\n  ");
            out.writeStartObject();
            body.accept(entry);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    void writeManifest(OutputStream stream) {
        document(stream, out -> {
            VenueFacts facts = venue.facts();
            out.writeStringProperty("format", VenueReader.FORMAT);
            out.writeStringProperty("id", facts.id());
            out.writeStringProperty("version", facts.version());
            text(out, "title", facts.title());
            if (!facts.description().byLanguage().isEmpty()) {
                text(out, "description", facts.description());
            }
            writeOrigin(out, facts.origin());
            out.writeObjectPropertyStart("frame");
            out.writeStringProperty("unit", "metre");
            out.writeStringProperty("axes", "x-east,y-up,z-south");
            out.writeEndObject();
            out.writeNumberProperty("level", facts.level());
            out.writeStringProperty("sourceLod", facts.sourceLod());
            out.writeStringProperty("license", facts.license());
            list(out, "attributions", facts.attributions(), credit -> writeCredit(out, credit));
            writeBounds(out, facts.bounds());
            list(out, "floors", venue.floors(), floor -> writeFloor(out, floor));
            list(out, "zones", venue.zones(), zone -> writeZone(out, zone));
            list(out, "links", venue.links(), link -> writeLink(out, link));
            list(out, "spawns", venue.spawns(), spawn -> writeSpawn(out, spawn));
            list(out, "fixtures", venue.fixtures(), fixture -> writeFixture(out, fixture));
            list(out, "props", venue.props(), prop -> writeProp(out, prop));
            list(out, "pointsOfInterest", venue.pointsOfInterest(), point -> writePoint(out, point));
            out.writeStringProperty("buildings", "buildings.json");
            if (withMeshes) {
                out.writeStringProperty("meshes", "meshes.json");
            }
        });
    }

    void writeBuildings(OutputStream stream) {
        document(stream, out -> list(out, "buildings", venue.buildings(), building -> writeBuilding(out, building)));
    }

    static void writeMeshes(List<Mesh> meshes, OutputStream stream) {
        document(
                stream,
                out -> list(out, "meshes", meshes, mesh -> {
                    out.writeStringProperty("id", mesh.id());
                    out.writeStringProperty("kind", mesh.kind());
                    out.writeStringProperty("material", mesh.material());
                    out.writeArrayPropertyStart("positions");
                    for (double metres : mesh.positions()) {
                        out.writeNumber(rounded(metres, DECIMALS));
                    }
                    out.writeEndArray();
                    out.writeArrayPropertyStart("indices");
                    for (int corner : mesh.indices()) {
                        out.writeNumber(corner);
                    }
                    out.writeEndArray();
                }));
    }

    private static void writeBuilding(JsonGenerator out, Building building) {
        out.writeStringProperty("id", building.id());
        number(out, "baseM", building.baseM());
        number(out, "heightM", building.heightM());
        flat(out, "outer", building.footprint().outer());
        if (!building.footprint().holes().isEmpty()) {
            out.writeArrayPropertyStart("holes");
            for (Ring hole : building.footprint().holes()) {
                flat(out, hole);
            }
            out.writeEndArray();
        }
        out.writeStringProperty("material", building.material());
        out.writeStringProperty("roof", building.roof());
        out.writeBooleanProperty("solid", building.solid());
        building.partOf().ifPresent(whole -> out.writeStringProperty("partOf", whole));
    }

    private static void writeOrigin(JsonGenerator out, GeoOrigin origin) {
        out.writeObjectPropertyStart("origin");
        out.writeNumberProperty("longitude", rounded(origin.longitudeDeg(), DEGREE_DECIMALS));
        out.writeNumberProperty("latitude", rounded(origin.latitudeDeg(), DEGREE_DECIMALS));
        number(out, "heightM", origin.heightM());
        out.writeStringProperty("crs", origin.crs());
        out.writeEndObject();
    }

    private static void writeCredit(JsonGenerator out, Attribution credit) {
        out.writeStringProperty("text", credit.text());
        credit.url().ifPresent(url -> out.writeStringProperty("url", url));
        credit.license().ifPresent(license -> out.writeStringProperty("license", license));
    }

    private static void writeBounds(JsonGenerator out, Bounds bounds) {
        out.writeObjectPropertyStart("bounds");
        number(out, "minX", bounds.minX());
        number(out, "minZ", bounds.minZ());
        number(out, "maxX", bounds.maxX());
        number(out, "maxZ", bounds.maxZ());
        out.writeEndObject();
    }

    private static void writeFloor(JsonGenerator out, Floor floor) {
        out.writeStringProperty("id", floor.id());
        text(out, "title", floor.title());
        out.writeNumberProperty("storey", floor.storey());
        number(out, "heightM", floor.heightM());
        polygon(out, "outline", "holes", floor.outline());
        floor.ceilingM().ifPresent(metres -> number(out, "ceilingM", metres));
        list(out, "walls", floor.walls(), wall -> writeWall(out, wall));
        list(out, "surfaces", floor.surfaces(), surface -> writeSurface(out, surface));
    }

    private static void writeWall(JsonGenerator out, Wall wall) {
        out.writeArrayPropertyStart("points");
        for (int i = 0; i < wall.line().size(); i++) {
            pair(out, wall.line().x(i), wall.line().z(i));
        }
        out.writeEndArray();
        number(out, "heightM", wall.heightM());
        if (wall.baseM() != 0) {
            number(out, "baseM", wall.baseM());
        }
        out.writeStringProperty("material", wall.material());
    }

    private static void writeSurface(JsonGenerator out, Surface surface) {
        polygon(out, "polygon", "holes", surface.polygon());
        out.writeStringProperty("material", surface.material());
    }

    private void writeZone(JsonGenerator out, Zone zone) {
        out.writeStringProperty("id", zone.id());
        out.writeStringProperty("kind", zone.kind().label());
        floor(out, zone.floorIndex());
        polygon(out, "polygon", "", zone.polygon());
        text(out, "title", zone.title());
        properties(out, zone.properties());
    }

    private static void properties(JsonGenerator out, KindProperties properties) {
        if (!properties.json().equals("{}")) {
            out.writeName("properties");
            out.writeRawValue(properties.json());
        }
    }

    private void writeLink(JsonGenerator out, Link link) {
        out.writeStringProperty("id", link.id());
        out.writeStringProperty("kind", link.kind().label());
        text(out, "title", link.title());
        list(out, "ends", link.ends(), end -> writeEnd(out, end));
    }

    private void writeEnd(JsonGenerator out, LinkEnd end) {
        floor(out, end.floorIndex());
        polygon(out, "polygon", "", end.polygon());
        out.writeObjectPropertyStart("arrival");
        place(out, end.arrivalX(), end.arrivalZ());
        number(out, "yaw", end.arrivalYawRad());
        out.writeEndObject();
    }

    private void writeSpawn(JsonGenerator out, Spawn spawn) {
        out.writeStringProperty("id", spawn.id());
        floor(out, spawn.floorIndex());
        place(out, spawn.x(), spawn.z());
        number(out, "radiusM", spawn.radiusM());
        number(out, "yaw", spawn.yawRad());
    }

    private void writeFixture(JsonGenerator out, Fixture fixture) {
        out.writeStringProperty("id", fixture.id());
        out.writeStringProperty("kind", fixture.kind().label());
        floor(out, fixture.floorIndex());
        place(out, fixture.x(), fixture.z());
        number(out, "yaw", fixture.yawRad());
        out.writeArrayPropertyStart("verbs");
        fixture.verbs().forEach(out::writeString);
        out.writeEndArray();
        out.writeNumberProperty("seats", fixture.seats());
        if (!fixture.title().byLanguage().isEmpty()) {
            text(out, "title", fixture.title());
        }
        properties(out, fixture.properties());
    }

    private void writeProp(JsonGenerator out, Prop prop) {
        out.writeStringProperty("id", prop.id());
        out.writeStringProperty("kind", prop.kind().label());
        floor(out, prop.floorIndex());
        place(out, prop.x(), prop.z());
        number(out, "y", prop.y());
        number(out, "yaw", prop.yawRad());
        out.writeArrayPropertyStart("size");
        out.writeNumber(rounded(prop.size().widthM(), DECIMALS));
        out.writeNumber(rounded(prop.size().heightM(), DECIMALS));
        out.writeNumber(rounded(prop.size().depthM(), DECIMALS));
        out.writeEndArray();
        out.writeStringProperty("material", prop.material());
        prop.collisionRadiusM().ifPresent(metres -> number(out, "collisionRadiusM", metres));
        prop.text().ifPresent(words -> text(out, "text", words));
    }

    private void writePoint(JsonGenerator out, PointOfInterest point) {
        out.writeStringProperty("id", point.id());
        out.writeStringProperty("kind", point.kind());
        floor(out, point.floorIndex());
        place(out, point.x(), point.z());
        text(out, "title", point.title());
    }

    private void floor(JsonGenerator out, int index) {
        out.writeStringProperty("floor", venue.floor(index).id());
    }

    private static void place(JsonGenerator out, double x, double z) {
        number(out, "x", x);
        number(out, "z", z);
    }

    private static void text(JsonGenerator out, String key, LocalText text) {
        out.writeObjectPropertyStart(key);
        for (Map.Entry<String, String> entry : text.byLanguage().entrySet()) {
            out.writeStringProperty(entry.getKey(), entry.getValue());
        }
        out.writeEndObject();
    }

    private static void polygon(JsonGenerator out, String key, String holesKey, Polygon polygon) {
        out.writeName(key);
        pairs(out, polygon.outer());
        if (!holesKey.isEmpty() && !polygon.holes().isEmpty()) {
            out.writeArrayPropertyStart(holesKey);
            polygon.holes().forEach(hole -> pairs(out, hole));
            out.writeEndArray();
        }
    }

    private static void pairs(JsonGenerator out, Ring ring) {
        out.writeStartArray();
        for (int i = 0; i < ring.size(); i++) {
            pair(out, ring.x(i), ring.z(i));
        }
        out.writeEndArray();
    }

    private static void pair(JsonGenerator out, double x, double z) {
        out.writeStartArray();
        out.writeNumber(rounded(x, DECIMALS));
        out.writeNumber(rounded(z, DECIMALS));
        out.writeEndArray();
    }

    private static void flat(JsonGenerator out, String key, Ring ring) {
        out.writeName(key);
        flat(out, ring);
    }

    private static void flat(JsonGenerator out, Ring ring) {
        out.writeStartArray();
        for (int i = 0; i < ring.size(); i++) {
            out.writeNumber(rounded(ring.x(i), DECIMALS));
            out.writeNumber(rounded(ring.z(i), DECIMALS));
        }
        out.writeEndArray();
    }

    private static void number(JsonGenerator out, String key, double value) {
        out.writeNumberProperty(key, rounded(value, DECIMALS));
    }

    private static BigDecimal rounded(double value, int decimals) {
        BigDecimal exact = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
        BigDecimal brief = exact.stripTrailingZeros();
        return brief.scale() < 0 ? brief.setScale(0, RoundingMode.UNNECESSARY) : brief;
    }
}
