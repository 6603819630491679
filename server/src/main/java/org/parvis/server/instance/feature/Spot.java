package org.parvis.server.instance.feature;

/**
 * A place on a floor and a direction.
 *
 * @param floor index of the floor
 * @param xM east of the origin, metres
 * @param zM south of the origin, metres
 * @param yaw direction faced, 0..255
 */
public record Spot(int floor, double xM, double zM, int yaw) {
    /** Distance to another place, metres; infinite between floors. */
    public double distanceM(Spot other) {
        return floor == other.floor ? Math.hypot(other.xM - xM, other.zM - zM) : Double.POSITIVE_INFINITY;
    }
}
