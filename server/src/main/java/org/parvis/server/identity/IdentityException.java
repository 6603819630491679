package org.parvis.server.identity;

import java.util.Locale;

/**
 * An expected refusal: the asker did not prove, is not allowed, or asked for what cannot be. Has no stack trace, since
 * hostile input must cost little.
 */
public final class IdentityException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** Why. */
    public enum Kind {
        /** The name is too like that of somebody who has the better right to it. */
        NAME_TAKEN,
        /** Not a join ticket of this server. */
        TICKET_INVALID,
        /** A join ticket lets in once. */
        TICKET_USED,
        /** A join ticket is for at once. */
        TICKET_EXPIRED,
        /** The person, or the device, is kept out. */
        BANNED,
        /** Guests are not let in, and this is one. */
        ACCOUNT_REQUIRED,
        /** The database cannot say now; in doubt nobody comes in. */
        UNAVAILABLE,
        /** No or no good access token; the bearer is nobody. */
        NOT_SIGNED_IN,
        /** The login was ended: logged out, revoked, deleted, or its refresh token was seen twice. */
        LOGIN_ENDED,
        /** What should prove who somebody is does not. */
        NOT_PROVEN,
        /** Known, but not allowed to do this. */
        NOT_ALLOWED,
        /** There is no such thing, or not for the asker. */
        NOT_FOUND,
        /** It stands in the way of what is already there. */
        CONFLICT,
        /** What was asked breaks a rule about its form. */
        UNFIT;

        /**
         * The stable name programs see.
         *
         * @return kebab case
         */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * A refusal.
     *
     * @param kind why
     * @param message a sentence for a person; nothing the asker sent, no secret
     */
    public IdentityException(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    /**
     * Why.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * The sentence for a person.
     *
     * @return never null, unlike {@link #getMessage} by its type
     */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
