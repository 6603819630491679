package org.parvis.server.identity.limit;

/**
 * How much is allowed: a burst, and so much again in a window.
 *
 * @param name of the quota, as told to those it stops
 * @param burst how many at once, at least 1
 * @param perWindow how many come back in a window, at least 1
 * @param windowS seconds of a window, at least 1
 */
public record Quota(String name, int burst, int perWindow, int windowS) {
    /** Checks the ranges. */
    public Quota {
        if (burst < 1 || perWindow < 1 || windowS < 1) {
            throw new IllegalArgumentException("A quota allows at least something: " + name);
        }
    }

    double perSecond() {
        return (double) perWindow / windowS;
    }
}
