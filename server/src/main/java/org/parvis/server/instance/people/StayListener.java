package org.parvis.server.instance.people;

import org.parvis.protocol.v1.Place;

/** What the gateway learns about a person's stay, and what it knows of it. Called on the tick thread; must not block. */
public interface StayListener {
    /**
     * There is a body for the person, or a view for a spectator.
     *
     * @param avatar its number
     * @return false when the person is not to be here any more: then the body goes before anybody sees it
     */
    default boolean onAdmitted(int avatar) {
        return true;
    }

    /**
     * The person's body goes; not told of spectators, who have none.
     *
     * @param place where it was
     */
    default void onLeft(Place place) {}

    /**
     * An action was taken up, and its id is used.
     *
     * @param actionId unsigned, higher than all before
     */
    default void onActionBegun(long actionId) {}

    /**
     * Highest id of the actions that were taken up before the person came into this instance.
     *
     * @return unsigned; 0 for none
     */
    default long lastActionId() {
        return 0;
    }

    /** The stay is over: the person left, was away for too long, or was never let in. Its resume token is worthless. */
    void onEnded();

    /** Whether the person who wanted in is still there to be let in. Any thread; never called once they are in. */
    default boolean isWanted() {
        return true;
    }
}
