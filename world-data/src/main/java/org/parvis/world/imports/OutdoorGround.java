package org.parvis.world.imports;

import java.util.List;
import java.util.OptionalDouble;
import org.parvis.world.Floor;
import org.parvis.world.LocalText;
import org.parvis.world.Obstacles;
import org.parvis.world.Polygon;
import org.parvis.world.Surface;
import org.parvis.world.Wall;
import org.parvis.world.bundle.FloorObstacles;
import org.parvis.world.fault.BundleException;
import org.parvis.world.imports.shape.Footprints;
import org.parvis.world.imports.source.SourceFile;
import org.parvis.world.spatial.FloorMap;
import org.parvis.world.spatial.FloorPoint;

/** Lays a round floor under an outdoor venue and finds a place to appear. */
final class OutdoorGround {
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

    /** Adds the floor, and a spawn in the largest area that can be walked, nearest to the origin. */
    static void lay(VenueAssembly venue, double radiusM, List<Wall> walls, List<Surface> surfaces) {
        // The corners of the outline lie on the circle, its edges a thousandth inside.
        Polygon outline = Footprints.disc(radiusM * 1.002);
        LocalText title = LocalText.english("Ground");
        Floor floor =
                new Floor(0, "ground", title, 0, 0, outline, OptionalDouble.empty(), walls, surfaces, Obstacles.NONE);
        venue.floors.add(floor);
        FloorMap map = new FloorMap(FloorObstacles.gather(floor, venue.buildings, venue.props, List.of()));
        venue.spawns.add(SpawnPlace.find("origin", 0, map, new FloorPoint(0, 0), venue.notes));
    }
}
