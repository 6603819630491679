package org.parvis.server.interest;

import org.jspecify.annotations.Nullable;
import org.parvis.server.interest.cells.Bodies;
import org.parvis.server.interest.cells.IntBag;
import org.parvis.server.interest.fanout.Viewer;
import org.parvis.server.interest.plan.AlwaysNear;
import org.parvis.server.interest.plan.Plan;
import org.parvis.server.interest.plan.PlanBook;
import org.parvis.server.interest.sight.LayerSet;
import org.parvis.server.interest.sight.Sight;

/**
 * What the tick thread keeps about one viewer: where they look from, what they may see, what they have been told. Tick
 * thread only.
 */
final class Subscription {
    static final int NO_SQUARE = -1;
    private static final int APART_BEATS = 64;

    private final Viewer viewer;
    private final AlwaysNear alwaysNear = new AlwaysNear();
    private final PendingIntroductions pending = new PendingIntroductions();
    private Viewpoint viewpoint;
    private int floor;
    private double xM;
    private double zM;
    private LayerSet layers = LayerSet.COMMON;
    private Sight sight = Sight.COMMON;
    private int sightBeat;
    private @Nullable Plan seenBase;
    private @Nullable Plan seen;
    private boolean sightChanged;
    private final IntBag apartSpotlit = new IntBag(0);
    private @Nullable Plan apart;
    private int apartSquare;
    private int apartBeat;
    private int square = NO_SQUARE;
    private int introducedBeat;

    Subscription(Viewer viewer, Viewpoint viewpoint) {
        this.viewer = viewer;
        this.viewpoint = viewpoint;
    }

    Viewer viewer() {
        return viewer;
    }

    Viewpoint viewpoint() {
        return viewpoint;
    }

    void viewpoint(Viewpoint next) {
        viewpoint = next;
        square = NO_SQUARE;
    }

    /** Looks where the viewpoint is now; when that cannot be said it stays where it was. */
    void locate(Bodies bodies, Visibility visibility) {
        if (viewpoint instanceof Viewpoint.Standing place) {
            floor = place.floor();
            xM = place.xM();
            zM = place.zM();
        } else if (viewpoint instanceof Viewpoint.Following body && isSeen(body.avatar(), bodies, visibility)) {
            floor = bodies.floor(body.avatar());
            xM = bodies.xM(body.avatar());
            zM = bodies.zM(body.avatar());
        }
    }

    private boolean isSeen(int avatar, Bodies bodies, Visibility visibility) {
        return avatar == viewer.avatar()
                || (bodies.cell(avatar) != Bodies.NOWHERE && visibility.maySee(viewer.number(), avatar));
    }

    /** Where it looked from last. */
    Viewpoint.Standing whereabouts() {
        return new Viewpoint.Standing(floor, xM, zM);
    }

    int floor() {
        return floor;
    }

    double xM() {
        return xM;
    }

    double zM() {
        return zM;
    }

    /** The layers this viewer reads besides that of the own body. */
    LayerSet layers() {
        return layers;
    }

    void layers(LayerSet next) {
        layers = next;
    }

    /** What this viewer may see. */
    Sight sight() {
        return sight;
    }

    void sight(Sight next, int beat) {
        sight = next;
        sightBeat = beat;
        sightChanged = true;
        viewer.askForKeyframes();
    }

    /** Whether the sight changed since this was asked last: then the plan must be handed over before any bytes. */
    boolean takeSightChange() {
        boolean changed = sightChanged;
        sightChanged = false;
        return changed;
    }

    /** A plan as this viewer may use it; the same one as long as plan and sight are. */
    Plan seen(Plan plan) {
        if (sight == Sight.COMMON) {
            return plan;
        }
        Plan known = seen;
        if (known == null || seenBase != plan || known.sight() != sight || known.sightBeat() != sightBeat) {
            known = plan.seenBy(sight, sightBeat);
            seen = known;
            seenBase = plan;
        }
        return known;
    }

    /**
     * The plan of a square for this viewer alone, who does not see all in the spotlight; made anew now and then, since
     * the crowd may have moved.
     */
    Plan planApart(PlanBook plans, int ofSquare, IntBag spotlit, int beat) {
        Plan known = apart;
        boolean isGood = apartSquare == ofSquare && apartSpotlit.isSame(spotlit) && beat - apartBeat < APART_BEATS;
        if (known == null || !isGood) {
            known = plans.planApart(ofSquare, spotlit);
            apart = known;
            apartSquare = ofSquare;
            apartSpotlit.copy(spotlit);
            apartBeat = beat;
        }
        return known;
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
