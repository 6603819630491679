package org.parvis.loadtest.motion;

/** Where one person is and wants to go. Mutable, so that thousands cost nothing; event loop only. */
public final class Walk {
    double xM;
    double zM;
    double targetXM;
    double targetZM;
    boolean hasTarget;
    int floor;
    int track;
    double trackTimeS;
    double pauseLeftS;
    boolean onTrack;

    /**
     * Puts the person somewhere; what it was heading for is forgotten.
     *
     * @param newFloor index of the floor
     * @param newXM metres east
     * @param newZM metres south
     */
    public void placeAt(int newFloor, double newXM, double newZM) {
        floor = newFloor;
        xM = newXM;
        zM = newZM;
        hasTarget = false;
        onTrack = false;
    }

    /**
     * Metres east.
     *
     * @return metres
     */
    public double xM() {
        return xM;
    }

    /**
     * Metres south.
     *
     * @return metres
     */
    public double zM() {
        return zM;
    }

    /**
     * Index of the floor.
     *
     * @return at least 0
     */
    public int floor() {
        return floor;
    }

    /**
     * How far the person is from a place on the same floor.
     *
     * @param otherXM metres east
     * @param otherZM metres south
     * @return metres
     */
    public double distanceM(double otherXM, double otherZM) {
        return Math.hypot(otherXM - xM, otherZM - zM);
    }

    /**
     * One straight step towards the target.
     *
     * @param stepM longest step, metres
     * @return true when the target is reached
     */
    boolean stepTowardsTarget(double stepM) {
        double dx = targetXM - xM;
        double dz = targetZM - zM;
        double distance = Math.hypot(dx, dz);
        if (distance <= stepM) {
            xM = targetXM;
            zM = targetZM;
            hasTarget = false;
            return true;
        }
        xM += dx / distance * stepM;
        zM += dz / distance * stepM;
        return false;
    }

    void headFor(double newTargetXM, double newTargetZM) {
        targetXM = newTargetXM;
        targetZM = newTargetZM;
        hasTarget = true;
    }
}
