package org.parvis.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.server.identity.Presence.Visitor;

/** Who may do what to what: every role in every scope, against every endpoint of the staff. */
final class PermissionsIT {
    private static final Map<String, String> SERVER = Map.of("kind", "server");
    private static final Map<String, String> PLAZA = Map.of("kind", "venue", "id", "plaza");
    private static final Map<String, String> PARK = Map.of("kind", "venue", "id", "park");

    @TempDir
    private Path folder;

    /** Something staff may try. */
    private interface Deed {
        ApiClient.Reply tryIt(ApiClient actor);
    }

    private Map<String, Deed> deeds(ApiHouse house) {
        Map<String, Deed> deeds = new LinkedHashMap<>();
        deeds.put("give a role on the server", actor -> actor.post("/v1/staff/roles", role(house, SERVER)));
        deeds.put("give a role in plaza", actor -> actor.post("/v1/staff/roles", role(house, PLAZA)));
        deeds.put("give a role in park", actor -> actor.post("/v1/staff/roles", role(house, PARK)));
        deeds.put(
                "make oneself admin",
                actor -> actor.post(
                        "/v1/staff/roles", Map.of("personId", actor.personId(), "role", "admin", "scope", SERVER)));
        deeds.put("list roles", actor -> actor.get("/v1/staff/roles"));
        deeds.put("ban from the server", actor -> actor.post("/v1/staff/bans", ban(house, SERVER)));
        deeds.put("ban from plaza", actor -> actor.post("/v1/staff/bans", ban(house, PLAZA)));
        deeds.put("ban from park", actor -> actor.post("/v1/staff/bans", ban(house, PARK)));
        deeds.put("list bans", actor -> actor.get("/v1/staff/bans"));
        deeds.put("find people", actor -> actor.get("/v1/staff/people?query=x"));
        deeds.put(
                "revoke logins",
                actor -> actor.post("/v1/staff/people/" + house.guest("Victim").personId() + ":revoke", Map.of()));
        deeds.put("read the audit log", actor -> actor.get("/v1/staff/audit"));
        deeds.put(
                "award points",
                actor -> actor.post(
                        "/v1/staff/awards",
                        Map.of("personId", house.guest("Lucky").personId(), "points", 1, "reason", "smiled"),
                        "idempotency-key",
                        UUID.randomUUID().toString()));
        deeds.put(
                "see who an avatar in plaza is",
                actor -> actor.get("/v1/staff/instances/plaza-1/avatars/" + guestIn(house, "plaza")));
        deeds.put(
                "remove an avatar from plaza",
                actor -> actor.post(
                        "/v1/staff/instances/plaza-1/avatars/" + guestIn(house, "plaza") + ":remove",
                        Map.of("reason", "was rude")));
        deeds.put("list webhooks", actor -> actor.get("/v1/staff/webhooks"));
        deeds.put("make a webhook", actor -> actor.post("/v1/staff/webhooks", Map.of("url", "https://hooks.example/")));
        deeds.put("see dead letters", actor -> actor.get("/v1/staff/outbox/dead"));
        return deeds;
    }

    private static Map<String, Object> role(ApiHouse house, Map<String, String> scope) {
        return Map.of("personId", house.guest("Newcomer").personId(), "role", "organiser", "scope", scope);
    }

    private static Map<String, Object> ban(ApiHouse house, Map<String, String> scope) {
        return Map.of("personId", house.guest("Rude").personId(), "scope", scope, "reason", "was rude");
    }

    private static final String SEE = "see who an avatar in plaza is";
    private static final String REMOVE = "remove an avatar from plaza";

    private static final Set<String> ADMIN_OF_PLAZA =
            Set.of("give a role in plaza", "list roles", "ban from plaza", "list bans", "find people", SEE, REMOVE);

    private static final AtomicInteger AVATARS = new AtomicInteger();

    /** A guest without an identity comes in; tells the number of the avatar. */
    private static int guestIn(ApiHouse house, String venue) {
        int avatar = AVATARS.incrementAndGet();
        house.presence.here.add(new Visitor(venue, venue + "-1", avatar, "s" + avatar, "", "Nameless", List.of()));
        return avatar;
    }

    private static final Map<String, Set<String>> ALLOWED = Map.of(
            "player", Set.of(),
            "organiser server", Set.of("find people", "award points"),
            "organiser plaza", Set.of("find people"),
            "moderator server",
                    Set.of(
                            "ban from the server",
                            "ban from plaza",
                            "ban from park",
                            "list bans",
                            "find people",
                            "revoke logins",
                            SEE,
                            REMOVE),
            "moderator plaza", Set.of("ban from plaza", "list bans", "find people", SEE, REMOVE),
            "admin plaza", ADMIN_OF_PLAZA);

    @Test
    @Tag("A68")
    void everyRoleMayWhatTheTableSaysAndNothingElse() throws Exception {
        try (ApiHouse house = ApiHouse.open(folder)) {
            ApiClient admin = house.admin();
            List<String> wrong = new ArrayList<>();
            for (Map.Entry<String, Set<String>> row : ALLOWED.entrySet()) {
                ApiClient actor = actor(house, admin, row.getKey());
                deeds(house).forEach((deed, attempt) -> {
                    int status = attempt.tryIt(actor).http().statusCode();
                    int expected = row.getValue().contains(deed) ? 2 : 4;
                    boolean refused = status == 403;
                    if (status / 100 != expected || (expected == 4 && !refused)) {
                        wrong.add(row.getKey() + " tries to " + deed + ": " + status);
                    }
                });
            }
            deeds(house).forEach((deed, attempt) -> {
                int status = attempt.tryIt(admin).http().statusCode();
                int nobody = attempt.tryIt(house.visitor()).http().statusCode();
                boolean ownRole = deed.equals("make oneself admin");
                if (status / 100 != (ownRole ? 4 : 2) || nobody != 401) {
                    wrong.add("admin tries to " + deed + ": " + status + ", nobody: " + nobody);
                }
            });

            assertThat(wrong).isEmpty();
        }
    }

    private static ApiClient actor(ApiHouse house, ApiClient admin, String row) {
        ApiClient actor = house.guest("Actor");
        String[] words = row.split(" ", -1);
        if (words.length == 2) {
            Map<String, String> scope = words[1].equals("server") ? SERVER : PLAZA;
            admin.post("/v1/staff/roles", Map.of("personId", actor.personId(), "role", words[0], "scope", scope))
                    .expect(201);
        }
        return actor;
    }

    @Test
    @Tag("A68")
    void nobodyActsAgainstStaffWithoutBeingAdminOverThem() throws Exception {
        try (ApiHouse house = ApiHouse.open(folder)) {
            ApiClient admin = house.admin();
            ApiClient moderator = actor(house, admin, "moderator server");
            ApiClient organiser = actor(house, admin, "organiser plaza");
            ApiClient plazaAdmin = actor(house, admin, "admin plaza");

            for (ApiClient staff : List.of(admin, organiser, plazaAdmin, moderator)) {
                moderator
                        .post("/v1/staff/bans", Map.of("personId", staff.personId(), "scope", SERVER, "reason", "coup"))
                        .expect(403, "not-allowed");
            }
            plazaAdmin
                    .post("/v1/staff/bans", Map.of("personId", organiser.personId(), "scope", PLAZA, "reason", "late"))
                    .expect(201);
            assertThat(plazaAdmin.get("/v1/staff/roles").json().path("roles")).hasSize(2);
        }
    }
}
