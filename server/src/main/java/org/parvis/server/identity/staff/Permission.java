package org.parvis.server.identity.staff;

import org.parvis.server.identity.StaffRole;

/** What staff may do, and which roles allow it within their scope. */
public enum Permission {
    /** Seeing, giving and taking roles. */
    MANAGE_ROLES,
    /** Seeing, making and lifting bans. */
    MANAGE_BANS,
    /** Finding people by name. */
    FIND_PEOPLE,
    /** Seeing who an avatar is, and removing it. */
    IDENTIFY_AVATARS,
    /** Seeing how old somebody is said to be. */
    SEE_AGE,
    /** Ending somebody's logins. */
    REVOKE_LOGINS,
    /** Reading who did what. */
    READ_AUDIT,
    /** Giving points. */
    AWARD_POINTS,
    /** Webhooks and what they could not deliver. */
    MANAGE_WEBHOOKS;

    /**
     * Whether a role allows it.
     *
     * @param role any
     * @return true within the role's scope
     */
    public boolean isGivenBy(StaffRole role) {
        boolean ordinary = switch (this) {
            case MANAGE_ROLES, READ_AUDIT, MANAGE_WEBHOOKS -> false;
            case MANAGE_BANS, REVOKE_LOGINS, IDENTIFY_AVATARS, SEE_AGE -> role == StaffRole.MODERATOR;
            case AWARD_POINTS -> role == StaffRole.ORGANISER;
            case FIND_PEOPLE -> true;
        };
        return ordinary || role == StaffRole.ADMIN;
    }
}
