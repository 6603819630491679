package org.parvis.server.gateway.stay;

import java.util.List;
import org.parvis.protocol.v1.Look;
import org.parvis.protocol.v1.Role;

/**
 * Who a session is about: what does not change while the session lasts, and outlives a restart. Immutable.
 *
 * @param personId who it is; empty for somebody without an identity
 * @param familyId the sign-in that the person came with; empty like {@code personId}
 * @param venueId where
 * @param name as others see it
 * @param look as others see it
 * @param languages BCP 47, best first
 * @param roles in the instance
 */
public record SessionProfile(
        String personId,
        String familyId,
        String venueId,
        String name,
        Look look,
        List<String> languages,
        List<Role> roles) {
    /** Freezes the lists. */
    public SessionProfile {
        languages = List.copyOf(languages);
        roles = List.copyOf(roles);
    }

    /**
     * Whether it is known who it is.
     *
     * @return false for somebody without an identity
     */
    public boolean hasPerson() {
        return !personId.isEmpty();
    }
}
