package org.parvis.server.interest.fanout;

/** Somebody at the far end of the network: the network side's own object, opaque here, compared by identity. */
public interface Recipient {
    /** The event loop's letterbox through which this one is reached; never changes. Any thread. */
    Post post();
}
