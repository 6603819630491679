package org.parvis.server.placement;

import org.jspecify.annotations.Nullable;
import org.parvis.protocol.quantise.Quantise;
import org.parvis.protocol.v1.Place;
import org.parvis.server.instance.VenueInstance;
import org.parvis.world.Spawn;
import org.parvis.world.Zone;
import org.parvis.world.ZoneKind;
import org.parvis.world.spatial.FloorMap;

/**
 * Which wishes for a place are heard: those within a few steps of an entrance. An entrance is a spawn of the venue or the
 * middle of a gate; from it one must be able to walk straight there. Nobody chooses a position in any other way.
 * Stateless; any thread.
 */
public final class EntranceReach {
    /** How far from an entrance a wish is heard, metres; the radius of a spawn comes on top. */
    public static final double REACH_M = 12;

    private static final double BODY_RADIUS_M = 0.3;
    private static final double SEARCH_WITHIN_M = 3;

    /**
     * Judges a wish.
     *
     * @param instance that is entered
     * @param wish what the client would like; null for nothing
     * @return the wish; null when it is not heard
     */
    public @Nullable Place heard(VenueInstance instance, @Nullable Place wish) {
        if (wish == null
                || wish.getFloor() < 0
                || wish.getFloor() >= instance.venue().floors().size()) {
            return null;
        }
        int floor = wish.getFloor();
        double xM = Quantise.centimetresToMetres(wish.getXCm());
        double zM = Quantise.centimetresToMetres(wish.getZCm());
        return !wantsARight(instance, floor, xM, zM) && isNearEntrance(instance, floor, xM, zM) ? wish : null;
    }

    private static boolean isNearEntrance(VenueInstance instance, int floor, double xM, double zM) {
        FloorMap map = instance.floorMap(floor);
        for (Spawn spawn : instance.venue().spawns()) {
            if (spawn.floorIndex() == floor
                    && isReached(map, new double[] {spawn.x(), spawn.z()}, spawn.radiusM() + REACH_M, xM, zM)) {
                return true;
            }
        }
        for (Zone zone : instance.venue().zones()) {
            if (zone.floorIndex() == floor && zone.kind().equals(ZoneKind.GATE)) {
                var bounds = zone.polygon().bounds();
                double[] middle = {(bounds.minX() + bounds.maxX()) / 2, (bounds.minZ() + bounds.maxZ()) / 2};
                if (isReached(map, middle, REACH_M, xM, zM)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isReached(FloorMap map, double[] entrance, double withinM, double xM, double zM) {
        if (Math.hypot(xM - entrance[0], zM - entrance[1]) > withinM) {
            return false;
        }
        return map.nearestWalkable(entrance[0], entrance[1], BODY_RADIUS_M, SEARCH_WITHIN_M)
                .filter(from -> map.clearLine(from.x(), from.z(), xM, zM, BODY_RADIUS_M))
                .isPresent();
    }

    /** A stage is for those who were called there. */
    private static boolean wantsARight(VenueInstance instance, int floor, double xM, double zM) {
        return instance.venue().zones().stream()
                .anyMatch(zone -> zone.floorIndex() == floor
                        && zone.kind().equals(ZoneKind.STAGE)
                        && zone.polygon().contains(xM, zM));
    }
}
