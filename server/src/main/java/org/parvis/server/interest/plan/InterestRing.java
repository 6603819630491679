package org.parvis.server.interest.plan;

/** Distance band around a viewer. */
public enum InterestRing {
    /** Sent every tick. */
    NEAR(0),
    /** Sent every few ticks. */
    MID(1),
    /** Sent about once a second. */
    FAR(2);

    public static final int COUNT = 3;

    private final int index;

    InterestRing(int index) {
        this.index = index;
    }

    /** Place in tables by ring; rises with the distance. */
    public int index() {
        return index;
    }
}
