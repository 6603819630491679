package org.parvis.server.identity.oidc;

/** A login by a provider failed. The message is for the operator's log and holds nothing secret. */
public final class OidcException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean refused;

    /**
     * A failure.
     *
     * @param refused true when the provider, or what it sent, said no; false when it could not be asked
     * @param message what happened
     */
    OidcException(boolean refused, String message) {
        super(message);
        this.refused = refused;
    }

    /**
     * Whether trying again is of no use.
     *
     * @return false when the provider could not be asked
     */
    public boolean isRefused() {
        return refused;
    }
}
