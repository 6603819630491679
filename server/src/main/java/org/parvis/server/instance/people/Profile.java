package org.parvis.server.instance.people;

import java.util.List;
import org.parvis.protocol.v1.Look;
import org.parvis.protocol.v1.Role;

/**
 * What is known of a visitor. Immutable, any thread.
 *
 * @param identity who they are
 * @param name as others see it
 * @param look of their body
 * @param roles what they may do here
 * @param languages BCP 47 tags, the best first; empty when they named none
 */
public record Profile(Identity identity, String name, Look look, List<Role> roles, List<String> languages) {
    /** Freezes the lists. */
    public Profile {
        roles = List.copyOf(roles);
        languages = List.copyOf(languages);
    }

    /** Whether the visitor has a role. */
    public boolean has(Role role) {
        return roles.contains(role);
    }

    /** The same visitor with another look. */
    public Profile withLook(Look worn) {
        return new Profile(identity, name, worn, roles, languages);
    }
}
