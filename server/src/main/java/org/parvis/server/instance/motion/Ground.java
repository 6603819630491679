package org.parvis.server.instance.motion;

import java.util.Arrays;
import java.util.Optional;
import org.parvis.world.Segments;
import org.parvis.world.spatial.FloorMap;
import org.parvis.world.spatial.FloorPoint;

/**
 * A floor as it is now: what the venue built, which never changes, and the barriers that are closed at the moment.
 * Barriers are few, so they are looked at one after the other. Tick thread only; queries do not allocate unless they say
 * so.
 */
final class Ground {
    /** Corners are x1, z1, x2, z2 of a line. */
    private static final int CORNERS = 4;

    /** How far off its place a body that is wedged in may be taken to be, metres. */
    private static final double WEDGE_M = 0.3;

    private final FloorMap map;
    private double[] closed = new double[0];

    Ground(FloorMap map) {
        this.map = map;
    }

    FloorMap map() {
        return map;
    }

    /** Closes lines for everybody: x1, z1, x2, z2 each, all that are closed on this floor. */
    void close(double[] segments) {
        closed = Arrays.copyOf(segments, segments.length);
    }

    boolean isWalkable(double xM, double zM) {
        return map.isWalkable(xM, zM);
    }

    /** Whether a disc can go straight from one point to another, see {@link FloorMap#clearLine}. */
    boolean clearLine(double fromXM, double fromZM, double toXM, double toZM, double radiusM) {
        for (int i = 0; i < closed.length; i += CORNERS) {
            double squared = Segments.distanceSquared(
                    fromXM, fromZM, toXM, toZM, closed[i], closed[i + 1], closed[i + 2], closed[i + 3]);
            if (squared <= radiusM * radiusM) {
                return false;
            }
        }
        return map.clearLine(fromXM, fromZM, toXM, toZM, radiusM);
    }

    /** Room around a point, see {@link FloorMap#clearanceM(double, double, double)}. */
    double clearanceM(double xM, double zM, double capM) {
        double clearanceM = map.clearanceM(xM, zM, capM);
        for (int i = 0; i < closed.length; i += CORNERS) {
            double squared =
                    Segments.pointDistanceSquared(xM, zM, closed[i], closed[i + 1], closed[i + 2], closed[i + 3]);
            clearanceM = Math.min(clearanceM, Math.sqrt(squared));
        }
        return clearanceM;
    }

    /**
     * Whether a body can walk straight to a place. One that is wedged in between two walls first gets out of the wedge,
     * without passing any of them. Allocates then.
     */
    boolean isClearWay(double fromXM, double fromZM, double toXM, double toZM) {
        double radiusM = MovementWorld.BODY_RADIUS_M;
        if (clearLine(fromXM, fromZM, toXM, toZM, radiusM)) {
            return true;
        }
        if (!isWalkable(fromXM, fromZM) || clearanceM(fromXM, fromZM, 2 * radiusM) > radiusM) {
            return false;
        }
        Optional<FloorPoint> out = map.nearestWalkable(fromXM, fromZM, radiusM, WEDGE_M);
        return out.isPresent()
                && clearLine(fromXM, fromZM, out.get().x(), out.get().z(), 0)
                && clearLine(out.get().x(), out.get().z(), toXM, toZM, radiusM);
    }
}
