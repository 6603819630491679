package org.parvis.server.interest.fanout;

import java.util.concurrent.atomic.AtomicLong;

/** Counts of the mail that waits for event loops. Written by the tick thread, read by any. */
public final class DeliveryCounts {
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong cutOff = new AtomicLong();

    /** Messages that wait because their event loop is behind. */
    public long waiting() {
        return waiting.get();
    }

    /** Momentary messages and talk given up since the instance began because too much waited. */
    public long dropped() {
        return dropped.get();
    }

    /** Recipients cut off since the instance began because too much waited for them that may not be given up. */
    public long cutOff() {
        return cutOff.get();
    }

    void waits(long messages) {
        waiting.lazySet(messages);
    }

    void drop(long messages) {
        dropped.lazySet(dropped.get() + messages);
    }

    void cutOffOne() {
        cutOff.lazySet(cutOff.get() + 1);
    }
}
