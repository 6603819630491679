package org.parvis.server.interest;

/** Distance band around a viewer. */
enum Ring {
    /** Sent every tick. */
    NEAR(0),
    /** Sent every few ticks. */
    MID(1),
    /** Sent about once a second. */
    FAR(2);

    static final int COUNT = 3;

    private final int index;

    Ring(int index) {
        this.index = index;
    }

    /** Place in tables by ring; rises with the distance. */
    int index() {
        return index;
    }
}
