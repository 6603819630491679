package org.parvis.world.bundle;

import java.util.ArrayList;
import java.util.List;
import org.parvis.world.Building;
import org.parvis.world.Fixture;
import org.parvis.world.Floor;
import org.parvis.world.Link;
import org.parvis.world.LinkEnd;
import org.parvis.world.Ring;
import org.parvis.world.Spawn;
import org.parvis.world.Venue;
import org.parvis.world.Zone;
import org.parvis.world.fault.Faults;
import org.parvis.world.fault.Words;
import org.parvis.world.spatial.FloorMap;

/** Looks at how the parts of a well-formed venue fit together. */
final class VenueRules {
    private static final String FILE = BundleReader.MANIFEST;
    private static final double TOLERANCE_M = 0.05;
    private static final double BODY_RADIUS_M = 0.2;

    private final Faults faults;
    private final Venue venue;
    private final List<FloorMap> maps = new ArrayList<>();

    VenueRules(Faults faults, Venue venue) {
        this.faults = faults;
        this.venue = venue;
        venue.floors().forEach(floor -> maps.add(new FloorMap(floor)));
    }

    void check() {
        checkFloors();
        for (int i = 0; i < venue.zones().size(); i++) {
            Zone zone = venue.zones().get(i);
            checkOnFloor("/zones/" + i + "/polygon", zone.polygon().outer(), zone.floorIndex());
        }
        for (int i = 0; i < venue.links().size(); i++) {
            checkLink("/links/" + i, venue.links().get(i));
        }
        for (int i = 0; i < venue.spawns().size(); i++) {
            checkSpawn("/spawns/" + i, venue.spawns().get(i));
        }
        for (int i = 0; i < venue.fixtures().size(); i++) {
            Fixture fixture = venue.fixtures().get(i);
            checkPlace("/fixtures/" + i, fixture.floorIndex(), fixture.x(), fixture.z());
        }
        checkLevel();
    }

    private void checkFloors() {
        for (int i = 0; i < venue.floors().size(); i++) {
            Floor floor = venue.floors().get(i);
            if (!venue.bounds().contains(floor.outline().bounds(), TOLERANCE_M)) {
                fault("/floors/" + i + "/outline", "the floor reaches out of the bounds", "Widen \"bounds\".");
            }
        }
    }

    private void checkLevel() {
        int buildings = Building.count(venue.buildings());
        int right = Levels.of(buildings);
        if (venue.facts().level() != right) {
            fault(
                    "/level",
                    "a venue of " + buildings + " buildings has level " + right + ", not "
                            + venue.facts().level(),
                    "Write " + right + ".");
        }
    }

    private void checkLink(String pointer, Link link) {
        for (int i = 0; i < 2; i++) {
            LinkEnd end = link.ends().get(i);
            String here = pointer + "/ends/" + i;
            checkOnFloor(here + "/polygon", end.polygon().outer(), end.floorIndex());
            if (end.polygon().contains(end.arrivalX(), end.arrivalZ())) {
                fault(
                        here + "/arrival",
                        "people would arrive inside the end's own area and be sent back at once",
                        "Move the arrival out of the polygon.");
            }
            checkStanding(here + "/arrival", end.floorIndex(), end.arrivalX(), end.arrivalZ());
        }
    }

    private void checkSpawn(String pointer, Spawn spawn) {
        checkStanding(pointer, spawn.floorIndex(), spawn.x(), spawn.z());
    }

    private void checkStanding(String pointer, int floor, double x, double z) {
        if (!maps.get(floor).isWalkable(x, z)) {
            fault(
                    pointer,
                    "nobody can stand at (" + Words.number(x) + ", " + Words.number(z) + "): it is "
                            + (venue.floor(floor).outline().contains(x, z)
                                    ? "inside something solid"
                                    : "off its floor"),
                    "Move it to a free place.");
        } else if (maps.get(floor).clearanceM(x, z, 1) < BODY_RADIUS_M) {
            fault(
                    pointer,
                    "(" + Words.number(x) + ", " + Words.number(z) + ") is too close to a wall for a body",
                    "Move it at least " + BODY_RADIUS_M + " m away.");
        }
    }

    private void checkPlace(String pointer, int floor, double x, double z) {
        if (!venue.floor(floor).outline().contains(x, z)) {
            fault(pointer, "it stands off its floor", "Move it, or name the floor it is on.");
        }
    }

    private void checkOnFloor(String pointer, Ring ring, int floor) {
        Floor where = venue.floor(floor);
        for (int i = 0; i < ring.size(); i++) {
            double x = ring.x(i);
            double z = ring.z(i);
            if (!where.outline().contains(x, z) && distanceToBorderM(where, x, z) > TOLERANCE_M) {
                fault(
                        pointer + "/" + i,
                        "the corner (" + Words.number(x) + ", " + Words.number(z) + ") is off the floor \"" + where.id()
                                + "\"",
                        "Move it onto the floor, or name the right floor.");
            }
        }
    }

    private static double distanceToBorderM(Floor floor, double x, double z) {
        double best = floor.outline().outer().distanceToLineM(x, z);
        for (Ring hole : floor.outline().holes()) {
            best = Math.min(best, hole.distanceToLineM(x, z));
        }
        return best;
    }

    private void fault(String pointer, String problem, String cure) {
        faults.add(FILE, pointer, problem, cure);
    }
}
