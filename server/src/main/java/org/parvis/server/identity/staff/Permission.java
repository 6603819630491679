package org.parvis.server.identity.staff;

import java.util.Arrays;
import org.parvis.server.identity.StaffRole;

/** What staff may do, and which roles allow it within their scope. */
public enum Permission {
    /** Seeing, giving and taking roles. */
    MANAGE_ROLES(StaffRole.ADMIN),
    /** Seeing, making and lifting bans. */
    MANAGE_BANS(StaffRole.MODERATOR, StaffRole.ADMIN),
    /** Finding people by name. */
    FIND_PEOPLE(StaffRole.ORGANISER, StaffRole.MODERATOR, StaffRole.ADMIN),
    /** Ending somebody's logins. */
    REVOKE_LOGINS(StaffRole.MODERATOR, StaffRole.ADMIN),
    /** Reading who did what. */
    READ_AUDIT(StaffRole.ADMIN),
    /** Giving points. */
    AWARD_POINTS(StaffRole.ORGANISER, StaffRole.ADMIN),
    /** Webhooks and what they could not deliver. */
    MANAGE_WEBHOOKS(StaffRole.ADMIN);

    private final int roles;

    Permission(StaffRole... allowed) {
        roles = Arrays.stream(allowed).mapToInt(Permission::bit).sum();
    }

    private static int bit(StaffRole role) {
        return 1 << role.ordinal();
    }

    /**
     * Whether a role allows it.
     *
     * @param role any
     * @return true within the role's scope
     */
    public boolean isGivenBy(StaffRole role) {
        return (roles & bit(role)) != 0;
    }
}
