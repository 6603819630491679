package org.parvis.server.identity.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.AuthorizedParty;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderConfigurationRequest;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.parvis.server.identity.oidc.ProviderClient.TokenAuth;

/**
 * One provider: finds out where it is, sends people there, and checks what it says about them. The protocol is the
 * certified SDK's; which endpoints, addresses and algorithms are good is decided here.
 *
 * <p>Its metadata is read when first needed and again after an hour; its keys are kept for five minutes and read again
 * when a token is signed with one that is not known yet, at most twice in 30 s. Blocks for seconds at worst; any thread
 * but an event loop.
 */
final class Provider {
    private static final long METADATA_KEPT_NS = TimeUnit.HOURS.toNanos(1);
    private static final long KEYS_KEPT_MS = 300_000;
    private static final long KEYS_PATIENCE_MS = 10_000;
    private static final int MAX_PUBLISHED = 200;
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

    private static final class Known {
        final AuthorizationServerMetadata metadata;
        final long readNs;
        private @Nullable JWKSource<SecurityContext> keys;

        Known(AuthorizationServerMetadata metadata, long readNs) {
            this.metadata = metadata;
            this.readNs = readNs;
        }
    }

    Provider(ProviderConfig config) {
        this.config = config;
        http = new ProviderHttp(config);
    }

    ProviderConfig config() {
        return config;
    }

    /** Whether its answers name it, against mix-ups (RFC 9207). */
    boolean saysIssuer() throws OidcException {
        return known().metadata.supportsAuthorizationResponseIssuerParam();
    }

    private synchronized Known known() throws OidcException {
        Known now = known;
        if (now == null || System.nanoTime() - now.readNs > METADATA_KEPT_NS) {
            Known next;
            try {
                next = discover();
            } catch (OidcException away) {
                if (now == null || away.isRefused()) {
                    throw away;
                }
                // Known for an hour and now out of reach: what was true then is better than nobody signing in.
                next = new Known(now.metadata, System.nanoTime());
                next.keys = now.keys;
            }
            known = next;
            return next;
        }
        return now;
    }

    private Known discover() throws OidcException {
        OIDCProviderConfigurationRequest request =
                new OIDCProviderConfigurationRequest(new Issuer(config.issuer().toString()));
        try {
            HTTPResponse answer = request.toHTTPRequest().send(http);
            if (answer.getStatusCode() != 200) {
                throw new OidcException(
                        answer.getStatusCode() / 100 == 4,
                        config + " answers " + answer.getStatusCode() + " when it is asked where it is");
            }
            AuthorizationServerMetadata metadata = AuthorizationServerMetadata.parse(String.valueOf(answer.getBody()));
            String published = metadata.getIssuer().getValue();
            if (!published.equals(config.issuer().toString())) {
                throw new OidcException(
                        true,
                        "configured issuer " + config.issuer() + ", published " + printable(published)
                                + "; the two must be the same to the letter");
            }
            return new Known(metadata, System.nanoTime());
        } catch (ParseException broken) {
            throw new OidcException(
                    true, config + " publishes metadata that cannot be used: " + printable(broken.getMessage()));
        } catch (IOException away) {
            throw new OidcException(false, config + " cannot be reached: " + printable(away.getMessage()));
        }
    }

    /** What somebody else wrote, for a line of the log. */
    private static String printable(@Nullable String foreign) {
        String text = String.valueOf(foreign).replaceAll("[^\\x20-\\x7e]", "?");
        return text.length() > MAX_PUBLISHED ? text.substring(0, MAX_PUBLISHED) + "…" : text;
    }

    /** An endpoint as published; judged when it is used, whatever else the provider publishes. */
    private URI endpoint(@Nullable URI published, String name) throws OidcException {
        if (published == null || !config.mayUse(published)) {
            throw new OidcException(
                    true,
                    config + " publishes " + name + " " + printable(String.valueOf(published))
                            + "; it must be https, as the issuer is");
        }
        return published;
    }

