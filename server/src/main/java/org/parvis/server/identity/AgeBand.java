package org.parvis.server.identity;

import java.util.Locale;

/** How old a person is said to be, as coarse as safety needs it. Stored and sent by its lower-case name. */
public enum AgeBand {
    /** Nobody has said. To be treated as strictly as {@link #CHILD} where the law asks for it. */
    UNKNOWN,
    /** Below the age at which a person may consent alone, 13 in most places. */
    CHILD,
    /** Older, but not of age. */
    TEEN,
    /** Of age. */
    ADULT;

    /**
     * The name in the database and in JSON.
     *
     * @return lower case
     */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The band of a stored name.
     *
     * @param text as made by {@link #text}
     * @return the band
     * @throws IllegalArgumentException for anything else
     */
    public static AgeBand of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
