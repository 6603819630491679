package org.parvis.server.identity;

import java.util.Locale;

/**
 * The end of something that live sessions stand on. Committed when it is told.
 *
 * @param subject whose sessions it is about
 * @param id of the person or of the login
 * @param cause why
 * @param venueId the only venue whose sessions it is about, or {@link #EVERYWHERE}
 */
public record Revocation(Subject subject, String id, Cause cause, String venueId) {
    /** In place of a venue: all of them. No venue has such an id. */
    public static final String EVERYWHERE = "*";

    /** In place of a person: everybody. No person has such an id. */
    public static final String EVERYBODY = "*";

    /**
     * The end of something in all venues.
     *
     * @param subject whose sessions it is about
     * @param id of the person or of the login
     * @param cause why
     */
    public Revocation(Subject subject, String id, Cause cause) {
        this(subject, id, cause, EVERYWHERE);
    }

    /** What an id names. */
    public enum Subject {
        /** {@link Admission#personId}. */
        PERSON,
        /** {@link Admission#familyId}. */
        FAMILY;

        /**
         * The name in the database.
         *
         * @return lower case
         */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Why. */
    public enum Cause {
        /** The person ended this login. */
        LOGGED_OUT,
        /** The staff, or the theft of a refresh token, ended it. */
        REVOKED,
        /** The person was banned from the server or from the venue. */
        BANNED,
        /** The person had everything about them deleted. */
        DELETED,
        /** Roles changed; the session may go on but must not keep the old ones. */
        ROLES_CHANGED;

        /**
         * The name in the database.
         *
         * @return lower case with underscores
         */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Whether a session is meant.
     *
     * @param personId the session's person
     * @param familyId the session's login
     * @param inVenue the session's venue
     * @return true when this is about it
     */
    public boolean concerns(String personId, String familyId, String inVenue) {
        if (!venueId.equals(EVERYWHERE) && !venueId.equals(inVenue)) {
            return false;
        }
        return switch (subject) {
            case PERSON -> id.equals(EVERYBODY) || id.equals(personId);
            case FAMILY -> id.equals(familyId);
        };
    }
}
