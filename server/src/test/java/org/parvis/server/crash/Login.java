package org.parvis.server.crash;

import tools.jackson.databind.JsonNode;

/** Somebody's tokens, as the server gave them. */
record Login(String personId, String accessToken, String refreshToken) {
    static Login of(JsonNode signedIn) {
        return new Login(
                signedIn.get("person").get("id").asString(),
                signedIn.get("accessToken").asString(),
                signedIn.get("refreshToken").asString());
    }
}
