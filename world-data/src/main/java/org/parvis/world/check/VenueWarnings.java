package org.parvis.world.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.parvis.world.Bounds;
import org.parvis.world.Fixture;
import org.parvis.world.FixtureKind;
import org.parvis.world.Floor;
import org.parvis.world.Prop;
import org.parvis.world.PropKind;
import org.parvis.world.Venue;
import org.parvis.world.bundle.FloorObstacles;
import org.parvis.world.bundle.LoadedVenue;
import org.parvis.world.fault.Faults;
import org.parvis.world.fault.VenueFault;
import org.parvis.world.fault.Words;
import org.parvis.world.spatial.FloorMap;

/**
 * Finds what is likely not meant in a venue that works. Takes seconds for large venues: for tools, not for starting a
 * server.
 */
public final class VenueWarnings {
    static final String FILE = "venue.json";

    /** A platform up to this height looks as if one stood on it. */
    private static final double STEP_M = 0.3;

    private static final double FAR_M = 500;

    private final Venue venue;
    private final Faults warnings = new Faults();

    private VenueWarnings(Venue venue) {
        this.venue = venue;
    }

    /** All warnings about a venue, those of its reading first. */
    public static List<VenueFault> of(LoadedVenue loaded) {
        VenueWarnings check = new VenueWarnings(loaded.venue());
        check.titles();
        check.benches();
        check.stages();
        check.emptyGround();
        new ReachWarnings(loaded.venue(), check.warnings).check();
        List<VenueFault> all = new ArrayList<>(loaded.warnings());
        all.addAll(check.warnings.list());
        return all;
    }

    private void titles() {
        Map<String, Integer> first = new HashMap<>();
        Map<String, Integer> again = new HashMap<>();
        for (Floor floor : venue.floors()) {
            String title = floor.title().toString();
            if (first.putIfAbsent(title, floor.index()) != null) {
                again.merge(title, 1, Integer::sum);
            }
        }
        again.forEach((title, count) -> warnings.add(
                FILE,
                "/floors/" + first.get(title) + "/title",
                (count + 1) + " floors have the title \"" + title + "\": nobody can tell them apart",
                "Give each its own, such as the part of the building it is in."));
    }

    private void benches() {
        Map<Integer, FloorMap> maps = new HashMap<>();
        for (int i = 0; i < venue.fixtures().size(); i++) {
            Fixture fixture = venue.fixtures().get(i);
            FloorMap map = maps.computeIfAbsent(
                    fixture.floorIndex(),
                    floor -> new FloorMap(
                            FloorObstacles.gather(venue.floor(floor), venue.buildings(), List.of(), List.of())));
            boolean bench = fixture.kind().equals(FixtureKind.BENCH);
            double half = bench ? Math.max(1, fixture.seats()) * Fixture.SEAT_WIDTH_M / 2 - 0.05 : 0.01;
            double dx = Math.cos(fixture.yawRad()) * half;
            double dz = -Math.sin(fixture.yawRad()) * half;
            double room = bench ? Fixture.BENCH_DEPTH_M / 2 - 0.05 : 0.05;
            if (!map.clearLine(fixture.x() - dx, fixture.z() - dz, fixture.x() + dx, fixture.z() + dz, room)) {
                warnings.add(
                        FILE,
                        "/fixtures/" + i,
                        "the " + fixture.kind().label() + " at " + at(fixture.x(), fixture.z())
                                + " stands in a wall or building",
                        bench
                                ? "Move or turn it: it is %s m wide and %s m deep."
                                        .formatted(
                                                Words.number(Math.max(1, fixture.seats()) * Fixture.SEAT_WIDTH_M),
                                                Words.number(Fixture.BENCH_DEPTH_M))
                                : "Move it.");
            }
        }
    }

    private void stages() {
        for (int i = 0; i < venue.props().size(); i++) {
            Prop prop = venue.props().get(i);
            if (prop.kind() != PropKind.STAGE) {
                continue;
            }
            if (prop.collisionRadiusM().isPresent()) {
                warnings.add(
                        FILE,
                        "/props/" + i + "/collisionRadiusM",
                        "nobody can get onto this stage: its collision radius keeps people out",
                        "Leave collisionRadiusM out.");
            } else if (prop.y() + prop.size().heightM() > STEP_M) {
                warnings.add(
                        FILE,
                        "/props/" + i + "/size",
                        "people would stand in this stage, not on it: floors are flat, and it is %s m high"
                                .formatted(Words.number(prop.y() + prop.size().heightM())),
                        "Make it at most " + STEP_M
                                + " m high, or make its top a floor of its own with a ramp or stairs.");
            }
        }
    }

    /** Ground that reaches far beyond all that is on it. */
    private void emptyGround() {
        Map<Integer, Bounds> content = new HashMap<>();
        venue.zones()
                .forEach(zone -> add(content, zone.floorIndex(), zone.polygon().bounds()));
        venue.spawns().forEach(spawn -> add(content, spawn.floorIndex(), point(spawn.x(), spawn.z())));
        venue.props().forEach(prop -> add(content, prop.floorIndex(), point(prop.x(), prop.z())));
        venue.fixtures().forEach(fixture -> add(content, fixture.floorIndex(), point(fixture.x(), fixture.z())));
        venue.pointsOfInterest().forEach(point -> add(content, point.floorIndex(), point(point.x(), point.z())));
        for (Floor floor : venue.floors()) {
            venue.buildings().stream()
                    .filter(building -> building.blocksAt(floor.heightM()))
                    .forEach(building ->
                            add(content, floor.index(), building.footprint().bounds()));
            floor.walls()
                    .forEach(wall -> add(
                            content,
                            floor.index(),
                            point(wall.line().x(0), wall.line().z(0))));
            Bounds all = floor.outline().bounds();
            Bounds used = content.getOrDefault(floor.index(), all);
            double beyondM = Math.max(
                    Math.max(used.minX() - all.minX(), all.maxX() - used.maxX()),
                    Math.max(used.minZ() - all.minZ(), all.maxZ() - used.maxZ()));
            double extentM = Math.max(used.widthM(), used.depthM());
            if (beyondM > FAR_M && beyondM > extentM) {
                warnings.add(
                        FILE,
                        "/floors/" + floor.index() + "/outline",
                        "the floor reaches %,.0f m beyond everything that is on it".formatted(beyondM),
                        "Draw it closer, or import with --radius.");
            } else if (extentM > 4_000 && venue.buildings().isEmpty()) {
                warnings.add(
                        FILE,
                        "/floors/" + floor.index() + "/outline",
                        "the floor is %,.0f m wide and nothing on it can be walked to in minutes".formatted(extentM),
                        "Import a part with --origin and --radius.");
            }
        }
    }

    private static void add(Map<Integer, Bounds> content, int floor, Bounds box) {
        content.merge(floor, box, Bounds::union);
    }

    private static Bounds point(double x, double z) {
        return new Bounds(x, z, x, z);
    }

    static String at(double x, double z) {
        return "(" + Words.number(x) + ", " + Words.number(z) + ")";
    }
}
