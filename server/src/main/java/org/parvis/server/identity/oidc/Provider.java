package org.parvis.server.identity.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One provider: finds out where it is, sends people there, and checks what it says about them.
 *
 * <p>Its metadata is read when first needed and again after an hour; its keys are kept for five minutes and read again
 * when a token is signed with one that is not known yet, at most twice in 30 s. Blocks for seconds at worst; any thread
 * but an event loop.
 */
final class Provider {
    private static final long METADATA_KEPT_NS = TimeUnit.HOURS.toNanos(1);
    private static final long KEYS_KEPT_MS = 300_000;
    private static final long KEYS_PATIENCE_MS = 10_000;
    private static final int CONNECT_MS = 3_000;
    private static final int READ_MS = 5_000;
    private static final int MAX_KEYS_BYTES = 131_072;
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384);

    private final ProviderConfig config;
    private final ProviderHttp http;
    private @Nullable Known known;

    private record Known(Metadata metadata, JWKSource<SecurityContext> keys, long readNs) {}

    Provider(ProviderConfig config, ProviderHttp http) {
        this.config = config;
        this.http = http;
    }

    ProviderConfig config() {
        return config;
    }

    Metadata metadata() throws OidcException {
        return known().metadata();
    }

    private synchronized Known known() throws OidcException {
        Known now = known;
        if (now == null || System.nanoTime() - now.readNs() > METADATA_KEPT_NS) {
            Known next;
            try {
                next = discover();
            } catch (OidcException away) {
                if (now == null || away.isRefused()) {
                    throw away;
                }
                // Known for an hour and now out of reach: what was true then is better than nobody signing in.
                next = new Known(now.metadata(), now.keys(), System.nanoTime());
            }
            known = next;
            return next;
        }
        return now;
    }

    private Known discover() throws OidcException {
        String issuer = config.issuer().toString();
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        Metadata metadata = Metadata.of(http.get(URI.create(base + "/.well-known/openid-configuration")), config);
        try {
            JWKSource<SecurityContext> keys = JWKSourceBuilder.create(
                            metadata.jwksUri().toURL(),
                            new DefaultResourceRetriever(CONNECT_MS, READ_MS, MAX_KEYS_BYTES))
                    .cache(KEYS_KEPT_MS, KEYS_PATIENCE_MS)
                    .refreshAheadCache(false)
                    .build();
            return new Known(metadata, keys, System.nanoTime());
        } catch (MalformedURLException broken) {
            throw new OidcException(true, config + " publishes a broken jwks_uri");
        }
    }

    /** Where to send somebody who wants to sign in. */
    URI authorization(PendingLogin login) throws OidcException {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", config.clientId());
        query.put("redirect_uri", config.redirectUri().toString());
        query.put("scope", String.join(" ", scopes()));
        query.put("state", login.state());
        query.put("nonce", login.nonce());
        query.put("code_challenge", login.codeChallenge());
        query.put("code_challenge_method", "S256");
        StringBuilder uri = new StringBuilder(metadata().authorizationEndpoint().toString());
        char separator = uri.indexOf("?") < 0 ? '?' : '&';
        for (Map.Entry<String, String> parameter : query.entrySet()) {
            uri.append(separator)
                    .append(parameter.getKey())
                    .append('=')
                    .append(ProviderHttp.encoded(parameter.getValue()));
            separator = '&';
        }
        return URI.create(uri.toString());
    }

    private Set<String> scopes() {
        Set<String> all = new LinkedHashSet<>();
        all.add("openid");
        all.addAll(config.scopes());
        return all;
    }

    /**
     * Exchanges a code for the word of the provider.
     *
     * @return the subject: who it is, by the provider's own name
     */
    String subject(PendingLogin login, String code) throws OidcException {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", config.redirectUri().toString());
        form.put("code_verifier", login.verifier());
        if (config.clientSecret().isEmpty()) {
            form.put("client_id", config.clientId());
        }
        JsonNode answer = http.post(metadata().tokenEndpoint(), form, config);
        return checked(answer.path("id_token").asString(""), login.nonce());
    }

    private String checked(String idToken, String nonce) throws OidcException {
        JWTClaimsSet expected = new JWTClaimsSet.Builder()
                .issuer(config.issuer().toString())
                .claim("nonce", nonce)
                .build();
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, known().keys()));
        processor.setJWTClaimsSetVerifier(
                new DefaultJWTClaimsVerifier<>(config.clientId(), expected, Set.of("sub", "exp", "iat")));
        try {
            JWTClaimsSet claims = processor.process(idToken, null);
            String party = claims.getStringClaim("azp");
            boolean forUs =
                    claims.getAudience().size() == 1 || config.clientId().equals(party);
            if (!forUs || (party != null && !party.equals(config.clientId()))) {
                throw new OidcException(true, "An ID token of " + config + " was made for somebody else");
            }
            return claims.getSubject();
        } catch (BadJOSEException | ParseException notGood) {
            throw new OidcException(true, "An ID token of " + config + " is not good: " + notGood.getMessage());
        } catch (JOSEException away) {
            throw new OidcException(false, "The keys of " + config + " cannot be read: " + away.getMessage());
        }
    }
}
