package org.parvis.server.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.parvis.world.Bounds;
import org.parvis.world.Fixture;
import org.parvis.world.FixtureKind;
import org.parvis.world.Floor;
import org.parvis.world.GeoOrigin;
import org.parvis.world.Link;
import org.parvis.world.LinkEnd;
import org.parvis.world.LinkKind;
import org.parvis.world.LocalText;
import org.parvis.world.Obstacles;
import org.parvis.world.Polygon;
import org.parvis.world.Ring;
import org.parvis.world.Spawn;
import org.parvis.world.Venue;
import org.parvis.world.VenueFacts;
import org.parvis.world.Zone;
import org.parvis.world.ZoneKind;
import org.parvis.world.bundle.LoadedVenue;

/** A square floor with what a test puts on it; a second floor above when there is a link. */
public final class SmallVenue {
    private final double halfM;
    private final List<double[]> walls = new ArrayList<>();
    private final List<double[]> columns = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private final List<Zone> zones = new ArrayList<>();
    private final List<Fixture> fixtures = new ArrayList<>();
    private final List<Spawn> spawns = new ArrayList<>(List.of(new Spawn("door", 0, 0, 0, 1, 0)));

    private SmallVenue(double halfM) {
        this.halfM = halfM;
    }

    /** A square of a side, with the origin in its middle. */
    public static SmallVenue square(double sideM) {
        return new SmallVenue(sideM / 2);
    }

    public SmallVenue wall(double x1, double z1, double x2, double z2) {
        walls.add(new double[] {x1, z1, x2, z2});
        return this;
    }

    public SmallVenue column(double x, double z, double radiusM) {
        columns.add(new double[] {x, z, radiusM});
        return this;
    }

    /** A link from a 2 m square around a point below to one above; people arrive 3 m south of the middle. */
    public SmallVenue link(LinkKind kind, double x, double z) {
        links.add(new Link(
                "link-" + links.size(),
                kind,
                LocalText.EMPTY,
                List.of(
                        new LinkEnd(0, around(x, z, 1), x, z + 3, 0),
                        new LinkEnd(1, around(x, z, 1), x, z + 3, Math.PI))));
        return this;
    }

    public SmallVenue zone(String id, double x, double z, double halfSideM) {
        zones.add(new Zone(id, ZoneKind.AREA, 0, around(x, z, halfSideM), LocalText.EMPTY));
        return this;
    }

    public SmallVenue zone(String id, ZoneKind kind, double x, double z, double halfSideM) {
        zones.add(new Zone(id, kind, 0, around(x, z, halfSideM), LocalText.EMPTY));
        return this;
    }

    /** A spawn besides the one in the middle. */
    public SmallVenue spawn(double x, double z) {
        spawns.add(new Spawn("door-" + spawns.size(), 0, x, z, 1, 0));
        return this;
    }

    public SmallVenue bench(String id, double x, double z, int seats) {
        fixtures.add(new Fixture(id, FixtureKind.BENCH, 0, x, z, 0, List.of("sit", "stand"), seats, LocalText.EMPTY));
        return this;
    }

    public SmallVenue bell(String id, double x, double z) {
        fixtures.add(new Fixture(id, FixtureKind.BELL, 0, x, z, 0, List.of("ring"), 0, LocalText.EMPTY));
        return this;
    }

    /** A fixture of any kind. */
    public SmallVenue fixture(Fixture fixture) {
        fixtures.add(fixture);
        return this;
    }

    private static Polygon around(double x, double z, double halfSideM) {
        return new Polygon(
                Ring.rectangle(new Bounds(x - halfSideM, z - halfSideM, x + halfSideM, z + halfSideM)), List.of());
    }

    public LoadedVenue build() {
        return new LoadedVenue(venue(), "0".repeat(64), List.of());
    }

    private Venue venue() {
        Bounds bounds = new Bounds(-halfM, -halfM, halfM, halfM);
        List<Floor> floors = new ArrayList<>();
        floors.add(floor(0, "ground", obstacles()));
        if (!links.isEmpty()) {
            floors.add(floor(1, "upper", new Obstacles(outline(), new double[0], List.of())));
        }
        VenueFacts facts = new VenueFacts(
                "small",
                "1.0.0",
                LocalText.english("Small"),
                LocalText.EMPTY,
                new GeoOrigin(0, 0, 0, "EPSG:4979"),
                3,
                "LoD1",
                "Apache-2.0",
                List.of(),
                bounds);
        return new Venue(facts, floors, zones, links, spawns, fixtures, List.of(), List.of(), List.of());
    }

    private Floor floor(int index, String id, Obstacles obstacles) {
        Polygon outline = new Polygon(Ring.rectangle(new Bounds(-halfM, -halfM, halfM, halfM)), List.of());
        return new Floor(
                index,
                id,
                LocalText.english(id),
                index,
                index * 4.0,
                outline,
                OptionalDouble.empty(),
                List.of(),
                List.of(),
                obstacles);
    }

    private Obstacles obstacles() {
        double[] outline = outline();
        double[] segments = java.util.Arrays.copyOf(outline, outline.length + 4 * walls.size());
        for (int i = 0; i < walls.size(); i++) {
            System.arraycopy(walls.get(i), 0, segments, outline.length + 4 * i, 4);
        }
        double[] circles =
                columns.stream().flatMapToDouble(java.util.Arrays::stream).toArray();
        return new Obstacles(segments, circles, List.of());
    }

    private double[] outline() {
        double h = halfM;
        return new double[] {-h, -h, h, -h, h, -h, h, h, h, h, -h, h, -h, h, -h, -h};
    }
}
