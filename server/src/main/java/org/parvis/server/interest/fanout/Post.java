package org.parvis.server.interest.fanout;

/** The letterbox of one event loop for one instance; implemented by the network side. */
public interface Post {
    /**
     * Takes what a tick has for the people of this event loop. Called by the tick thread at most once a tick; must hand
     * over and return at once. The taker calls {@link Parcel#release()} exactly once, also when it drops the parcel.
     */
    void deliver(Parcel parcel);
}
