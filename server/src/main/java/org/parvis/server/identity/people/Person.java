package org.parvis.server.identity.people;

import java.util.List;
import java.util.Locale;
import org.parvis.server.identity.AgeBand;
import org.parvis.server.identity.Look;

/**
 * A person as stored.
 *
 * @param id {@code p_} and 22 characters; the only thing other rooms keep
 * @param kind whether there is another way in than the device's own token
 * @param profile what the person may change
 * @param version counts the changes from 1, for editing without overwriting
 * @param createdMs UTC milliseconds of the first visit
 * @param seenMs UTC milliseconds of the last refreshed login
 */
public record Person(String id, Kind kind, Profile profile, long version, long createdMs, long seenMs) {
    /** How a person comes back. */
    public enum Kind {
        /** By the refresh token of one device only. */
        GUEST,
        /** By a recovery code, a device key or another party's word as well. */
        ACCOUNT;

        /**
         * The name in the database and in JSON.
         *
         * @return lower case
         */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What a person says about themselves.
     *
     * @param name by the rule of names
     * @param look of the avatar
     * @param languages BCP 47 tags, the person's own first
     * @param settings a JSON object that only the person's clients understand
     * @param ageBand as said by the person or set by the staff
     */
    public record Profile(String name, Look look, List<String> languages, String settings, AgeBand ageBand) {
        /** Freezes the list. */
        public Profile {
            languages = List.copyOf(languages);
        }
    }
}
