package org.parvis.server.interest;

/** Distance band around a viewer. */
public enum Ring {
    /** Sent every tick. */
    NEAR,
    /** Sent every few ticks. */
    MID,
    /** Sent about once a second. */
    FAR
}
