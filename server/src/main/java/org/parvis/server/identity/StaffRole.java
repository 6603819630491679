package org.parvis.server.identity;

import java.util.Locale;

/** What somebody of the staff is there for. Stored and sent by its lower-case name. */
public enum StaffRole {
    /** Plans and runs what happens in a venue. */
    ORGANISER,
    /** Keeps people safe. */
    MODERATOR,
    /** Gives and takes roles. */
    ADMIN;

    /**
     * The name in the database and in JSON.
     *
     * @return lower case
     */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The role of a stored name.
     *
     * @param text as made by {@link #text}
     * @return the role
     * @throws IllegalArgumentException for anything else
     */
    public static StaffRole of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
