package org.parvis.loadtest.crowd;

/** Ground without an obstacle. */
enum OpenGround implements Ground {
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
