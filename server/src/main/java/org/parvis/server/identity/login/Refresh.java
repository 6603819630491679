package org.parvis.server.identity.login;

/** What became of a refresh token that somebody showed. */
public sealed interface Refresh {
    /**
     * It was good, and is used now.
     *
     * @param signedIn what comes instead
     */
    record Renewed(SignedIn signedIn) implements Refresh {}

    /**
     * It was not. Not an exception: a token used twice ends its login, and that must be committed.
     *
     * @param stolen true when it had been used before and the login was ended for it
     */
    record Refused(boolean stolen) implements Refresh {}
}
