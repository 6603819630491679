package org.parvis.server.instance;

/**
 * How mirrors of one venue talk to each other. The default reaches the instances of this process; a message broker may
 * take its place. Any thread.
 */
public interface Relay {
    /**
     * Registers a mirror.
     *
     * @param venueId venue whose mirrors talk
     * @param instanceId of the mirror
     * @param receiver gets what others publish
     */
    void join(String venueId, String instanceId, Receiver receiver);

    /** Ends a registration. */
    void leave(String venueId, String instanceId);

    /**
     * Tells all other mirrors of a venue something.
     *
     * @param venueId venue whose mirrors are told
     * @param fromInstanceId who tells; does not get it
     * @param topic names whose business it is
     * @param payload never written again
     */
    void publish(String venueId, String fromInstanceId, String topic, byte[] payload);

    /** Takes messages; called on any thread, must not block. */
    @FunctionalInterface
    interface Receiver {
        /** Takes one. */
        void onRelayed(String topic, byte[] payload);
    }
}
