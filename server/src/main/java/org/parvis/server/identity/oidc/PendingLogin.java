package org.parvis.server.identity.oidc;

import java.util.Optional;
import org.parvis.server.identity.secret.Opaque;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A login between leaving for a provider and coming back, kept by the browser in a sealed cookie: so a flood of begun
 * logins costs the server nothing.
 *
 * @param provider its id
 * @param state must come back with the code: the answer is to our question
 * @param nonce must be in the ID token: it was made for this login
 * @param verifier must go with the code: who stole the code cannot use it (PKCE)
 * @param binding must be shown by the same browser at the end: nobody can be signed in as somebody else by a link
 * @param returnPath where in our page to come back to
 * @param expiresMs UTC milliseconds
 */
record PendingLogin(
        String provider,
        String state,
        String nonce,
        String verifier,
        String binding,
        String returnPath,
        long expiresMs) {
    private static final JsonMapper JSON = new JsonMapper();

    static PendingLogin begin(String provider, String returnPath, long expiresMs) {
        return new PendingLogin(
                provider, Opaque.secret(), Opaque.secret(), Opaque.secret(), Opaque.secret(), returnPath, expiresMs);
    }

    String json() {
        ObjectNode json = JSON.createObjectNode();
        json.put("provider", provider);
        json.put("state", state);
        json.put("nonce", nonce);
        json.put("verifier", verifier);
        json.put("binding", binding);
        json.put("returnPath", returnPath);
        json.put("expiresMs", expiresMs);
        return json.toString();
    }

    static Optional<PendingLogin> of(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            return Optional.of(new PendingLogin(
                    json.path("provider").asString(""),
                    json.path("state").asString(""),
                    json.path("nonce").asString(""),
                    json.path("verifier").asString(""),
                    json.path("binding").asString(""),
                    json.path("returnPath").asString(""),
                    json.path("expiresMs").asLong(0)));
        } catch (JacksonException notOurs) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "login by " + provider;
    }
}
