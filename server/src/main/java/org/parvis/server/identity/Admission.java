package org.parvis.server.identity;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a join ticket proved: who comes, as the database knew them a moment ago.
 *
 * @param personId the person's id, {@code p_} and 22 characters
 * @param familyId the login the ticket came from; a {@link Revocation} may name it instead of the person
 * @param name the name others see, already by the rule of names
 * @param look how the avatar looks
 * @param languages BCP 47 tags, the person's own first
 * @param grants staff roles, those of an organisation already told out as its venues
 * @param closedVenues venues the person is banned from, though not from the server
 * @param ageBand for whatever must be stricter with the young
 * @param isAccount whether they have an account, and can prove on another device that they are the same; else a guest
 */
public record Admission(
        String personId,
        String familyId,
        String name,
        Look look,
        List<String> languages,
        List<Grant> grants,
        Set<String> closedVenues,
        AgeBand ageBand,
        boolean isAccount) {
    /** Freezes the collections. */
    public Admission {
        languages = List.copyOf(languages);
        grants = List.copyOf(grants);
        closedVenues = Set.copyOf(closedVenues);
    }

    /**
     * The staff roles that hold in a venue.
     *
     * @param venueId the venue's id
     * @return empty for a player
     */
    public Set<StaffRole> roles(String venueId) {
        Set<StaffRole> roles = EnumSet.noneOf(StaffRole.class);
        for (Grant grant : grants) {
            if (grant.scope().equals(Scope.SERVER) || grant.scope().equals(Scope.venue(venueId))) {
                roles.add(grant.role());
            }
        }
        return roles;
    }

    /**
     * Whether no ban keeps the person out of a venue.
     *
     * @param venueId the venue's id
     * @return false when the join is to be refused
     */
    public boolean mayEnter(String venueId) {
        return !closedVenues.contains(venueId);
    }
}
