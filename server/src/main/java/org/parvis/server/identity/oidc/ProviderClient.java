package org.parvis.server.identity.oidc;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * This server as a client of a provider. Its text holds no secret.
 *
 * @param id what the provider calls this server
 * @param secret the secret it gave; empty for a public client
 * @param tokenAuth how the secret is shown when a code is exchanged; empty to do as the provider publishes
 * @param hs256 whether ID tokens are signed with the secret (HS256), and in no other way; needs 32 bytes of it
 */
public record ProviderClient(String id, String secret, Optional<TokenAuth> tokenAuth, boolean hs256) {
    private static final int HS256_BYTES = 32;

    /** How a client shows its secret, by the names of RFC 7591. */
    public enum TokenAuth {
        /** In the authorization header. */
        CLIENT_SECRET_BASIC,
        /** In the form. */
        CLIENT_SECRET_POST
    }

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException saying in words what does not fit
     */
    public ProviderClient {
        if (id.isBlank()) {
            throw new IllegalArgumentException("title and clientId must not be empty");
        }
        if (tokenAuth.isPresent() && secret.isEmpty()) {
            throw new IllegalArgumentException("tokenAuth needs a clientSecret");
        }
        if (hs256 && secret.getBytes(StandardCharsets.UTF_8).length < HS256_BYTES) {
            throw new IllegalArgumentException("idTokenAlgorithm HS256 needs a clientSecret of at least 32 bytes");
        }
    }

    /**
     * A client that shows its secret as the provider publishes, with ID tokens signed by the provider's own keys.
     *
     * @param id what the provider calls this server
     * @param secret the secret it gave; empty for a public client
     * @return the client
     */
    public static ProviderClient of(String id, String secret) {
        return new ProviderClient(id, secret, Optional.empty(), false);
    }

    @Override
    public String toString() {
        return "client " + id;
    }
}
