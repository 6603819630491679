package org.parvis.server.placement;

import java.util.concurrent.CompletionStage;
import org.parvis.protocol.v1.RefusalCode;

/** Decides which instance somebody enters. Any thread; never waits. */
public interface Placement {
    /**
     * Decides.
     *
     * @param wish what is known about who comes
     * @return the decision, at once or when an instance has opened; on any thread; does not fail
     */
    CompletionStage<Decision> place(Wish wish);

    /**
     * Somebody who was sent to an instance is in it, or will not come.
     *
     * @param instanceId where they were sent
     */
    void settled(String instanceId);

    /**
     * What is known about somebody who comes.
     *
     * @param venueId of the venue; empty for the first of this server
     * @param instanceId of the instance they ask for; empty for any
     * @param partyId names those who want to be together; empty for nobody
     * @param isSpectator whether they only look on: they take nobody's room and open no instance, and nothing need be
     *     {@link #settled}
     */
    record Wish(String venueId, String instanceId, String partyId, boolean isSpectator) {
        /** Somebody with a body. */
        public Wish(String venueId, String instanceId, String partyId) {
            this(venueId, instanceId, partyId, false);
        }

        /**
         * Somebody who wants to be in a venue, in whichever instance.
         *
         * @param venueId of the venue; empty for the first of this server
         * @return the wish
         */
        public static Wish of(String venueId) {
            return new Wish(venueId, "", "");
        }
    }

    /** Where to go. */
    sealed interface Decision {}

    /**
     * They enter an instance.
     *
     * @param instanceId which
     */
    record Enter(String instanceId) implements Decision {}

    /**
     * They cannot come in.
     *
     * @param code why
     * @param message one plain English sentence
     */
    record Refuse(RefusalCode code, String message) implements Decision {}
}
