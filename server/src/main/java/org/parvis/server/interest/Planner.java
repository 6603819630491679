package org.parvis.server.interest;

import org.parvis.server.interest.cells.Bodies;
import org.parvis.server.interest.cells.CellMap;
import org.parvis.server.interest.cells.Cells;
import org.parvis.server.interest.cells.IntBag;
import org.parvis.server.interest.fanout.CellEncoder;
import org.parvis.server.interest.fanout.Viewer;
import org.parvis.server.interest.plan.ChangeWindows;
import org.parvis.server.interest.plan.Crowd;
import org.parvis.server.interest.plan.InterestConfig;
import org.parvis.server.interest.plan.Pace;
import org.parvis.server.interest.plan.Plan;
import org.parvis.server.interest.plan.PlanBook;
import org.parvis.server.interest.plan.PlanMarks;
import org.parvis.server.interest.plan.Spotlight;
import org.parvis.server.interest.sight.LayerSet;
import org.parvis.server.interest.sight.Sight;

/**
 * Gives each viewer the plan of where it looks from, and asks for the keyframes that a change of plan needs. Tick thread
 * only.
 */
final class Planner implements Crowd {
    private static final double NO_LONGER_CROWDED = 0.8;

    private final InterestConfig config;
    private final Bodies bodies;
    private final Cells cells;
    private final CellEncoder encoder;
    private final Subscriptions subscriptions;
    private final Introductions introductions;
    private final Visibility visibility;
    private final Beats beats;
    private final PlanBook plans;
    private final PlanMarks marks;
    private final ChangeWindows windows;
    private final Spotlight spotlight = new Spotlight();
    private final IntBag spotlitSeen = new IntBag(4);
    private final Plan nothing;
    private final Plan everything;
    private double bytesPerPersonPerS;

    Planner(InterestConfig config, CellMap map, Visibility.Parts parts, Introductions introductions, Rule rule) {
        this.config = config;
        bodies = parts.bodies();
        cells = parts.cells();
        encoder = parts.encoder();
        subscriptions = parts.subscriptions();
        this.introductions = introductions;
        visibility = rule.visibility();
        beats = rule.beats();
        plans = new PlanBook(map, config, this);
        marks = new PlanMarks(map.size());
        windows = new ChangeWindows(config);
        nothing = Plan.none(config);
        everything = Plan.everything(map, config);
    }

    /** The rule of who may see whom, and the beat in which it is asked. */
    record Rule(Visibility visibility, Beats beats) {}

    /** The plan of whoever receives nothing yet. */
    Plan nothing() {
        return nothing;
    }

    ChangeWindows windows() {
        return windows;
    }

    Spotlight spotlight() {
        return spotlight;
    }

    /** Gives each viewer whose turn it is its plan; tells which paces are in use. */
    int planAll() {
        if (spotlight.follow(bodies, cells)) {
            plans.forgetAll();
        }
        int paces = 0;
        for (int i = 0; i < subscriptions.size(); i++) {
            Subscription viewer = subscriptions.at(i);
            setPace(viewer.viewer());
            int pace = viewer.viewer().pace();
            paces |= pace;
            boolean sightChanged = viewer.takeSightChange();
            if (Pace.isDue(beats.now(), viewer.viewer().number(), pace)) {
                plan(viewer, viewer.viewer().takeKeyframeWish());
            } else if (sightChanged) {
                // Before any bytes of this beat are handed over, lest they are read by the sight of before.
                plan(viewer, false);
            }
            if (!viewer.pending().isEmpty()) {
                // An instance where nobody moves still has to finish its introductions.
                beats.active();
            }
        }
        return paces;
    }

