package org.parvis.server.interest;

/**
 * The count of beats: ticks on which something is published. A quiet instance keeps its beat still. Tick thread only.
 */
final class Beats {
    private final int longestWindow;
    // Far enough from 0 that windows never reach below it.
    private int now = 1_000;
    private int lastActivity;

    /**
     * Begins to count.
     *
     * @param longestWindow beats after a change until everybody has been told of it
     */
    Beats(int longestWindow) {
        this.longestWindow = longestWindow;
    }

    /** The beat that changes of this tick belong to. */
    int now() {
        return now;
    }

    /** Notes that there is something to tell. */
    void active() {
        lastActivity = now;
    }

    /** Whether everybody has been told of all that happened. */
    boolean isQuiet() {
        return now - lastActivity > longestWindow;
    }

    void next() {
        now++;
    }
}
