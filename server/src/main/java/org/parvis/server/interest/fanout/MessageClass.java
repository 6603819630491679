package org.parvis.server.interest.fanout;

/**
 * What may happen to a message whose way is blocked, because its recipient is away or an event loop is behind. In the
 * order in which messages are given up.
 */
public enum MessageClass {
    /** Of the moment: not kept for those who are away, given up first. */
    MOMENTARY,
    /** Talk: kept for those who are away, the oldest given up when too much waits. */
    CHATTER,
    /** Never given up alone: answers, corrections, whatever changes what somebody owns. */
    ASSURED
}
