package org.parvis.world.check;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.parvis.world.Bounds;
import org.parvis.world.Fixture;
import org.parvis.world.Floor;
import org.parvis.world.Link;
import org.parvis.world.LinkEnd;
import org.parvis.world.Spawn;
import org.parvis.world.Venue;
import org.parvis.world.Zone;
import org.parvis.world.fault.Faults;
import org.parvis.world.spatial.FloorPoint;
import org.parvis.world.spatial.WalkAreas;

/** Warns of places that people cannot reach from where they appear. */
final class ReachWarnings {
    private static final double USE_M = 2;
    private static final double LEAST_M2 = 1;
    private static final double SMALL_SHARE = 0.1;
    private static final String OPEN_A_WAY = "Leave a way at least 0.8 m wide, or add a link.";

    private final Venue venue;
    private final Faults warnings;
    private final Reach reach;
    private final Set<Reach.Area> reached;

    ReachWarnings(Venue venue, Faults warnings) {
        this.venue = venue;
        this.warnings = warnings;
        this.reach = new Reach(venue);
        this.reached = reach.from(venue.spawns());
    }

    void check() {
        spawns();
        floors();
        for (int i = 0; i < venue.zones().size(); i++) {
            Zone zone = venue.zones().get(i);
            Bounds box = zone.polygon().bounds();
            boolean seen =
                    reach.isLookedAt(zone.floorIndex(), (box.minX() + box.maxX()) / 2, (box.minZ() + box.maxZ()) / 2);
            if (seen && !any(zone.floorIndex(), reach.areasIn(zone.floorIndex(), zone.polygon()))) {
                warn("/zones/" + i, "nobody can get into the " + zone.kind().label() + " \"" + zone.id() + "\"");
            }
        }
        links();
        fixtures();
    }

    private void spawns() {
        double wholeM2 = reach.areaM2(reached);
        for (int i = 0; i < venue.spawns().size(); i++) {
            Spawn spawn = venue.spawns().get(i);
            double ownM2 = reach.areaM2(reach.from(List.of(spawn)));
            double floorM2 = reach.on(spawn.floorIndex()).wholeM2();
            if (ownM2 < SMALL_SHARE * Math.max(wholeM2, floorM2)) {
                warnings.add(
                        VenueWarnings.FILE,
                        "/spawns/" + i,
                        "who appears at \"%s\" is shut in: %,.0f m² can be reached from there, of %,.0f m²"
                                .formatted(spawn.id(), ownM2, Math.max(wholeM2, floorM2)),
                        "Move it out of the closed place, or open a way out at least 0.8 m wide.");
            }
        }
    }

    private void floors() {
        for (Floor floor : venue.floors()) {
            WalkAreas areas = reach.on(floor.index());
            int closed = 0;
            double closedM2 = 0;
            int largest = WalkAreas.NONE;
            for (int area = 0; area < areas.count(); area++) {
                if (!reached.contains(new Reach.Area(floor.index(), area)) && areas.areaM2(area) >= LEAST_M2) {
                    closed++;
                    closedM2 += areas.areaM2(area);
                    largest = largest == WalkAreas.NONE || areas.areaM2(area) > areas.areaM2(largest) ? area : largest;
                }
            }
            if (reached.stream().noneMatch(area -> area.floor() == floor.index())) {
                warn("/floors/" + floor.index(), "nobody can get onto the floor \"" + floor.id() + "\"");
            } else if (closed > 0) {
                FloorPoint at = areas.somewhere(largest);
                warn(
                        "/floors/" + floor.index(),
                        "%s cannot be entered: no door, or too narrow a one (%,.0f m² of %,.0f m²; the largest lies by %s)"
                                .formatted(
                                        closed == 1 ? "a closed place" : closed + " closed places",
                                        closedM2,
                                        areas.wholeM2(),
                                        VenueWarnings.at(at.x(), at.z())));
            }
        }
    }

    private void links() {
        for (int i = 0; i < venue.links().size(); i++) {
            Link link = venue.links().get(i);
            for (int e = 0; e < 2; e++) {
                LinkEnd end = link.ends().get(e);
                boolean seen = reach.isLookedAt(end.floorIndex(), end.arrivalX(), end.arrivalZ());
                if (seen && !any(end.floorIndex(), reach.areasIn(end.floorIndex(), end.polygon()))) {
                    warn("/links/" + i + "/ends/" + e, "nobody can get to this end of \"" + link.id() + "\"");
                }
            }
        }
    }

    private void fixtures() {
        for (int i = 0; i < venue.fixtures().size(); i++) {
            Fixture fixture = venue.fixtures().get(i);
            int area = reach.on(fixture.floorIndex()).near(fixture.x(), fixture.z(), USE_M);
            if (reach.isLookedAt(fixture.floorIndex(), fixture.x(), fixture.z())
                    && !reached.contains(new Reach.Area(fixture.floorIndex(), area))) {
                warn("/fixtures/" + i, "nobody can get to the " + fixture.kind().label() + " \"" + fixture.id() + "\"");
            }
        }
    }

    private boolean any(int floor, List<Integer> areas) {
        Set<Integer> here = reached.stream()
                .filter(area -> area.floor() == floor)
                .map(Reach.Area::number)
                .collect(Collectors.toSet());
        return areas.stream().anyMatch(here::contains);
    }

    private void warn(String pointer, String problem) {
        warnings.add(VenueWarnings.FILE, pointer, problem, OPEN_A_WAY);
    }
}
