package org.parvis.server.instance.feature;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.v1.CorrectionCause;
import org.parvis.protocol.v1.Gait;
import org.parvis.world.Fixture;
import org.parvis.world.FixtureKind;
import org.parvis.world.Polygon;
import org.parvis.world.Zone;

/**
 * Where bodies are, how they get elsewhere, and the places where something happens. Methods that change something return
 * false, and change nothing, when nobody has that number (any more). Tick thread only.
 */
public interface Places {
    /** Where a body is; null when it is not here. */
    @Nullable
    Spot spot(int avatar);

    /**
     * Puts a body elsewhere at once, whatever is between, and tells its person why; one that sat stands then. This is
     * for what the venue or its staff decide. What a person asks for is {@link #stepTo}.
     *
     * @return false also when nobody can stand within a metre of the spot
     */
    boolean place(int avatar, Spot spot, CorrectionCause cause);

    /**
     * Has a body take a step at its person's wish, by the rules of walking: along a clear line, paid from the person's
     * allowance of distance.
     */
    Step stepTo(int avatar, Spot spot, CorrectionCause cause);

    /**
     * Sits a body down at its person's wish, by the rules of walking: to the place from which the seat is used, then
     * onto it. It sits until it is placed; a step of its person is told to {@link StepListener}s.
     *
     * @param from where one stands to use the seat
     * @param seat where one sits
     */
    Step sit(int avatar, Spot from, Spot seat);

    /** Moves a puppet; false when there is no puppet with that number. Nothing stops it. */
    boolean movePuppet(int avatar, Spot spot, Gait gait);

    /** The nearest place to a spot where somebody can stand, the spot itself if nothing is near. */
    Spot standingNear(Spot spot);

    /** Whether a body could go straight from a place to another on the same floor, closed barriers considered. */
    boolean isClear(Spot from, Spot to);

    /**
     * Finds who is near a place, the nearest first. The array is the caller's; the numbers of avatars, puppets included,
     * are written to its front.
     *
     * @return how many were found; when more were within the radius than the array holds, the nearest ones are in it
     */
    int within(Spot middle, double radiusM, int[] found);

    /** Takes over the use of all fixtures of a kind; who uses one is in reach of it and the verb is one of its verbs. */
    void onFixture(FixtureKind kind, FixtureHandler handler);

    /** The fixture with an id, of the venue or of a feature; null for none. */
    @Nullable
    Fixture fixture(String id);

    /** The places from which a fixture can be used, in its own order of preference; empty when it is walled in. */
    List<Spot> usePlaces(Fixture fixture);

    /** Hears of people walking into the venue's zones and out of them. */
    void onZone(ZoneListener listener);

    /** Hears of the first step of those watched, see {@link #watchSteps}. */
    void onStep(StepListener listener);

    /** Has {@link #onStep} listeners told once when the avatar next walks. */
    boolean watchSteps(int avatar);

    /**
     * Adds a round place that only the feature knows of: clients are not told.
     *
     * @param middle where
     * @param radiusM how far it reaches, metres
     * @param listener told who walks in and out; those inside already are told of at once
     * @return to take it away again
     * @throws IllegalStateException when there are {@value #MAX_PLACES} places
     */
    Handle addSphere(Spot middle, double radiusM, PlaceListener listener);

    /** Like {@link #addSphere}, of another shape. */
    Handle addPolygon(int floor, Polygon polygon, PlaceListener listener);

    /**
     * Adds a fixture to those of the venue.
     *
     * @param fixture what it is; its id is not one of the venue's
     * @param isTold whether clients are told of it; one that is not told is still used by whoever knows its id
     * @param handler does what people want of it
     * @return to take it away again
     * @throws IllegalStateException when there are {@value #MAX_PLACES}, or one has that id
     */
    Handle addFixture(Fixture fixture, boolean isTold, FixtureHandler handler);

    /**
     * Adds a barrier: a line that nobody walks through while it is closed. Everybody is told of it, newcomers too.
     * Whoever stands on the line when it closes may leave it to either side.
     *
     * @param id its name, unique in the instance
     * @param floor index of the floor
     * @param pointsM corners of the line, x and z in turn, metres
     * @throws IllegalStateException when there are {@value #MAX_BARRIERS}, or one has that name
     */
    Barrier addBarrier(String id, int floor, double[] pointsM, boolean isClosed);

    /** Places and fixtures at a time that features have added, each. */
    int MAX_PLACES = 1_024;

    /** Barriers at a time. */
    int MAX_BARRIERS = 256;

    /** What became of a step. */
    enum Step {
        /** Done. */
        DONE,
        /** Nobody has that number. */
        NOT_HERE,
        /** Something is in the way, or it is too far for one step. */
        NO_WAY,
        /** The person has just gone further than one can walk; after a while they may. */
        TOO_SOON
    }

    /** Something a feature has added. */
    @FunctionalInterface
    interface Handle {
        /** Takes it away; does nothing the second time. */
        void remove();
    }

    /** A barrier. */
    interface Barrier extends Handle {
        /** Opens or closes it. */
        void set(boolean isClosed);

        /** Whether it stops people. */
        boolean isClosed();
    }

    /** Hears of the venue's zones. */
    interface ZoneListener {
        /** An avatar came into a zone. */
        void onEntered(int avatar, Zone zone);

        /** An avatar left a zone, or the instance while in it. */
        void onExited(int avatar, Zone zone);
    }

    /** Hears of one place that a feature has added. */
    interface PlaceListener {
        /** An avatar came into it. */
        void onEntered(int avatar);

        /** An avatar left it, or the instance while in it, or the place was taken away. */
        default void onExited(int avatar) {}
    }

    /** Hears of first steps. */
    @FunctionalInterface
    interface StepListener {
        /** A watched avatar walks; sitting ones are still where they sit. */
        void onStep(int avatar);
    }

    /** Does what people want of fixtures. */
    @FunctionalInterface
    interface FixtureHandler {
        /** Does one thing and replies. */
        void onUse(ActionCall call, Fixture fixture, String verb);
    }
}