    /** Where to send somebody who wants to sign in. */
    URI authorization(PendingLogin login) throws OidcException {
        URI endpoint = endpoint(known().metadata.getAuthorizationEndpointURI(), "authorization_endpoint");
        Scope scope = new Scope("openid");
        config.scopes().forEach(scope::add);
        return new AuthenticationRequest.Builder(
                        ResponseType.CODE, scope, new ClientID(config.client().id()), config.redirectUri())
                .endpointURI(endpoint)
                .state(new State(login.state()))
                .nonce(new Nonce(login.nonce()))
                .codeChallenge(new CodeVerifier(login.verifier()), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    /**
     * Exchanges a code for the word of the provider.
     *
     * @return the subject: who it is, by the provider's own name
     */
    String subject(PendingLogin login, String code) throws OidcException {
        URI endpoint = endpoint(known().metadata.getTokenEndpointURI(), "token_endpoint");
        AuthorizationCodeGrant grant = new AuthorizationCodeGrant(
                new AuthorizationCode(code), config.redirectUri(), new CodeVerifier(login.verifier()));
        TokenRequest request = config.client().secret().isEmpty()
                ? new TokenRequest.Builder(
                                endpoint, new ClientID(config.client().id()), grant)
                        .build()
                : new TokenRequest.Builder(endpoint, clientAuthentication(), grant).build();
        try {
            HTTPResponse answer = request.toHTTPRequest().send(http);
            if (!answer.indicatesSuccess()) {
                throw refused(answer);
            }
            // Nothing but the ID token is of use here, so providers that leave out the access token are taken as well.
            Object idToken = answer.getBodyAsJSONObject().get("id_token");
            return checked(idToken instanceof String text ? text : "", new Nonce(login.nonce()));
        } catch (ParseException broken) {
            throw new OidcException(true, config + " answers a code with something else than tokens");
        } catch (IOException away) {
            throw new OidcException(false, config + " cannot be reached: " + printable(away.getMessage()));
        }
    }

    private OidcException refused(HTTPResponse answer) {
        String error = "";
        try {
            ErrorObject told = TokenErrorResponse.parse(answer).getErrorObject();
            error = told == null || told.getCode() == null ? "" : " (" + printable(told.getCode()) + ")";
        } catch (ParseException noWordOfWhy) {
            // The status says enough.
        }
        int status = answer.getStatusCode();
        return new OidcException(status / 100 == 4, config + " answers a code with " + status + error);
    }

    /** The method that the operator named, or the first of basic and post that the provider takes. */
    private ClientAuthentication clientAuthentication() throws OidcException {
        ProviderClient client = config.client();
        ClientID id = new ClientID(client.id());
        Secret secret = new Secret(client.secret());
        List<ClientAuthenticationMethod> taken = known().metadata.getTokenEndpointAuthMethods();
        boolean basic =
                taken == null || taken.isEmpty() || taken.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
        boolean post = taken != null && taken.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST);
        if (client.tokenAuth().isEmpty() && !basic && !post) {
            throw new OidcException(
                    true,
                    config + " takes the client's secret neither by "
                            + TokenAuth.CLIENT_SECRET_BASIC.name().toLowerCase(Locale.ROOT) + " nor by "
                            + TokenAuth.CLIENT_SECRET_POST.name().toLowerCase(Locale.ROOT));
        }
        boolean asBasic =
                client.tokenAuth().map(TokenAuth.CLIENT_SECRET_BASIC::equals).orElse(basic);
        return asBasic ? new ClientSecretBasic(id, secret) : new ClientSecretPost(id, secret);
    }

    private String checked(String idToken, Nonce nonce) throws OidcException {
        try {
            IDTokenClaimsSet claims = validator().validate(JWTParser.parse(idToken), nonce);
            // The SDK leaves the authorized party unread.
            AuthorizedParty party = claims.getAuthorizedParty();
            boolean forUs = party == null
                    ? claims.getAudience().size() == 1
                    : party.getValue().equals(config.client().id());
            if (!forUs) {
                throw new OidcException(true, "An ID token of " + config + " was made for somebody else");
            }
            return claims.getSubject().getValue();
        } catch (BadJOSEException | java.text.ParseException notGood) {
            throw new OidcException(
                    true, "An ID token of " + config + " is not good: " + printable(notGood.getMessage()));
        } catch (JOSEException away) {
            throw new OidcException(
                    false, "The keys of " + config + " cannot be read: " + printable(away.getMessage()));
        }
    }

    private IDTokenValidator validator() throws OidcException {
        Issuer issuer = new Issuer(config.issuer().toString());
        ClientID client = new ClientID(config.client().id());
        if (config.client().hs256()) {
            return new IDTokenValidator(
                    issuer,
                    client,
                    JWSAlgorithm.HS256,
                    new Secret(config.client().secret()));
        }
        return new IDTokenValidator(issuer, client, new JWSVerificationKeySelector<>(ALGORITHMS, keys()), null);
    }

    private synchronized JWKSource<SecurityContext> keys() throws OidcException {
        Known now = known();
        JWKSource<SecurityContext> keys = now.keys;
        if (keys == null) {
            try {
                keys = JWKSourceBuilder.create(
                                endpoint(now.metadata.getJWKSetURI(), "jwks_uri")
                                        .toURL(),
                                http)
                        .cache(KEYS_KEPT_MS, KEYS_PATIENCE_MS)
                        .refreshAheadCache(false)
                        .build();
            } catch (MalformedURLException broken) {
                throw new OidcException(true, config + " publishes a broken jwks_uri");
            }
            now.keys = keys;
        }
        return keys;
    }
}
