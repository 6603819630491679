package org.parvis.server.identity.oidc;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A provider as the operator configured it. Its text holds no secret.
 *
 * @param id lower-case name in addresses
 * @param title for people
 * @param issuer the provider's issuer identifier, exactly as it signs it
 * @param client what the provider knows of this server
 * @param redirectUri where it sends people back: this server's public address and {@code /v1/oidc/callback}
 * @param scopes what is asked for besides {@code openid}; normally nothing, since nothing more is needed
 * @param allowPrivate whether the provider's endpoints may be on hosts of the operator's own network; the issuer's own
 *     host always may, since the operator typed it
 */
public record ProviderConfig(
        String id,
        String title,
        URI issuer,
        ProviderClient client,
        URI redirectUri,
        List<String> scopes,
        boolean allowPrivate) {
    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,32}");

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException saying in words what does not fit
     */
    public ProviderConfig {
        scopes = List.copyOf(scopes);
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("id has 1 to 32 lower-case letters, digits and dashes");
        }
        if (title.isBlank()) {
            throw new IllegalArgumentException("title and clientId must not be empty");
        }
        if (!isTrustworthy(issuer) || !isTrustworthy(redirectUri)) {
            throw new IllegalArgumentException(
                    "issuer and redirectUri begin with https://, or http:// on this machine");
        }
        if (!redirectUri.getPath().equals("/v1/oidc/callback")) {
            throw new IllegalArgumentException("redirectUri ends in /v1/oidc/callback");
        }
    }

    /** Whether what is sent there stays unread on its way: encrypted, or never on a wire. */
    private static boolean isTrustworthy(URI uri) {
        if (uri.getHost() == null) {
            return false;
        }
        return "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && isThisMachine(uri.getHost()));
    }

    private static boolean isThisMachine(String host) {
        boolean literal = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
        try {
            return literal && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException odd) {
            return false;
        }
    }

    /**
     * Whether an endpoint that the provider publishes may be used: encrypted, unless the issuer itself is reached by
     * plain HTTP on this machine.
     */
    boolean mayUse(URI endpoint) {
        boolean secure = "https".equals(endpoint.getScheme()) && endpoint.getHost() != null;
        return endpoint.getRawUserInfo() == null
                && (secure || ("http".equals(issuer.getScheme()) && isTrustworthy(endpoint)));
    }

    /**
     * Whether people come by HTTPS.
     *
     * @return true when cookies must not travel without it
     */
    public boolean isSecure() {
        return "https".equals(redirectUri.getScheme());
    }

    @Override
    public String toString() {
        return "provider " + id + " (" + issuer + ")";
    }
}
