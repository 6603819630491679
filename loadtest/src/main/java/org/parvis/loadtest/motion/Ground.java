package org.parvis.loadtest.motion;

/** Where people can walk on one floor. Immutable; any thread. */
public interface Ground {
    /**
     * Whether a person can stand somewhere.
     *
     * @param xM metres east
     * @param zM metres south
     * @return true if nothing is in the way of a body
     */
    boolean isFree(double xM, double zM);

    /**
     * Whether a person can walk straight from one place to another.
     *
     * @param fromXM metres east
     * @param fromZM metres south
     * @param toXM metres east
     * @param toZM metres south
     * @return true if no wall is in the way
     */
    boolean isClear(double fromXM, double fromZM, double toXM, double toZM);
}
