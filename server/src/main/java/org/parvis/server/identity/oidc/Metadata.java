package org.parvis.server.identity.oidc;

import java.net.URI;
import tools.jackson.databind.JsonNode;

/**
 * What a provider publishes about itself, as far as it is needed.
 *
 * @param authorizationEndpoint where people go
 * @param tokenEndpoint where codes are exchanged
 * @param jwksUri where its keys are
 * @param saysIssuer whether its answers name it, against mix-ups (RFC 9207)
 */
record Metadata(URI authorizationEndpoint, URI tokenEndpoint, URI jwksUri, boolean saysIssuer) {
    static Metadata of(JsonNode json, ProviderConfig config) throws OidcException {
        if (!json.path("issuer").asString("").equals(config.issuer().toString())) {
            throw new OidcException(true, config + " publishes another issuer than configured");
        }
        return new Metadata(
                endpoint(json, "authorization_endpoint", config),
                endpoint(json, "token_endpoint", config),
                endpoint(json, "jwks_uri", config),
                json.path("authorization_response_iss_parameter_supported").asBoolean(false));
    }

    private static URI endpoint(JsonNode json, String name, ProviderConfig config) throws OidcException {
        try {
            URI uri = URI.create(json.path(name).asString(""));
            if (ProviderConfig.isTrustworthy(uri)) {
                return uri;
            }
        } catch (IllegalArgumentException notAUri) {
            throw new OidcException(true, config + " publishes a broken " + name);
        }
        throw new OidcException(true, config + " publishes no usable " + name);
    }
}
