package org.parvis.server.instance;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.quantise.Quantise;
import org.parvis.protocol.v1.Place;
import org.parvis.world.Spawn;
import org.parvis.world.spatial.FloorMap;
import org.parvis.world.spatial.FloorPoint;

/** Chooses where newcomers appear: where they wish if one can stand there, else somewhere at a spawn. Tick thread only. */
final class Entrance {
    private static final double WISH_WITHIN_M = 2;
    private static final double SEARCH_WITHIN_M = 20;

    private final TickState state;
    private final SplittableRandom random;
    private int next;

    Entrance(TickState state, long seed) {
        this.state = state;
        random = new SplittableRandom(seed);
    }

    Seam.Spot choose(@Nullable Place wished) {
        if (wished != null
                && wished.getFloor() >= 0
                && wished.getFloor() < state.maps().size()) {
            double xM = Quantise.centimetresToMetres(wished.getXCm());
            double zM = Quantise.centimetresToMetres(wished.getZCm());
            Optional<FloorPoint> near = nearestFree(wished.getFloor(), xM, zM, WISH_WITHIN_M);
            if (near.isPresent()) {
                return new Seam.Spot(
                        wished.getFloor(), near.get().x(), near.get().z(), wished.getYaw() & 0xFF);
            }
        }
        return atSpawn();
    }

    private Seam.Spot atSpawn() {
        List<Spawn> spawns = state.venue().spawns();
        if (spawns.isEmpty()) {
            double xM = (state.map(0).bounds().minX() + state.map(0).bounds().maxX()) / 2;
            double zM = (state.map(0).bounds().minZ() + state.map(0).bounds().maxZ()) / 2;
            return free(0, xM, zM, 0);
        }
        Spawn spawn = spawns.get(next++ % spawns.size());
        double angleRad = random.nextDouble() * 2 * Math.PI;
        double outM = Math.sqrt(random.nextDouble()) * spawn.radiusM();
        double xM = spawn.x() + Math.cos(angleRad) * outM;
        double zM = spawn.z() + Math.sin(angleRad) * outM;
        return free(spawn.floorIndex(), xM, zM, Quantise.yawToCode(spawn.yawRad()));
    }

    private Seam.Spot free(int floor, double xM, double zM, int yaw) {
        return nearestFree(floor, xM, zM, SEARCH_WITHIN_M)
                .map(point -> new Seam.Spot(floor, point.x(), point.z(), yaw))
                .orElse(new Seam.Spot(floor, xM, zM, yaw));
    }

    private Optional<FloorPoint> nearestFree(int floor, double xM, double zM, double withinM) {
        FloorMap map = state.map(floor);
        return map.nearestWalkable(xM, zM, MovementWorld.BODY_RADIUS_M, withinM);
    }
}
