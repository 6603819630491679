package org.parvis.server.identity.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.json.JsonMapper;

/** A provider on this machine that says what a test has it say. */
final class FakeProvider implements AutoCloseable {
    static final String SECRET = "the client's secret, which is long enough to sign with";

    /** Its metadata; a test changes it before the first login. */
    final Map<String, Object> metadata = new ConcurrentHashMap<>();

    /** Exchanges of codes, as they came: the authorization header, empty without one, a space, and the form. */
    final List<String> exchanges = new CopyOnWriteArrayList<>();

    private final HttpServer server;
    private volatile String idToken = "";
    private volatile String keys = "";
    private volatile int tokenStatus = 200;

    FakeProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/.well-known/openid-configuration", body -> new JsonMapper().writeValueAsString(metadata));
        answer("/jwks", body -> keys);
        server.createContext("/token", this::exchange);
        server.start();
        metadata.put("issuer", issuer());
        metadata.put("authorization_endpoint", issuer() + "/auth");
        metadata.put("token_endpoint", issuer() + "/token");
        metadata.put("jwks_uri", issuer() + "/jwks");
    }

    private interface Words {
        String answerTo(String body);
    }

    private void answer(String path, Words words) {
        server.createContext(path, exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            reply(exchange, 200, words.answerTo(body));
        });
    }

    private void exchange(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String header = exchange.getRequestHeaders().getFirst("authorization");
        exchanges.add((header == null ? "" : header) + " " + URLDecoder.decode(body, StandardCharsets.UTF_8));
        String words = tokenStatus == 200 ? "{\"id_token\":\"" + idToken + "\"}" : "{\"error\":\"invalid_client\"}";
        reply(exchange, tokenStatus, words);
    }

    private static void reply(HttpExchange exchange, int status, String words) throws IOException {
        byte[] body = words.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void refuseCodes() {
        tokenStatus = 401;
    }

    ProviderConfig config(ProviderClient client) {
        URI redirect = URI.create("http://127.0.0.1:8080/v1/oidc/callback");
        return new ProviderConfig("liar", "Liar", URI.create(issuer()), client, redirect, List.of(), false);
    }

    OidcLogins logins(ProviderClient client) {
        return new OidcLogins(List.of(config(client)), InstantSource.system());
    }

    static ECKey newKey(String id) throws Exception {
        return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    }

    void publish(ECKey published) {
        keys = new JWKSet(published.toPublicJWK()).toString();
    }

    JWTClaimsSet.Builder truth(String nonce) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience("parvis")
                .subject("nina")
                .claim("nonce", nonce)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)));
    }

    static String signed(JWTClaimsSet claims, ECKey by) throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(by.getKeyID()).build(), claims);
        token.sign(new ECDSASigner(by));
        return token.serialize();
    }

    /** What the provider makes of a nonce. */
    interface Token {
        String of(String nonce) throws Exception;
    }

    /** Goes through a login, and tells with which fragment it ends. */
    String outcome(OidcLogins logins, Token token, String... more) throws Exception {
        OidcLogins.Step begun = logins.begin("liar", "/");
        if (begun.location().getQuery() == null) {
            return "begin " + begun.location().getFragment();
        }
        Map<String, String> sent = new LinkedHashMap<>();
        for (String pair : begun.location().getQuery().split("&", -1)) {
            String[] parts = pair.split("=", 2);
            sent.put(parts[0], parts[1]);
        }
        idToken = token.of(sent.getOrDefault("nonce", ""));
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("code", "any");
        answer.put("state", sent.getOrDefault("state", ""));
        for (int i = 0; i < more.length; i += 2) {
            answer.put(more[i], more[i + 1]);
        }
        return logins.complete(begun.cookie(), answer).location().getFragment().replaceFirst("=[A-Za-z0-9_-]{43}$", "");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
