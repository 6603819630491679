package org.parvis.server.identity.login;

import java.util.Map;
import org.parvis.server.identity.IdentityException;
import org.parvis.server.identity.secret.SignedTokens;
import org.parvis.server.identity.secret.SignedTokens.Content;
import org.parvis.server.identity.secret.SignedTokens.Purpose;

/**
 * Short-lived proofs of a login. A good one says who bore it when it was made; whether the login goes on is for {@link
 * Logins#check} to say. Any thread.
 */
public final class AccessTokens {
    /** How long one holds. */
    public static final long LIFETIME_S = 600;

    private final SignedTokens signing;

    /**
     * A maker and reader.
     *
     * @param signing signs them
     */
    public AccessTokens(SignedTokens signing) {
        this.signing = signing;
    }

    /**
     * Makes one.
     *
     * @param bearer who will bear it
     * @return the token
     */
    public String issue(Bearer bearer) {
        Map<String, String> claims = Map.of("sub", bearer.personId(), "fam", bearer.familyId());
        return signing.sign(Purpose.ACCESS, claims, LIFETIME_S * 1_000);
    }

    /**
     * Reads one.
     *
     * @param token any text
     * @return who bears it
     * @throws IdentityException of kind {@code NOT_SIGNED_IN} when it is not ours or its time is over
     */
    public Bearer read(String token) {
        Content content = signing.read(Purpose.ACCESS, token)
                .orElseThrow(() -> refused("The access token is not one of this server."));
        if (signing.isExpired(content)) {
            throw refused("The access token has expired; get a new one with the refresh token.");
        }
        return new Bearer(content.text("sub"), content.text("fam"));
    }

    private static IdentityException refused(String sentence) {
        return new IdentityException(IdentityException.Kind.NOT_SIGNED_IN, sentence);
    }
}
