package org.parvis.server.instance.people;

import org.parvis.server.identity.AgeBand;

/**
 * Who somebody is, as the gateway has proved it. Immutable, any thread.
 *
 * @param kind how much is known of them
 * @param personId id of the person, the same in every visit; empty for {@link Kind#ANONYMOUS}
 * @param ageBand how old they are said to be; {@link AgeBand#UNKNOWN} where nobody has said
 */
public record Identity(Kind kind, String personId, AgeBand ageBand) {
    /** Somebody of whom nothing is known. */
    public static final Identity ANONYMOUS = new Identity(Kind.ANONYMOUS, "", AgeBand.UNKNOWN);

    /** How much is known of a person. */
    public enum Kind {
        /** Came without showing who they are; another visit cannot be told to be theirs. */
        ANONYMOUS,
        /** A guest with an identity on this server. */
        GUEST,
        /** Somebody with an account, who can prove on another device that they are the same. */
        ACCOUNT
    }

    /** Refuses what contradicts itself. */
    public Identity {
        if ((kind == Kind.ANONYMOUS) != personId.isEmpty()) {
            throw new IllegalArgumentException("A person id belongs to everybody but the anonymous");
        }
    }

    /** Whether the person can be told from others in a later visit. */
    public boolean isKnown() {
        return kind != Kind.ANONYMOUS;
    }
}
