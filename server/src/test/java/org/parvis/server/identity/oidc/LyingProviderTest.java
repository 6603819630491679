package org.parvis.server.identity.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A provider that says what it should not: nobody is signed in by it. */
final class LyingProviderTest {
    @SuppressWarnings("NullAway.Init") // set before each test
    private FakeProvider provider;

    @SuppressWarnings("NullAway.Init") // set before each test
    private ECKey key;

    @SuppressWarnings("NullAway.Init") // set before each test
    private OidcLogins logins;

    @BeforeEach
    void open() throws Exception {
        provider = new FakeProvider();
        key = FakeProvider.newKey("first");
        provider.publish(key);
        logins = provider.logins(ProviderClient.of("parvis", FakeProvider.SECRET));
    }

    @AfterEach
    void close() {
        provider.close();
    }

    private JWTClaimsSet.Builder truth(String nonce) {
        return provider.truth(nonce);
    }

    private static String signed(JWTClaimsSet claims, ECKey by) throws Exception {
        return FakeProvider.signed(claims, by);
    }

    private String outcome(FakeProvider.Token token, String... more) throws Exception {
        return provider.outcome(logins, token, more);
    }

    @Test
    void truthSignsIn() throws Exception {
        assertThat(outcome(nonce -> signed(truth(nonce).build(), key))).isEqualTo("signed-in");
    }

    @Test
    void noLieSignsIn() throws Exception {
        ECKey other = FakeProvider.newKey("first");
        Date past = Date.from(Instant.now().minusSeconds(600));
        Map<String, FakeProvider.Token> lies = new LinkedHashMap<>();
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
            token.sign(new MACSigner(FakeProvider.SECRET.getBytes(StandardCharsets.UTF_8)));
            return token.serialize();
        });
        lies.put("no token at all", nonce -> "");
        for (Map.Entry<String, FakeProvider.Token> lie : lies.entrySet()) {
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
        ECKey next = FakeProvider.newKey("second");
        provider.publish(next);

        assertThat(outcome(nonce -> signed(truth(nonce).build(), next))).isEqualTo("signed-in");
    }
}
