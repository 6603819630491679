package org.parvis.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Coming back by a recovery code or a device's key, and what guessing leads to. */
final class ProofIT {
    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private ApiHouse house;

    @BeforeEach
    void open() throws Exception {
        house = ApiHouse.open(folder);
    }

    @AfterEach
    void close() {
        house.close();
    }

    /** A device that holds a key, as browsers do: coordinates of 32 bytes, signatures as r and s. */
    private static final class Device {
        private final KeyPair pair;

        Device() throws GeneralSecurityException {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            pair = generator.generateKeyPair();
        }

        Map<String, String> publicKey() {
            ECPublicKey key = (ECPublicKey) pair.getPublic();
            return Map.of(
                    "kty",
                    "EC",
                    "crv",
                    "P-256",
                    "x",
                    coordinate(key.getW().getAffineX().toByteArray()),
                    "y",
                    coordinate(key.getW().getAffineY().toByteArray()));
        }

        private static String coordinate(byte[] number) {
            byte[] fixed = new byte[32];
            int length = Math.min(32, number.length);
            System.arraycopy(number, number.length - length, fixed, 32 - length, length);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
        }

        String sign(String challenge) throws GeneralSecurityException {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(pair.getPrivate());
            signature.update(("parvis-device-login\n" + challenge).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        }
    }

    private String challenge() {
        return house.visitor()
                .post("/v1/device-challenges", Map.of())
                .expect(201)
                .text("challenge");
    }

    private String register(ApiClient owner, Device device) throws GeneralSecurityException {
        String challenge = challenge();
        return owner.post(
                        "/v1/me/device-keys",
                        Map.of(
                                "publicKey",
                                device.publicKey(),
                                "label",
                                "Ana's phone",
                                "challenge",
                                challenge,
                                "signature",
                                device.sign(challenge)))
                .expect(201)
                .text("id");
    }

    private ApiClient.Reply login(String keyId, String challenge, String signature) {
        return house.visitor()
                .post("/v1/device-logins", Map.of("keyId", keyId, "challenge", challenge, "signature", signature));
    }

    @Test
    void recoveryCodeBringsAnAccountBackOnAnotherDevice() {
        ApiClient ana = house.guest("Ana");
        ana.patch("/v1/me", Map.of("settings", Map.of("volume", 7))).expect(200);
        String code = ana.post("/v1/me/recovery-code", Map.of()).expect(201).text("recoveryCode");
        assertThat(code).matches("([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}");
        String typed = code.toLowerCase(Locale.ROOT).replace("-", " ").replace('0', 'o');

        ApiClient again = house.visitor()
                .post("/v1/recoveries", Map.of("recoveryCode", typed))
                .expect(201)
                .signedIn();

        JsonNode me = again.get("/v1/me").expect(200).json();
        assertThat(again.personId()).isEqualTo(ana.personId());
        assertThat(me.path("kind").asString("")).isEqualTo("account");
        assertThat(me.path("settings").path("volume").asInt()).isEqualTo(7);
        ana.get("/v1/me").expect(200);
    }

    @Test
    void newRecoveryCodeEndsTheOneBefore() {
        ApiClient ana = house.guest("Ana");
        String first = ana.post("/v1/me/recovery-code", Map.of()).expect(201).text("recoveryCode");
        ana.post("/v1/me/recovery-code", Map.of()).expect(201);

        house.visitor().post("/v1/recoveries", Map.of("recoveryCode", first)).expect(403, "not-proven");
    }

    @Test
    void deviceSignsItsOwnerIn() throws Exception {
        ApiClient ana = house.guest("Ana");
        Device phone = new Device();
        String keyId = register(ana, phone);
        String challenge = challenge();

        ApiClient again =
                login(keyId, challenge, phone.sign(challenge)).expect(201).signedIn();

        assertThat(again.personId()).isEqualTo(ana.personId());
        assertThat(again.get("/v1/me").text("kind")).isEqualTo("account");
        assertThat(again.get("/v1/me/device-keys").json().path("deviceKeys")).hasSize(1);
        again.delete("/v1/me/device-keys/" + keyId).expect(204);
        String next = challenge();
        login(keyId, next, phone.sign(next)).expect(403, "not-proven");
    }

    @Test
    void challengeIsGoodOnceAndSoon() throws Exception {
        ApiClient ana = house.guest("Ana");
        Device phone = new Device();
        String keyId = register(ana, phone);
        String challenge = challenge();
        login(keyId, challenge, phone.sign(challenge)).expect(201);

        login(keyId, challenge, phone.sign(challenge)).expect(403, "not-proven");

        String late = challenge();
        house.clock.advance(Duration.ofMinutes(3));
        login(keyId, late, phone.sign(late)).expect(403, "not-proven");
        login(keyId, ana.accessToken(), phone.sign(ana.accessToken())).expect(403, "not-proven");
    }

    @Test
    void keyNobodyProvedToHoldIsNotTaken() throws Exception {
        ApiClient eve = house.guest("Eve");
        String challenge = challenge();
        Map<String, Object> body = Map.of(
                "publicKey",
                new Device().publicKey(),
                "label",
                "not mine",
                "challenge",
                challenge,
                "signature",
                new Device().sign(challenge));

        eve.post("/v1/me/device-keys", body).expect(403, "not-proven");

        assertThat(eve.get("/v1/me").text("kind")).isEqualTo("guest");
    }

    @Test
    void guessingIsStoppedForTheAddressAndSaysForHowLong() {
        for (int i = 0; i < 20; i++) {
            house.visitor()
                    .post("/v1/recoveries", Map.of("recoveryCode", "0000-0000-0000-0000-0000-0000-0000-" + (1000 + i)))
                    .expect(403, "not-proven");
        }

        ApiClient.Reply stopped = house.visitor()
                .post("/v1/recoveries", Map.of("recoveryCode", "0000-0000-0000-0000-0000-0000-0000-2000"))
                .expect(429, "too-many-failed-logins");

        assertThat(Integer.parseInt(stopped.header("retry-after"))).isBetween(1, 10);
        assertThat(stopped.header("ratelimit")).startsWith("\"failed-logins\";r=0");
        assertThat(stopped.header("ratelimit-policy")).startsWith("\"failed-logins\";q=20");
    }

    @Test
    void lockedCredentialLeavesTheOwnersOtherWaysOpen() throws Exception {
        ApiClient ana = house.guest("Ana");
        String code = ana.post("/v1/me/recovery-code", Map.of()).expect(201).text("recoveryCode");
        String keyId = register(ana, new Device());
        Device thief = new Device();
        for (int i = 0; i < 5; i++) {
            String challenge = challenge();
            login(keyId, challenge, thief.sign(challenge)).expect(403, "not-proven");
        }

        String challenge = challenge();
        login(keyId, challenge, thief.sign(challenge)).expect(429, "too-many-failed-logins-here");

        house.visitor().post("/v1/recoveries", Map.of("recoveryCode", code)).expect(201);
        ana.post("/v1/tokens:refresh", Map.of("refreshToken", ana.refreshToken()))
                .expect(200);
    }
}
