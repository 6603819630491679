package org.parvis.server.interest;

import org.parvis.server.interest.fanout.Viewer;
import org.parvis.server.interest.plan.AlwaysNear;
import org.parvis.server.interest.plan.Plan;

/** What the tick thread keeps about one viewer: where they look from and what they have been told. Tick thread only. */
final class Subscription {
    static final int NO_SQUARE = -1;

    private final Viewer viewer;
    private final AlwaysNear alwaysNear = new AlwaysNear();
    private final PendingIntroductions pending = new PendingIntroductions();
    private int square = NO_SQUARE;
    private int introducedBeat;

    Subscription(Viewer viewer) {
        this.viewer = viewer;
    }

    Viewer viewer() {
        return viewer;
    }

    /** The square whose plan is used. */
    int square() {
        return square;
    }

    void plan(int newSquare, Plan plan) {
        square = newSquare;
        viewer.plan(plan);
    }

    /** The beat up to which new arrivals have been introduced. */
    int introducedBeat() {
        return introducedBeat;
    }

    void introduced(int beat) {
        introducedBeat = beat;
    }

    /** Whom this viewer sees as if they were near. */
    AlwaysNear alwaysNear() {
        return alwaysNear;
    }

    /** Those who were there before this viewer and wait to be introduced. */
    PendingIntroductions pending() {
        return pending;
    }
}
