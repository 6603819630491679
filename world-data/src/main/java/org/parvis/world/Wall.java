package org.parvis.world;

/**
 * An upright wall along a line.
 *
 * @param line its corners as seen from above, at least two, not closed
 * @param heightM height of the wall above its base
 * @param baseM height of its base above the floor
 * @param material what it is made of
 */
public record Wall(PolyLine line, double heightM, double baseM, String material) {
    /** A wall whose base is at least this high above the floor is walked under, as the arch over a gate. */
    public static final double HEADROOM_M = 2.0;

    /** Whether people bump into it. */
    public boolean blocks() {
        return baseM < HEADROOM_M && baseM + heightM > 0.3;
    }
}
