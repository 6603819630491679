package org.parvis.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.server.identity.Admission;
import org.parvis.server.identity.StaffRole;
import org.parvis.server.identity.room.IdentityRoom;
import org.parvis.server.store.engine.PostgresExtension;

/** Every statement of identity once on a real PostgreSQL: a day in the life of a server. */
@Tag("postgres")
final class PostgresIdentityIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @TempDir
    private Path folder;

    @Test
    void aDayOnPostgresIsLikeADayOnSqlite() throws Exception {
        try (ApiHouse house = ApiHouse.open(POSTGRES.database(), folder)) {
            ApiClient admin = house.admin();
            ApiClient ana = house.visitor()
                    .post("/v1/guests", Map.of("name", "Ana"), "idempotency-key", "key-of-ana-0123456789")
                    .expect(201)
                    .signedIn();
            becomesStaff(house, admin, ana);
            earnsPoints(admin, ana);
            refreshes(house, ana);
            isBanned(house, admin);
            isForgotten(house, ana);
        }
    }

    @Test
    void oddInputIsRefusedAsOnSqlite() throws Exception {
        try (ApiHouse house = ApiHouse.open(POSTGRES.database(), folder)) {
            OddInput.isRefused(house);
        }
    }

    private static void becomesStaff(ApiHouse house, ApiClient admin, ApiClient ana) {
        String code = ana.post("/v1/me/recovery-code", Map.of()).expect(201).text("recoveryCode");
        ana.post("/v1/me/recovery-code", Map.of()).expect(201);
        house.visitor().post("/v1/recoveries", Map.of("recoveryCode", code)).expect(403, "not-proven");
        admin.post(
                        "/v1/staff/roles",
                        Map.of("personId", ana.personId(), "role", "organiser", "scope", Map.of("kind", "server")))
                .expect(201);
        admin.post(
                        "/v1/staff/roles",
                        Map.of("personId", ana.personId(), "role", "organiser", "scope", Map.of("kind", "server")))
                .expect(409, "conflict");
        String ticket = ana.post("/v1/me/join-tickets", Map.of()).expect(201).text("ticket");
        Admission admission = house.identity.admissions().admit(ticket).join();
        assertThat(admission.roles("anywhere")).containsExactly(StaffRole.ORGANISER);
        assertThat(admin.get("/v1/staff/people?query=an").expect(200).json().path("people"))
                .hasSize(1);
    }

    private static void earnsPoints(ApiClient admin, ApiClient ana) {
        Map<String, Object> award = Map.of("personId", ana.personId(), "points", 5, "reason", "kindness");
        String first = admin.post("/v1/staff/awards", award, "idempotency-key", "award-0123456789-abc")
                .expect(201)
                .text("id");
        String again = admin.post("/v1/staff/awards", award, "idempotency-key", "award-0123456789-abc")
                .expect(201)
                .text("id");
        assertThat(again).isEqualTo(first);
        assertThat(ana.get("/v1/me/points").expect(200).json().path("points").asInt())
                .isEqualTo(5);
    }

    private static void refreshes(ApiHouse house, ApiClient ana) {
        Map<String, String> copy = Map.of("refreshToken", ana.refreshToken());
        ApiClient next =
                house.visitor().post("/v1/tokens:refresh", copy).expect(200).signedIn();
        ana.get("/v1/me/export").expect(200);
        assertThat(next.personId()).isEqualTo(ana.personId());
    }

    private static void isBanned(ApiHouse house, ApiClient admin) {
        ApiClient rude = house.guest("Rude");
        String id = admin.post(
                        "/v1/staff/bans",
                        Map.of(
                                "personId",
                                rude.personId(),
                                "scope",
                                Map.of("kind", "server"),
                                "reason",
                                "rude",
                                "until",
                                "2100-01-01T00:00:00Z"))
                .expect(201)
                .text("id");
        rude.post("/v1/me/join-tickets", Map.of()).expect(403, "banned");
        admin.delete("/v1/staff/bans/" + id).expect(204);
        admin.post("/v1/staff/people/" + rude.personId() + ":revoke", Map.of()).expect(200);
        house.clock.advance(Duration.ofSeconds(1));
        assertThat(admin.get("/v1/staff/audit")
                        .expect(200)
                        .json()
                        .path("entries")
                        .size())
                .isGreaterThan(4);
    }

    private static void isForgotten(ApiHouse house, ApiClient ana) {
        ana.delete("/v1/me").expect(204);
        ana.get("/v1/me").expect(401, "login-ended");
        house.store
                .write(db -> IdentityRoom.chore().tidy(db, house.clock.millis()))
                .join();
    }
}
