package org.parvis.server.gateway.session;

import java.util.List;
import org.parvis.protocol.v1.Look;
import org.parvis.protocol.v1.Role;

/**
 * On what terms a person stays: what does not change while the session lasts, and outlives a restart. Immutable.
 *
 * @param personId who it is; empty for a guest without an identity
 * @param familyId the sign-in that the person came with; empty like {@code personId}
 * @param venueId where
 * @param name as others see it
 * @param look as others see it
 * @param languages BCP 47, best first
 * @param roles in the instance
 */
record Terms(
        String personId,
        String familyId,
        String venueId,
        String name,
        Look look,
        List<String> languages,
        List<Role> roles) {
    Terms {
        languages = List.copyOf(languages);
        roles = List.copyOf(roles);
    }

    boolean hasPerson() {
        return !personId.isEmpty();
    }
}
