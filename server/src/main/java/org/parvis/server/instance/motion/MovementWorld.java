package org.parvis.server.instance.motion;

/**
 * Where bodies can go. Tick thread only.
 *
 * <p>Use in a tick: {@link #aim} for everybody who wants to move, {@link #step} once, then {@link #xM} and {@link #zM}
 * of those who were aimed.
 */
public interface MovementWorld {
    /** Radius of everybody's body, metres. */
    double BODY_RADIUS_M = 0.3;

    /** Puts a body somewhere at once, whatever is between. */
    void place(int avatar, int floor, double xM, double zM);

    /** Takes a body out of the world. */
    void remove(int avatar);

    /** Wants a body to go straight to a place in the coming step; obstacles may keep it, and it slides along them. */
    void aim(int avatar, double toXM, double toZM);

    /**
     * Closes lines on a floor to everybody from the next step on, in place of those closed before.
     *
     * @param segments x1, z1, x2, z2 each, metres; empty opens all
     */
    void close(int floor, double[] segments);

    /** Moves all aimed bodies; then nobody is aimed. */
    void step();

    /** East of the origin, metres. */
    double xM(int avatar);

    /** South of the origin, metres. */
    double zM(int avatar);
}
