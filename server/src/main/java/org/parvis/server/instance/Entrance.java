package org.parvis.server.instance;

import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.quantise.Quantise;
import org.parvis.protocol.v1.Place;
import org.parvis.server.instance.feature.Spot;
import org.parvis.server.instance.motion.MovementWorld;
import org.parvis.server.instance.people.JoinRequest;
import org.parvis.server.instance.tick.TickState;
import org.parvis.world.Spawn;
import org.parvis.world.spatial.FloorMap;
import org.parvis.world.spatial.FloorPoint;

/**
 * Chooses where people appear: where the gateway lets them wish to be, if one can stand there, else at a spawn near
 * others. Who comes back appears where they were last noted, or further on where their client had them, if they can have
 * walked there since. Tick thread only.
 */
final class Entrance {
    private static final double WISH_WITHIN_M = 2;
    private static final double SEARCH_WITHIN_M = 20;
    private static final double NOTED_EVERY_S = 6;

    private final TickState state;
    private final SplittableRandom random;
    private final SpawnChoice spawns;

    Entrance(TickState state, long seed) {
        this.state = state;
        random = new SplittableRandom(seed);
        spawns = new SpawnChoice(state);
    }

    Spot choose(JoinRequest request) {
        Place wished = request.wished();
        Place last = request.last();
        if (last != null) {
            boolean further = wished != null && isInReach(last, wished);
            return spotAt(further ? wished : last).orElseGet(this::atSpawn);
        }
        return spotAt(wished).orElseGet(this::atSpawn);
    }

    private Optional<Spot> spotAt(@Nullable Place place) {
        if (place == null || place.getFloor() >= state.maps().size() || place.getFloor() < 0) {
            return Optional.empty();
        }
        double xM = Quantise.centimetresToMetres(place.getXCm());
        double zM = Quantise.centimetresToMetres(place.getZCm());
        return nearestFree(place.getFloor(), xM, zM, WISH_WITHIN_M)
                .map(near -> new Spot(place.getFloor(), near.x(), near.z(), place.getYaw() & 0xFF));
    }

    /** Places are noted every few seconds; a straight way as far as one runs in that time is believed. */
    private boolean isInReach(Place last, Place wished) {
        if (last.getFloor() != wished.getFloor()
                || last.getFloor() >= state.maps().size()
                || last.getFloor() < 0) {
            return false;
        }
        double fromXM = Quantise.centimetresToMetres(last.getXCm());
        double fromZM = Quantise.centimetresToMetres(last.getZCm());
        double toXM = Quantise.centimetresToMetres(wished.getXCm());
        double toZM = Quantise.centimetresToMetres(wished.getZCm());
        double reachM = NOTED_EVERY_S * state.config().runMps();
        return Math.hypot(toXM - fromXM, toZM - fromZM) <= reachM
                && state.map(last.getFloor()).clearLine(fromXM, fromZM, toXM, toZM, MovementWorld.BODY_RADIUS_M);
    }

    private Spot atSpawn() {
        if (state.venue().spawns().isEmpty()) {
            double xM = (state.map(0).bounds().minX() + state.map(0).bounds().maxX()) / 2;
            double zM = (state.map(0).bounds().minZ() + state.map(0).bounds().maxZ()) / 2;
            return free(0, xM, zM, 0);
        }
        Spawn spawn = spawns.next();
        double angleRad = random.nextDouble() * 2 * Math.PI;
        double outM = Math.sqrt(random.nextDouble()) * spawn.radiusM();
        double xM = spawn.x() + Math.cos(angleRad) * outM;
        double zM = spawn.z() + Math.sin(angleRad) * outM;
        return free(spawn.floorIndex(), xM, zM, Quantise.yawToCode(spawn.yawRad()));
    }

    private Spot free(int floor, double xM, double zM, int yaw) {
        return nearestFree(floor, xM, zM, SEARCH_WITHIN_M)
                .map(point -> new Spot(floor, point.x(), point.z(), yaw))
                .orElse(new Spot(floor, xM, zM, yaw));
    }

    private Optional<FloorPoint> nearestFree(int floor, double xM, double zM, double withinM) {
        FloorMap map = state.map(floor);
        return map.nearestWalkable(xM, zM, MovementWorld.BODY_RADIUS_M, withinM);
    }
}
