package org.parvis.server.identity;

import java.util.List;
import java.util.Optional;

/**
 * Who is in the instances of this process now, for staff who see an avatar and have to know, or to act against, whoever
 * it belongs to. Any thread; never waits.
 */
public interface Presence {
    /** Nobody is anywhere. */
    Presence NOBODY = new Presence() {
        @Override
        public Optional<Visitor> find(String instanceId, long avatar) {
            return Optional.empty();
        }

        @Override
        public boolean remove(Visitor visitor) {
            return false;
        }
    };

    /**
     * Somebody who is there.
     *
     * @param venueId of the venue
     * @param instanceId of the instance
     * @param avatar their number in it
     * @param sessionId names this stay and no other: the number is given to somebody else later
     * @param personId who it is; empty for a guest without an identity
     * @param name as others see it
     * @param roles as others see them, by their names on the wire
     */
    record Visitor(
            String venueId,
            String instanceId,
            long avatar,
            String sessionId,
            String personId,
            String name,
            List<String> roles) {
        /** Freezes the list. */
        public Visitor {
            roles = List.copyOf(roles);
        }
    }

    /**
     * Whose an avatar is.
     *
     * @param instanceId as clients are told it; any text
     * @param avatar any number
     * @return empty when there is none
     */
    Optional<Visitor> find(String instanceId, long avatar);

    /**
     * Ends a stay at once: the avatar goes and the connection is closed. Who was removed may come in again; a ban keeps
     * them out.
     *
     * @param visitor as found
     * @return false when that stay was over already
     */
    boolean remove(Visitor visitor);
}
