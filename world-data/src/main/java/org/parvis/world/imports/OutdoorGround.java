package org.parvis.world.imports;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.parvis.world.Floor;
import org.parvis.world.LocalText;
import org.parvis.world.Obstacles;
import org.parvis.world.Polygon;
import org.parvis.world.Spawn;
import org.parvis.world.Surface;
import org.parvis.world.Wall;
import org.parvis.world.bundle.BundleException;
import org.parvis.world.bundle.FloorObstacles;
import org.parvis.world.spatial.FloorMap;
import org.parvis.world.spatial.FloorPoint;

/** Lays a round floor under an outdoor venue and finds a place to appear. */
final class OutdoorGround {
    private static final double[] ROOMS_M = {4, 2, 1, 0.4};

    private static final double LEAST_M = 20;

    private OutdoorGround() {}

    /**
     * How far the floor reaches: as far as the caller wants, or a little beyond all that was found.
     *
     * @param farthestM distance of the farthest corner from the origin
     * @throws BundleException when that is further than a venue can reach
     */
    static double radiusM(SourceFile file, ImportOptions options, double farthestM) throws BundleException {
        double radiusM = Math.max(LEAST_M, options.radiusM().orElse(Math.ceil(farthestM + 10)));
        file.checkReach(Math.max(radiusM, farthestM));
        return radiusM;
    }

    /** Adds the floor, and a spawn at the walkable place nearest to the origin. */
    static void lay(VenueAssembly venue, double radiusM, List<Wall> walls, List<Surface> surfaces) {
        // The corners of the outline lie on the circle, its edges a thousandth inside.
        Polygon outline = Footprints.disc(radiusM * 1.002);
        LocalText title = LocalText.english("Ground");
        Floor floor =
                new Floor(0, "ground", title, 0, 0, outline, OptionalDouble.empty(), walls, surfaces, Obstacles.NONE);
        venue.floors.add(floor);
        FloorMap map = new FloorMap(FloorObstacles.gather(floor, venue.buildings, venue.props, List.of()));
        venue.spawns.add(spawn(map, radiusM));
    }

    private static Spawn spawn(FloorMap map, double radiusM) {
        for (double roomM : ROOMS_M) {
            Optional<FloorPoint> place = map.nearestWalkable(0, 0, roomM, radiusM);
            if (place.isPresent()) {
                double x = place.get().x();
                double z = place.get().z();
                double freeM = Math.min(6, map.clearanceM(x, z, 6) - 0.35);
                return new Spawn("origin", 0, x, z, Math.max(0.1, freeM), 0);
            }
        }
        return new Spawn("origin", 0, 0, 0, 1, 0);
    }
}
