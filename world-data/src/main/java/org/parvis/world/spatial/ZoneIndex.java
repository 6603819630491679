package org.parvis.world.spatial;

import java.util.ArrayList;
import java.util.List;
import org.parvis.world.Polygon;
import org.parvis.world.Venue;
import org.parvis.world.Zone;

/**
 * Finds the zones a point is in. Immutable; any thread.
 *
 * <p>Zones may overlap. Walk over them without allocating:
 *
 * <pre>{@code
 * for (int z = index.next(floor, x, z, -1); z >= 0; z = index.next(floor, x, z, z)) { … }
 * }</pre>
 */
public final class ZoneIndex {
    private final List<Zone> zones;
    private final PolygonGrid[] grids;
    private final int[][] numbers;

    public ZoneIndex(Venue venue) {
        zones = venue.zones();
        int floors = venue.floors().size();
        grids = new PolygonGrid[floors];
        numbers = new int[floors][];
        for (int floor = 0; floor < floors; floor++) {
            List<Polygon> polygons = new ArrayList<>();
            List<Integer> here = new ArrayList<>();
            for (int i = 0; i < zones.size(); i++) {
                if (zones.get(i).floorIndex() == floor) {
                    polygons.add(zones.get(i).polygon());
                    here.add(i);
                }
            }
            numbers[floor] = here.stream().mapToInt(Integer::intValue).toArray();
            grids[floor] = new PolygonGrid(venue.floor(floor).outline().bounds(), polygons);
        }
    }

    /** How many zones the venue has; their numbers are 0 … count − 1, the positions in the venue's list. */
    public int zoneCount() {
        return zones.size();
    }

    /** The zone with a number. */
    public Zone zone(int number) {
        return zones.get(number);
    }

    /**
     * The number of the next zone that holds a point, in rising order.
     *
     * @param floorIndex number of the floor
     * @param after number of the zone found before, −1 to begin
     * @return −1 when there is no further one
     */
    public int next(int floorIndex, double x, double z, int after) {
        int[] here = numbers[floorIndex];
        int local = -1;
        do {
            local = grids[floorIndex].next(x, z, local);
        } while (local >= 0 && here[local] <= after);
        return local < 0 ? -1 : here[local];
    }

    /** Whether zone {@code number} holds the point. */
    public boolean contains(int number, int floorIndex, double x, double z) {
        Zone zone = zones.get(number);
        return zone.floorIndex() == floorIndex && zone.polygon().contains(x, z);
    }

    /** All zones that hold the point; allocates, for setting up and tests. */
    public List<Zone> at(int floorIndex, double x, double z) {
        List<Zone> found = new ArrayList<>();
        for (int n = next(floorIndex, x, z, -1); n >= 0; n = next(floorIndex, x, z, n)) {
            found.add(zones.get(n));
        }
        return found;
    }
}
