package org.parvis.world.imports;

import java.util.List;
import java.util.Optional;
import org.parvis.world.Bounds;
import org.parvis.world.Spawn;
import org.parvis.world.spatial.FloorMap;
import org.parvis.world.spatial.FloorPoint;
import org.parvis.world.spatial.WalkAreas;

/** Finds where people appear: in the largest area that can be walked, as near as possible to a wanted place. */
final class SpawnPlace {
    private static final double[] ROOMS_M = {4, 2, 1, 0.4};
    private static final double BODY_M = 0.3;
    private static final double WINDOW_M = 350;
    private static final double FARTHEST_M = 6;

    private SpawnPlace() {}

    /**
     * A spawn on a floor.
     *
     * @param id its id
     * @param floor number of the floor
     * @param map the floor
     * @param wanted where it is wanted
     * @param notes told when the wanted place is shut in, or little can be reached
     */
    static Spawn find(String id, int floor, FloorMap map, FloorPoint wanted, List<String> notes) {
        Bounds all = map.bounds();
        Bounds window = new Bounds(
                clamp(wanted.x() - WINDOW_M, all.minX(), all.maxX()),
                clamp(wanted.z() - WINDOW_M, all.minZ(), all.maxZ()),
                clamp(wanted.x() + WINDOW_M, all.minX(), all.maxX()),
                clamp(wanted.z() + WINDOW_M, all.minZ(), all.maxZ()));
        WalkAreas areas = new WalkAreas(map, window, BODY_M);
        int largest = areas.largest();
        for (double roomM : ROOMS_M) {
            Optional<FloorPoint> plain = map.nearestWalkable(wanted.x(), wanted.z(), roomM, WINDOW_M);
            boolean shutIn = plain.isEmpty()
                    || (largest != WalkAreas.NONE
                            && areas.near(plain.get().x(), plain.get().z(), 1) != largest);
            Optional<FloorPoint> place =
                    shutIn && largest != WalkAreas.NONE ? areas.nearest(largest, wanted.x(), wanted.z(), roomM) : plain;
            if (place.isPresent()) {
                if (shutIn && plain.isPresent()) {
                    notes.add(
                            "the free place nearest to the origin is shut in; the spawn was put %.0f m further off, where people get about"
                                    .formatted(Math.hypot(
                                            place.get().x() - plain.get().x(),
                                            place.get().z() - plain.get().z())));
                }
                return spawn(id, floor, map, place.get(), areas, largest, notes);
            }
        }
        return new Spawn(id, floor, wanted.x(), wanted.z(), 0.1, 0);
    }

    private static Spawn spawn(
            String id, int floor, FloorMap map, FloorPoint at, WalkAreas areas, int largest, List<String> notes) {
        if (largest != WalkAreas.NONE && areas.areaM2(largest) < 0.5 * areas.wholeM2()) {
            notes.add("only %.0f %% of the free ground can be reached from the spawn"
                    .formatted(100 * areas.areaM2(largest) / areas.wholeM2()));
        }
        double freeM = Math.min(FARTHEST_M, map.clearanceM(at.x(), at.z(), FARTHEST_M) - 0.35);
        return new Spawn(id, floor, at.x(), at.z(), Math.max(0.1, freeM), 0);
    }

    private static double clamp(double value, double min, double max) {
        return Math.max(min, Math.min(max, value));
    }
}
