package org.parvis.server.identity.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.server.identity.secret.SignedTokens.Purpose;
import org.parvis.server.store.engine.TestClock;
import tools.jackson.databind.json.JsonMapper;

final class TokenKeysTest {
    private static final long TEN_MINUTES_MS = 600_000;

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock();

    @SuppressWarnings("NullAway.Init") // set before each test
    private TokenKeys keys;

    @SuppressWarnings("NullAway.Init") // set before each test
    private SignedTokens tokens;

    @BeforeEach
    void open() throws IOException {
        keys = TokenKeys.open(file(), clock);
        tokens = new SignedTokens(keys, clock);
    }

    private Path file() {
        return folder.resolve("keys.json");
    }

    private String token() {
        return tokens.sign(Purpose.ACCESS, Map.of("sub", "p_ana"), TEN_MINUTES_MS);
    }

    private static boolean isGood(SignedTokens tokens, String token) {
        return tokens.read(Purpose.ACCESS, token)
                .filter(content -> !tokens.isExpired(content))
                .isPresent();
    }

    private static String keyId(String token) throws Exception {
        return SignedJWT.parse(token).getHeader().getKeyID();
    }

    @Test
    void oldTokensOutliveANewKeyAndNewOnesUseIt() throws Exception {
        String before = token();
        String fresh = keys.rotate();
        assertThat(keyId(token())).as("the new key waits until all know it").isEqualTo(keyId(before));

        clock.advance(Duration.ofSeconds(15));

        assertThat(keyId(token())).isEqualTo(fresh);
        assertThat(isGood(tokens, before)).isTrue();
        clock.advance(Duration.ofMinutes(10));
        assertThat(isGood(tokens, before)).isFalse();
    }

    @Test
    void anotherProcessesKeyIsTakenUp() throws Exception {
        TokenKeys other = TokenKeys.open(file(), clock);
        // File systems tell times by the millisecond at best; a tick later it is another time for sure.
        Files.setLastModifiedTime(file(), FileTime.fromMillis(1_000));
        keys.tend();
        other.rotate();
        clock.advance(Duration.ofSeconds(15));
        String theirs = new SignedTokens(other, clock).sign(Purpose.ACCESS, Map.of(), TEN_MINUTES_MS);
        assertThat(isGood(tokens, theirs)).isFalse();

        keys.tend();

        assertThat(isGood(tokens, theirs)).isTrue();
    }

    @Test
    void keysAreRenewedMonthlyAndForgottenInTheEnd() throws Exception {
        String first = keyId(token());
        for (int month = 0; month < 4; month++) {
            clock.advance(Duration.ofDays(31));
            keys.tend();
        }

        assertThat(Files.readString(file())).doesNotContain(first);
        assertThat(JsonMapper.shared()
                        .readTree(Files.readString(file()))
                        .path("keys")
                        .size())
                .isBetween(2, 3);
    }

    @Test
    void onlyTheOwnerMayRead() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));

        TokenKeys.open(file(), clock);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void brokenFileIsNotQuoted() throws Exception {
        Files.writeString(file(), "{\"keys\":[{\"id\":\"k\",\"secret\":\"c2VjcmV0LXdvcmRz");

        assertThatThrownBy(() -> TokenKeys.open(file(), clock))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("keys.json")
                .hasMessageNotContaining("c2VjcmV0LXdvcmRz");
    }

    @Test
    void tokensOfAnotherPurposeOrMakerAreNone() throws Exception {
        String good = token();
        String secret = JsonMapper.shared()
                .readTree(Files.readString(file()))
                .path("keys")
                .path(0)
                .path("secret")
                .asString("");
        JWTClaimsSet claims = SignedJWT.parse(good).getJWTClaimsSet();
        SignedJWT foreign = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(keyId(good)).build(), claims);
        foreign.sign(new MACSigner("another server's key of 256 bits".getBytes(StandardCharsets.UTF_8)));
        SignedJWT stronger = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS384).keyID(keyId(good)).build(), claims);
        byte[] key = Base64.getUrlDecoder().decode(secret);
        byte[] longer = Arrays.copyOf(key, 48);
        stronger.sign(new MACSigner(longer));

        assertThat(isGood(tokens, good)).isTrue();
        assertThat(tokens.read(Purpose.JOIN, good)).isEmpty();
        assertThat(isGood(tokens, foreign.serialize())).isFalse();
        assertThat(isGood(tokens, stronger.serialize())).isFalse();
        assertThat(isGood(tokens, new PlainJWT(claims).serialize())).isFalse();
        assertThat(isGood(tokens, good.substring(0, good.length() - 2))).isFalse();
        assertThat(isGood(tokens, "x".repeat(5_000))).isFalse();
        assertThat(isGood(tokens, "..")).isFalse();
    }

    @Test
    @Tag("A36")
    void textsOfKeysHoldNoSecret() throws Exception {
        String secret = JsonMapper.shared()
                .readTree(Files.readString(file()))
                .path("keys")
                .path(0)
                .path("secret")
                .asString("");

        assertThat(keys.current().toString()).startsWith("key k_").doesNotContain(secret);
    }
}
