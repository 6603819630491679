package org.parvis.server.identity;

import java.util.Locale;

/**
 * Where a role or a ban holds.
 *
 * @param kind the whole server, an organisation, or one venue
 * @param id which organisation or venue; {@code *} for the server
 */
public record Scope(Kind kind, String id) {
    /** Everywhere. */
    public static final Scope SERVER = new Scope(Kind.SERVER, "*");

    /** How much a scope spans. */
    public enum Kind {
        /** All of it. */
        SERVER,
        /** The venues of one organisation. */
        ORGANISATION,
        /** One venue. */
        VENUE;

        /**
         * The name in the database and in JSON.
         *
         * @return lower case
         */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Checks that the id fits the kind. */
    public Scope {
        if (kind == Kind.SERVER != id.equals("*")) {
            throw new IllegalArgumentException("The id * belongs to the scope of the server and to no other");
        }
        if (id.isBlank() || id.length() > 64) {
            throw new IllegalArgumentException("The id of a scope has 1 to 64 characters");
        }
    }

    /**
     * One venue.
     *
     * @param venueId its id
     * @return the scope
     */
    public static Scope venue(String venueId) {
        return new Scope(Kind.VENUE, venueId);
    }

    /**
     * A scope by stored names.
     *
     * @param kind as made by {@link Kind#text}
     * @param id of the scope
     * @return the scope
     * @throws IllegalArgumentException for an unknown kind or an id that does not fit it
     */
    public static Scope of(String kind, String id) {
        return new Scope(Kind.valueOf(kind.toUpperCase(Locale.ROOT)), id);
    }

    @Override
    public String toString() {
        return kind.text() + ":" + id;
    }
}
