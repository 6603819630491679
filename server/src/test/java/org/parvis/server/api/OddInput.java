package org.parvis.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Texts, times and numbers that no client should send: refused alike on every database, and nothing of them is kept. */
final class OddInput {
    private static final String NUL = "a\0b";
    private static final String HALF = "\ud83d";

    private OddInput() {}

    static void isRefused(ApiHouse house) {
        ApiClient admin = house.admin();
        ApiClient other = house.guest("Other");
        long entries = auditEntries(admin);
        for (String odd : List.of(NUL, "\u0001", "\u001f", "\u007f", "\u0085", HALF, "\udc00x")) {
            staffTexts(admin, other, odd);
            ownTexts(house, other, odd);
        }
        queries(admin);
        times(admin, other);
        numbers(admin, other);
        assertThat(auditEntries(admin)).isEqualTo(entries);
    }

    private static void staffTexts(ApiClient admin, ApiClient other, String odd) {
        Map<String, String> server = Map.of("kind", "server");
        Map<String, String> venue = Map.of("kind", "venue", "id", odd);
        String id = other.personId();
        admin.post("/v1/staff/bans", Map.of("personId", id, "scope", server, "reason", odd))
                .expect(422, "unfit");
        admin.post("/v1/staff/bans", Map.of("personId", odd, "scope", server, "reason", "x"))
                .expect(422, "unfit");
        admin.post("/v1/staff/bans", Map.of("personId", id, "scope", venue, "reason", "x"))
                .expect(422, "unfit");
        admin.post("/v1/staff/roles", Map.of("personId", id, "role", "moderator", "scope", venue))
                .expect(422, "unfit");
        admin.post("/v1/staff/roles", Map.of("personId", id, "role", odd, "scope", server))
                .expect(422, "unfit");
        admin.post("/v1/staff/awards", award(id, 1, odd), "idempotency-key", "award-0123456789-odd")
                .expect(422, "unfit");
        admin.post("/v1/staff/webhooks", Map.of("url", "https://example.org/" + odd))
                .expect(422, "unfit");
        admin.post("/v1/staff/webhooks", Map.of("url", "https://example.org/", "types", List.of(odd)))
                .expect(422, "unfit");
        admin.post("/v1/staff/outbox/dead:retry", Map.of("messageId", odd, "target", odd))
                .expect(422, "unfit");
    }

    private static void ownTexts(ApiHouse house, ApiClient other, String odd) {
        house.visitor().post("/v1/guests", Map.of("name", odd)).expect(422, "unfit");
        house.visitor().post("/v1/tokens:refresh", Map.of("refreshToken", odd)).expect(422, "unfit");
        house.visitor().post("/v1/recoveries", Map.of("recoveryCode", odd)).expect(422, "unfit");
        other.patch("/v1/me", Map.of("settings", Map.of("a", List.of(odd)))).expect(422, "unfit");
        if (!Character.isSurrogate(odd.charAt(0))) { // as the name of a field, half a pair is no JSON at all
            other.patch("/v1/me", Map.of("settings", Map.of(odd, 1))).expect(422, "unfit");
        }
    }

    private static void queries(ApiClient admin) {
        List<String> odd = new ArrayList<>();
        for (String place :
                List.of("people?query=", "people?cursor=", "audit?target=", "bans?cursor=", "roles?cursor=")) {
            odd.add(place + "%00");
            odd.add(place + "a%1Fb");
            odd.add(place + "%C2%85");
        }
        odd.forEach(query -> admin.get("/v1/staff/" + query).expect(422, "unfit"));
        admin.get("/v1/staff/audit?target=%ED%A0%80").expect(400, "malformed");
        admin.get("/v1/staff/people?limit=%00").expect(422, "unfit");
        admin.delete("/v1/staff/bans/b_0?reason=%00").expect(404, "not-found");
    }

    private static void times(ApiClient admin, ApiClient other) {
        for (String until : List.of("+999999999-12-31T23:59:59Z", "-0001-01-01T00:00:00Z", "+10000-01-01T00:00:00Z")) {
            admin.post("/v1/staff/bans", ban(other, until)).expect(422, "unfit");
        }
        admin.post("/v1/staff/bans", ban(other, "tomorrow")).expect(400, "malformed");
    }

    private static Map<String, Object> ban(ApiClient person, String until) {
        return Map.of("personId", person.personId(), "scope", Map.of("kind", "server"), "reason", "x", "until", until);
    }

    private static void numbers(ApiClient admin, ApiClient other) {
        String key = "award-0123456789-big";
        for (Object points : List.of(Long.MAX_VALUE, Long.MIN_VALUE, 0, -1)) {
            admin.post("/v1/staff/awards", award(other.personId(), points, "x"), "idempotency-key", key)
                    .expect(422, "unfit");
        }
        other.patch("/v1/me", Map.of("settings", Map.of("n", new BigInteger("9".repeat(40)))))
                .expect(422, "unfit");
    }

    private static Map<String, Object> award(String personId, Object points, String reason) {
        return Map.of("personId", personId, "points", points, "reason", reason);
    }

    private static long auditEntries(ApiClient admin) {
        return admin.get("/v1/staff/audit?limit=200")
                .expect(200)
                .json()
                .path("entries")
                .size();
    }
}