    /** Follows what a person costs on average, over about a second. */
    void weigh() {
        int people = introductions.people();
        if (people > 0) {
            double now = (double) encoder.nearBytes() * config.tickRateHz() / people;
            bytesPerPersonPerS += (now - bytesPerPersonPerS) / config.tickRateHz();
        }
        // Once crowded, it must be clearly less so before all plans are made anew.
        double bytesMark = plans.isOverBudget() ? NO_LONGER_CROWDED : 1;
        double bodiesMark = plans.isOverLimit() ? NO_LONGER_CROWDED : 1;
        plans.crowded(
                people * config.poseBytesPerTick() > bytesMark * config.viewerBytesPerS(),
                people > bodiesMark * config.viewerBodies());
    }

    @Override
    public int people(int cell) {
        return cells.members(cell).size();
    }

    @Override
    public IntBag spotlitCells() {
        return spotlight.cells();
    }

    @Override
    public double bytesPerPersonPerS() {
        return bytesPerPersonPerS;
    }

    private void setPace(Viewer viewer) {
        boolean isAway = viewer.avatar() != Viewer.NO_AVATAR && bodies.isAway(viewer.avatar());
        int pace = isAway ? Pace.SLOWEST : windows.shedding().pace();
        if (pace != viewer.pace()) {
            viewer.pace(pace);
            beats.active();
        }
    }

    private void plan(Subscription viewer, boolean wantsAll) {
        viewer.locate(bodies, visibility);
        int square = viewer.square();
        if (square == Subscription.NO_SQUARE || !plans.isStill(square, viewer.floor(), viewer.xM(), viewer.zM())) {
            square = plans.square(viewer.floor(), viewer.xM(), viewer.zM());
        }
        Plan plan = viewer.seen(basePlan(viewer, square));
        if (plan != viewer.viewer().plan()) {
            replan(viewer, square, plan);
        }
        if (wantsAll) {
            beats.active();
            for (int i = 0; i < plan.size(); i++) {
                encoder.wishKeyframe(plan.sight(), plan.cell(i), beats.now());
            }
        }
    }

    private Plan basePlan(Subscription viewer, int square) {
        if (viewer.viewpoint() instanceof Viewpoint.Everything) {
            return everything;
        }
        Sight sight = viewer.sight();
        Plan shared = sight == Sight.COMMON || seesAllSpotlit(sight)
                ? plans.plan(square, beats.now())
                : viewer.planApart(plans, square, spotlitSeen, beats.now());
        return viewer.alwaysNear().widen(shared, bodies, cells, sight);
    }

    /** Whether a viewer sees all in the spotlight whom everybody may see; if not, finds the cells of those it sees. */
    private boolean seesAllSpotlit(Sight sight) {
        spotlitSeen.clear();
        boolean seesAll = true;
        IntBag avatars = spotlight.avatars();
        for (int i = 0; i < avatars.size(); i++) {
            int avatar = avatars.get(i);
            boolean isShown = bodies.cell(avatar) != Bodies.NOWHERE && cells.layer(avatar) == LayerSet.COMMON_LAYER;
            if (isShown && sight.sees(avatar, LayerSet.COMMON_LAYER)) {
                spotlitSeen.insertSorted(bodies.cell(avatar));
            }
            seesAll &= !isShown || sight.sees(avatar, LayerSet.COMMON_LAYER);
        }
        return seesAll;
    }

    /** Cells that are new, or come more often from now on, need a keyframe: what was left out before is not known. */
    private void replan(Subscription viewer, int square, Plan next) {
        Plan before = viewer.viewer().plan();
        marks.mark(before);
        for (int i = 0; i < next.size(); i++) {
            int cell = next.cell(i);
            int earlier = marks.position(cell);
            if (earlier < 0 || next.ring(i).compareTo(before.ring(earlier)) < 0) {
                encoder.wishKeyframe(next.sight(), cell, beats.now());
            }
        }
        if (before == nothing) {
            introductions.meetEverybody(viewer, beats.now());
        } else {
            viewer.pending().nearAnew();
        }
        viewer.plan(square, next);
        // The numbers of the cells left out are still to be told, though nobody may move any more.
        beats.active();
    }
}
