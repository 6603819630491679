package org.parvis.server.instance.people;

/** What the gateway learns about a person's stay. Called on the tick thread; must not block. */
public interface StayListener {
    /** The stay is over: the person left, was away for too long, or was never let in. Its resume token is worthless. */
    void onEnded();

    /** Whether the person who wanted in is still there to be let in. Any thread; never called once they are in. */
    default boolean isWanted() {
        return true;
    }
}
