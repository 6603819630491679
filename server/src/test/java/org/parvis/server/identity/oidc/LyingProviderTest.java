package org.parvis.server.identity.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A provider that says what it should not: nobody is signed in by it. */
final class LyingProviderTest {
    private static final String SECRET = "the client's secret, which is long enough to sign with";

    private final AtomicReference<String> idToken = new AtomicReference<>("");
    private final AtomicReference<String> publishedKeys = new AtomicReference<>("");

    @SuppressWarnings("NullAway.Init") // set before each test
    private HttpServer server;

    @SuppressWarnings("NullAway.Init") // set before each test
    private ECKey key;

    @SuppressWarnings("NullAway.Init") // set before each test
    private OidcLogins logins;

    @BeforeEach
    void open() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/.well-known/openid-configuration", this::metadata);
        answer("/jwks", () -> String.valueOf(publishedKeys.get()));
        answer("/token", () -> "{\"id_token\":\"" + idToken.get() + "\"}");
        server.start();
        key = newKey("first");
        publish(key);
        logins = new OidcLogins(List.of(config(issuer())), InstantSource.system());
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private interface Words {
        String say();
    }

    private void answer(String path, Words words) {
        server.createContext(path, exchange -> {
            byte[] body = words.say().getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private String metadata() {
        return "{\"issuer\":\"" + issuer() + "\",\"authorization_endpoint\":\"" + issuer()
                + "/auth\",\"token_endpoint\":\"" + issuer() + "/token\",\"jwks_uri\":\"" + issuer() + "/jwks\"}";
    }

    private static ProviderConfig config(String issuer) {
        URI redirect = URI.create("http://127.0.0.1:8080/v1/oidc/callback");
        return new ProviderConfig("liar", "Liar", URI.create(issuer), "parvis", SECRET, redirect, List.of());
    }

    private static ECKey newKey(String id) throws Exception {
        return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    }

    private void publish(ECKey published) {
        publishedKeys.set(new JWKSet(published.toPublicJWK()).toString());
    }

    private JWTClaimsSet.Builder truth(String nonce) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience("parvis")
                .subject("nina")
                .claim("nonce", nonce)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)));
    }

    private static String signed(JWTClaimsSet claims, ECKey by) throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(by.getKeyID()).build(), claims);
        token.sign(new ECDSASigner(by));
        return token.serialize();
    }

    /** What a provider makes of a nonce. */
    private interface Lie {
        String token(String nonce) throws Exception;
    }

    /** Goes through a login, and tells with which fragment it ends. */
    private String outcome(Lie lie, String... more) throws Exception {
        OidcLogins.Step begun = logins.begin("liar", "/");
        Map<String, String> sent = new LinkedHashMap<>();
        for (String pair : begun.location().getQuery().split("&", -1)) {
            String[] parts = pair.split("=", 2);
            sent.put(parts[0], parts[1]);
        }
        idToken.set(lie.token(sent.getOrDefault("nonce", "")));
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("code", "any");
        answer.put("state", sent.getOrDefault("state", ""));
        for (int i = 0; i < more.length; i += 2) {
            answer.put(more[i], more[i + 1]);
        }
        return logins.complete(begun.cookie(), answer).location().getFragment().replaceFirst("=[A-Za-z0-9_-]{43}$", "");
    }

    @Test
    void truthSignsIn() throws Exception {
        assertThat(outcome(nonce -> signed(truth(nonce).build(), key))).isEqualTo("signed-in");
    }

    @Test
    void noLieSignsIn() throws Exception {
        ECKey other = newKey("first");
        Date past = Date.from(Instant.now().minusSeconds(600));
        Map<String, Lie> lies = new LinkedHashMap<>();
        lies.put("a nonce of another login", nonce -> signed(truth("replayed").build(), key));
        lies.put("no nonce", nonce -> signed(truth(nonce).claim("nonce", null).build(), key));
        lies.put(
                "another audience",
                nonce -> signed(truth(nonce).audience("other").build(), key));
        lies.put(
                "two audiences and no word for whom",
                nonce ->
                        signed(truth(nonce).audience(List.of("parvis", "other")).build(), key));
        lies.put(
                "for another party",
                nonce -> signed(truth(nonce).claim("azp", "other").build(), key));
        lies.put(
                "another issuer",
                nonce -> signed(truth(nonce).issuer("https://other.example").build(), key));
        lies.put("expired", nonce -> signed(truth(nonce).expirationTime(past).build(), key));
        lies.put("no subject", nonce -> signed(truth(nonce).subject(null).build(), key));
        lies.put("another key under a known name", nonce -> signed(truth(nonce).build(), other));
        lies.put("no signature", nonce -> new PlainJWT(truth(nonce).build()).serialize());
        lies.put("signed by the client's secret", nonce -> {
            SignedJWT token = new SignedJWT(
                    new JWSHeader(JWSAlgorithm.HS256), truth(nonce).build());
            token.sign(new MACSigner(SECRET.getBytes(StandardCharsets.UTF_8)));
            return token.serialize();
        });
        lies.put("no token at all", nonce -> "");
        for (Map.Entry<String, Lie> lie : lies.entrySet()) {
            assertThat(outcome(lie.getValue())).as(lie.getKey()).isEqualTo("sign-in-failed=refused");
        }
    }

    @Test
    void answerOfAnotherProviderIsRefused() throws Exception {
        assertThat(outcome(nonce -> signed(truth(nonce).build(), key), "iss", "https://other.example"))
                .isEqualTo("sign-in-failed=refused");
    }

    @Test
    void newKeysAreReadWhenTheyAreFirstUsed() throws Exception {
        assertThat(outcome(nonce -> signed(truth(nonce).build(), key))).isEqualTo("signed-in");
        ECKey next = newKey("second");
        publish(next);

        assertThat(outcome(nonce -> signed(truth(nonce).build(), next))).isEqualTo("signed-in");
    }
}
