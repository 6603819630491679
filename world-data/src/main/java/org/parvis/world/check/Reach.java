package org.parvis.world.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.parvis.world.Bounds;
import org.parvis.world.Floor;
import org.parvis.world.Link;
import org.parvis.world.LinkEnd;
import org.parvis.world.Polygon;
import org.parvis.world.Spawn;
import org.parvis.world.Venue;
import org.parvis.world.spatial.FloorMap;
import org.parvis.world.spatial.WalkAreas;

/** Where people get on foot and over links. Of floors wider than 1.2 km only the middle around a spawn is looked at. */
final class Reach {
    static final double BODY_M = 0.3;

    private static final double WINDOW_M = 600;
    private static final int MOST_SQUARES = 16_000_000;
    private static final double NEAR_M = 1.2;

    /**
     * A connected area of a floor.
     *
     * @param floor number of the floor
     * @param number number of the area there
     */
    record Area(int floor, int number) {}

    private final Venue venue;
    private final List<WalkAreas> floors = new ArrayList<>();
    private final List<Bounds> windows = new ArrayList<>();

    Reach(Venue venue) {
        this.venue = venue;
        int squares = MOST_SQUARES / Math.max(8, venue.floors().size());
        for (Floor floor : venue.floors()) {
            Bounds window = window(floor);
            windows.add(window);
            floors.add(new WalkAreas(new FloorMap(floor), window, BODY_M, squares));
        }
    }

    private Bounds window(Floor floor) {
        Bounds all = floor.outline().bounds();
        double x = (all.minX() + all.maxX()) / 2;
        double z = (all.minZ() + all.maxZ()) / 2;
        for (Spawn spawn : venue.spawns()) {
            if (spawn.floorIndex() == floor.index()) {
                x = spawn.x();
                z = spawn.z();
                break;
            }
        }
        return new Bounds(
                Math.min(all.maxX(), Math.max(all.minX(), x - WINDOW_M)),
                Math.min(all.maxZ(), Math.max(all.minZ(), z - WINDOW_M)),
                Math.max(all.minX(), Math.min(all.maxX(), x + WINDOW_M)),
                Math.max(all.minZ(), Math.min(all.maxZ(), z + WINDOW_M)));
    }

    WalkAreas on(int floor) {
        return floors.get(floor);
    }

    /** Whether a place lies in the part of its floor that was looked at. */
    boolean isLookedAt(int floor, double x, double z) {
        return windows.get(floor).contains(x, z);
    }

    /** All areas people get to from some spawns. */
    Set<Area> from(Collection<Spawn> spawns) {
        Set<Area> reached = new HashSet<>();
        Deque<Area> open = new ArrayDeque<>();
        for (Spawn spawn : spawns) {
            visit(spawn.floorIndex(), spawn.x(), spawn.z(), reached, open);
        }
        while (!open.isEmpty()) {
            Area area = open.remove();
            for (Link link : venue.links()) {
                for (int i = 0; i < 2; i++) {
                    LinkEnd end = link.ends().get(i);
                    if (end.floorIndex() == area.floor && touches(end.polygon(), area)) {
                        LinkEnd there = link.opposite(i);
                        visit(there.floorIndex(), there.arrivalX(), there.arrivalZ(), reached, open);
                    }
                }
            }
        }
        return reached;
    }

    private void visit(int floor, double x, double z, Set<Area> reached, Deque<Area> open) {
        int number = floors.get(floor).near(x, z, NEAR_M);
        Area area = new Area(floor, number);
        if (number != WalkAreas.NONE && reached.add(area)) {
            open.add(area);
        }
    }

    private boolean touches(Polygon polygon, Area area) {
        return areasIn(area.floor, polygon).contains(area.number);
    }

    /** The areas that reach into a polygon; for one too small for any square, that nearest to it. */
    List<Integer> areasIn(int floor, Polygon polygon) {
        List<Integer> inside = floors.get(floor).in(polygon);
        if (!inside.isEmpty()) {
            return inside;
        }
        Bounds box = polygon.bounds();
        int near = floors.get(floor)
                .near((box.minX() + box.maxX()) / 2, (box.minZ() + box.maxZ()) / 2, NEAR_M + box.widthM() / 2);
        return near == WalkAreas.NONE ? List.of() : List.of(near);
    }

    /** Size of some areas together in square metres. */
    double areaM2(Collection<Area> areas) {
        double sum = 0;
        for (Area area : areas) {
            sum += floors.get(area.floor).areaM2(area.number);
        }
        return sum;
    }
}
