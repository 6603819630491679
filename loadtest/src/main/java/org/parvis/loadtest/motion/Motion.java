package org.parvis.loadtest.motion;

/** How people move. Event loop only. */
public interface Motion {
    /**
     * Moves a person on by some time.
     *
     * @param walk the person
     * @param seconds since the last call for this person
     */
    void advance(Walk walk, double seconds);
}
