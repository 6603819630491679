package org.parvis.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A guest's life: coming, changing, refreshing, leaving, and being forgotten. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GuestIT {
    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before any test
    private ApiHouse house;

    @BeforeAll
    void open() throws Exception {
        house = ApiHouse.open(folder);
    }

    @AfterAll
    void close() {
        house.close();
    }

    @Test
    void guestIsWhoTheySaidTheyAre() {
        ApiClient ana = house.visitor()
                .post(
                        "/v1/guests",
                        Map.of(
                                "name",
                                " Ana  María ",
                                "languages",
                                List.of("es-es", "zh-hant"),
                                "look",
                                Map.of("body", 3)))
                .expect(201)
                .signedIn();

        JsonNode me = ana.get("/v1/me").expect(200).json();
        assertThat(me.path("id").asString("")).matches("p_[A-Za-z0-9_-]{22}");
        assertThat(me.path("kind").asString("")).isEqualTo("guest");
        assertThat(me.path("name").asString("")).isEqualTo("Ana María");
        assertThat(me.path("languages").toString()).isEqualTo("[\"es-ES\",\"zh-Hant\"]");
        assertThat(me.path("look").path("body").asInt()).isEqualTo(3);
        assertThat(me.path("ageBand").asString("")).isEqualTo("unknown");
    }

    @Test
    void nonsenseIsRefusedInWords() {
        ApiClient visitor = house.visitor();

        visitor.post("/v1/guests", Map.of("name", "\u202e")).expect(422, "unfit");
        visitor.post("/v1/guests", Map.of("name", 7)).expect(400, "malformed");
        visitor.post("/v1/guests", Map.of("look", Map.of("color", 0x1000000))).expect(422, "unfit");
        visitor.post("/v1/guests", Map.of("languages", List.of("not a tag"))).expect(422, "unfit");
        visitor.post("/v1/guests", Map.of("settings", Map.of("x", "y".repeat(4_096))))
                .expect(422, "unfit");
        visitor.post("/v1/guests", Map.of(), "idempotency-key", "short").expect(400, "malformed");
        visitor.get("/v1/me").expect(401, "not-signed-in");
        assertThat(visitor.get("/v1/me").header("www-authenticate")).startsWith("Bearer");
    }

    @Test
    void changesMeetNobodyElsesChanges() {
        ApiClient bob = house.guest("Bob");
        String etag = bob.get("/v1/me").header("etag");

        bob.patch("/v1/me", Map.of("name", "Bobby"), "if-match", etag).expect(200);
        bob.patch("/v1/me", Map.of("name", "Robert"), "if-match", etag).expect(412, "changed-meanwhile");

        assertThat(bob.get("/v1/me").text("name")).isEqualTo("Bobby");
        assertThat(bob.get("/v1/me").header("etag")).isNotEqualTo(etag);
    }

    @Test
    void anAgeOnceGivenOnlyGetsStricter() {
        ApiClient kim = house.guest("Kim");

        kim.patch("/v1/me", Map.of("ageBand", "teen")).expect(200);
        kim.patch("/v1/me", Map.of("ageBand", "adult")).expect(403, "not-allowed");
        kim.patch("/v1/me", Map.of("ageBand", "unknown")).expect(403, "not-allowed");
        kim.patch("/v1/me", Map.of("ageBand", "child")).expect(200);
    }

    @Test
    void accessTokensEndAndRefreshTokensGoOn() {
        ApiClient early = house.guest("Ed");
        house.clock.advance(Duration.ofMinutes(11));
        early.get("/v1/me").expect(401, "not-signed-in");

        ApiClient later = early.post("/v1/tokens:refresh", Map.of("refreshToken", early.refreshToken()))
                .expect(200)
                .signedIn();

        assertThat(later.personId()).isEqualTo(early.personId());
        later.get("/v1/me").expect(200);
    }

    @Test
    void lostAnswerOfARefreshIsGivenAgain() {
        ApiClient ed = house.guest("Ed");
        Map<String, String> body = Map.of("refreshToken", ed.refreshToken());

        String first =
                house.visitor().post("/v1/tokens:refresh", body).expect(200).text("refreshToken");
        String again =
                house.visitor().post("/v1/tokens:refresh", body).expect(200).text("refreshToken");

        assertThat(again).isEqualTo(first).isNotEqualTo(ed.refreshToken());
    }

    @Test
    @Tag("A36")
    void copiedRefreshTokenEndsTheLoginForBoth() {
        ApiClient victim = house.guest("Vic");
        Map<String, String> stolen = Map.of("refreshToken", victim.refreshToken());
        ApiClient next =
                house.visitor().post("/v1/tokens:refresh", stolen).expect(200).signedIn();
        house.clock.advance(Duration.ofMinutes(1));

        house.visitor().post("/v1/tokens:refresh", stolen).expect(401, "refresh-token-reused");

        next.get("/v1/me").expect(401, "login-ended");
        house.visitor()
                .post("/v1/tokens:refresh", Map.of("refreshToken", next.refreshToken()))
                .expect(401, "login-ended");
    }

    @Test
    void copyUsedWithinTheGraceIsFoundOutOneStepLater() {
        ApiClient victim = house.guest("Vic");
        Map<String, String> stolen = Map.of("refreshToken", victim.refreshToken());
        ApiClient one =
                house.visitor().post("/v1/tokens:refresh", stolen).expect(200).signedIn();
        ApiClient other =
                house.visitor().post("/v1/tokens:refresh", stolen).expect(200).signedIn();
        house.visitor()
                .post("/v1/tokens:refresh", Map.of("refreshToken", one.refreshToken()))
                .expect(200);

        house.visitor().post("/v1/tokens:refresh", stolen).expect(401, "refresh-token-reused");

        other.get("/v1/me").expect(401, "login-ended");
    }

    @Test
    void logoutEndsThisLoginAtOnce() {
        ApiClient ola = house.guest("Ola");

        ola.post("/v1/me:logout", Map.of()).expect(204);

        ola.get("/v1/me").expect(401, "login-ended");
        house.visitor()
                .post("/v1/tokens:refresh", Map.of("refreshToken", ola.refreshToken()))
                .expect(401, "login-ended");
    }

    @Test
    @Tag("A111")
    void whoIsForgottenIsInNoTable() {
        ApiClient zoe = house.visitor()
                .post("/v1/guests", Map.of("name", "Zoë Unmistakable"), "idempotency-key", "key-of-zoe-0123456789")
                .expect(201)
                .signedIn();
        zoe.patch("/v1/me", Map.of("settings", Map.of("volume", 3)), "idempotency-key", "zoe-changes-0123456789")
                .expect(200);
        JsonNode export = zoe.get("/v1/me/export").expect(200).json();
        assertThat(export.path("person").path("name").asString("")).isEqualTo("Zoë Unmistakable");
        assertThat(export.path("person").path("settings").path("volume").asInt())
                .isEqualTo(3);
        assertThat(export.path("logins")).hasSize(1);
        assertThat(export.toString()).doesNotContain(zoe.refreshToken()).doesNotContain("hash");

        zoe.delete("/v1/me").expect(204);

        zoe.get("/v1/me").expect(401, "login-ended");
        assertThat(Tables.rowsNaming(house.store, "Unmistakable")).isEmpty();
        assertThat(Tables.rowsNaming(house.store, zoe.personId())).containsOnlyKeys("audit", "revocation");
    }

    @Test
    void settingsThatAreTakenCanAlwaysBeExported() {
        ApiClient ana = house.guest("Ana");
        for (int depth : new int[] {3, 15, 16, 17, 100, 480}) {
            Object deep = List.of();
            for (int i = 3; i < depth; i++) {
                deep = List.of(deep);
            }
            int status = ana.patch("/v1/me", Map.of("settings", Map.of("a", deep)))
                    .http()
                    .statusCode();
            assertThat(status).as("%d deep", depth).isEqualTo(depth <= 16 ? 200 : 422);
            ana.get("/v1/me").expect(200);
            ana.get("/v1/me/export").expect(200);
        }
    }
}
