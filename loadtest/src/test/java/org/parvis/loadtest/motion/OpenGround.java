package org.parvis.loadtest.motion;

/** Ground without an obstacle. */
public enum OpenGround implements Ground {
    /** Of any size. */
    ENDLESS;

    @Override
    public boolean isFree(double xM, double zM) {
        return true;
    }

    @Override
    public boolean isClear(double fromXM, double fromZM, double toXM, double toZM) {
        return true;
    }
}
