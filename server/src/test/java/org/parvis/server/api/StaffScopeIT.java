package org.parvis.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.server.identity.IdentityException;
import org.parvis.server.identity.Presence.Visitor;
import org.parvis.server.identity.staff.Deed;
import org.parvis.server.identity.staff.Organisations;

/** What staff of one venue see of another: nothing. */
@Tag("A68")
final class StaffScopeIT {
    private static final Map<String, String> PLAZA = Map.of("kind", "venue", "id", "plaza");
    private static final Map<String, String> PARK = Map.of("kind", "venue", "id", "park");

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private ApiHouse house;

    @SuppressWarnings("NullAway.Init") // set before each test
    private ApiClient admin;

    @BeforeEach
    void open() throws Exception {
        house = ApiHouse.open(folder);
        admin = house.admin();
    }

    @AfterEach
    void close() {
        house.close();
    }

    private ApiClient staff(String role, Map<String, String> scope) {
        ApiClient person = house.guest("Staff of " + scope.get("id"));
        admin.post("/v1/staff/roles", Map.of("personId", person.personId(), "role", role, "scope", scope))
                .expect(201);
        return person;
    }

    private void isIn(ApiClient person, String venue) {
        house.store
                .write(db -> db.execute("""
                        insert into stay (session_id, person_id, family_id, venue_id, name, look, languages, roles,
                          floor, x_cm, z_cm, yaw, token_number, seen_ms)
                        values (?, ?, '', ?, 'x', ?, '', '', 0, 0, 0, 0, 1, 0)""", "s-" + person.personId(), person.personId(), venue, new byte[0]))
                .join();
    }

    private void wasIn(ApiClient person, String venue) {
        house.store
                .write(db -> db.execute(
                        "insert into venue_visit (person_id, venue_id, seen_ms) values (?, ?, ?)",
                        person.personId(),
                        venue,
                        house.clock.millis()))
                .join();
    }

    private static List<String> found(ApiClient staff, String query) {
        return staff.get("/v1/staff/people?query=" + query)
                .expect(200)
                .json()
                .path("people")
                .valueStream()
                .map(person -> person.path("id").asString(""))
                .toList();
    }

    @Test
    void staffFindThoseOfTheirVenueAndNobodyElse() {
        ApiClient never = house.guest("Kim Never");
        ApiClient inside = house.guest("Kim Inside");
        ApiClient was = house.guest("Kim Was");
        ApiClient banned = house.guest("Kim Banned");
        ApiClient elsewhere = house.guest("Kim Elsewhere");
        isIn(inside, "plaza");
        wasIn(was, "plaza");
        isIn(elsewhere, "park");
        admin.post("/v1/staff/bans", Map.of("personId", banned.personId(), "scope", PLAZA, "reason", "rude"))
                .expect(201);
        ApiClient organiser = staff("organiser", PLAZA);

        assertThat(found(organiser, "kim"))
                .containsExactlyInAnyOrder(inside.personId(), was.personId(), banned.personId());
        assertThat(found(organiser, never.personId())).isEmpty();
        assertThat(found(organiser, elsewhere.personId())).isEmpty();
        assertThat(found(organiser, "")).doesNotContain(never.personId(), admin.personId());
        assertThat(found(admin, "kim")).hasSize(5);
    }

    @Test
    void organisationsReachTheirVenues() {
        ApiClient inside = house.guest("Kim");
        isIn(inside, "park");
        house.store
                .write(db -> {
                    Organisations.assign(db, "park", "city", new Deed(Deed.OPERATOR, ""));
                    return true;
                })
                .join();

        assertThat(found(staff("organiser", Map.of("kind", "organisation", "id", "city")), "kim"))
                .containsExactly(inside.personId());
        assertThat(found(staff("organiser", PLAZA), "kim")).isEmpty();
    }

    @Test
    @Tag("A108")
    void agesAreForThoseWhoProtect() {
        ApiClient child = house.guest("Kim");
        child.patch("/v1/me", Map.of("ageBand", "child")).expect(200);
        isIn(child, "plaza");

        assertThat(age(staff("organiser", PLAZA))).isEmpty();
        assertThat(age(staff("organiser", Map.of("kind", "server")))).isEmpty();
        assertThat(age(staff("moderator", PLAZA))).isEqualTo("child");
    }

    private static String age(ApiClient staff) {
        return staff.get("/v1/staff/people?query=kim")
                .expect(200)
                .json()
                .path("people")
                .path(0)
                .path("ageBand")
                .asString("");
    }

    @Test
    void rolesAndBansOfAnotherVenueAreNotListed() {
        ApiClient rude = house.guest("Rude");
        admin.post("/v1/staff/bans", Map.of("personId", rude.personId(), "scope", PARK, "reason", "rude"))
                .expect(201);
        staff("moderator", PARK);
        ApiClient plazaAdmin = staff("admin", PLAZA);

        assertThat(plazaAdmin.get("/v1/staff/bans").expect(200).json().path("bans"))
                .isEmpty();
        assertThat(plazaAdmin.get("/v1/staff/roles").expect(200).json().path("roles"))
                .hasSize(1);
        plazaAdmin.get("/v1/staff/audit").expect(403, "not-allowed");
        plazaAdmin.get("/v1/staff/webhooks").expect(403, "not-allowed");
        plazaAdmin.get("/v1/staff/outbox/dead").expect(403, "not-allowed");
    }

    @Test
    void roleForNowhereIsRefused() {
        ApiClient person = house.guest("Kim");
        for (Map<String, String> scope :
                List.of(Map.of("kind", "venue", "id", "nowhere"), Map.of("kind", "organisation", "id", "no-such"))) {
            admin.post("/v1/staff/roles", Map.of("personId", person.personId(), "role", "organiser", "scope", scope))
                    .expect(422, "unfit");
        }
    }

    @Test
    @Tag("A109")
    void whoseAnAvatarIsCanBeAskedInItsVenueOnly() {
        ApiClient kim = house.guest("Kim");
        house.presence.here.add(new Visitor("plaza", "plaza-1", 7, "s7", kim.personId(), "Kim", List.of("ROLE_GUEST")));
        house.presence.here.add(new Visitor("plaza", "plaza-1", 8, "s8", "", "Nameless", List.of()));
        ApiClient moderator = staff("moderator", PLAZA);
        ApiClient other = staff("moderator", PARK);
        String path = "/v1/staff/instances/plaza-1/avatars/";

        assertThat(moderator
                        .get(path + 7)
                        .expect(200)
                        .json()
                        .path("person")
                        .path("id")
                        .asString(""))
                .isEqualTo(kim.personId());
        assertThat(moderator.get(path + 8).expect(200).json().has("person")).isFalse();
        other.get(path + 7).expect(404, "not-found");
        other.post(path + "7:remove", Map.of("reason", "x")).expect(404, "not-found");
        kim.get(path + 7).expect(403, "not-allowed");
        moderator.get(path + 99).expect(404, "not-found");
        moderator.get(path + "x").expect(404, "not-found");
        assertThat(actions()).containsSubsequence("avatar.identified", "avatar.identified");
    }

    @Test
    @Tag("A109")
    void guestWithoutAnIdentityIsRemovedOnceAndWithAReason() {
        Visitor nameless = new Visitor("plaza", "plaza-1", 8, "s8", "", "Nameless", List.of());
        house.presence.here.add(nameless);
        ApiClient moderator = staff("moderator", PLAZA);
        String path = "/v1/staff/instances/plaza-1/avatars/8:remove";

        moderator.post(path, Map.of()).expect(422, "unfit");
        assertThat(house.presence.here).containsExactly(nameless);
        moderator
                .post(path, Map.of("reason", "shouted"), "idempotency-key", "remove-8-once-please")
                .expect(204);
        assertThat(house.presence.here).isEmpty();

        house.presence.here.add(new Visitor("plaza", "plaza-1", 8, "s9", "", "Somebody new", List.of()));
        moderator
                .post(path, Map.of("reason", "shouted"), "idempotency-key", "remove-8-once-please")
                .expect(204);
        assertThat(house.presence.here).hasSize(1);
        assertThat(actions()).contains("avatar.removed");
    }

    @Test
    void moderatorDoesNotRemoveStaff() {
        house.presence.here.add(new Visitor("plaza", "plaza-1", 1, "s1", admin.personId(), "Boss", List.of()));

        staff("moderator", PLAZA)
                .post("/v1/staff/instances/plaza-1/avatars/1:remove", Map.of("reason", "coup"))
                .expect(403, "not-allowed");
        assertThat(house.presence.here).hasSize(1);
    }

    private List<String> actions() {
        return admin.get("/v1/staff/audit")
                .expect(200)
                .json()
                .path("entries")
                .valueStream()
                .map(entry -> entry.path("action").asString(""))
                .toList();
    }

    @Test
    @Tag("A106")
    void nameOfStaffIsTheirs() {
        ApiClient ana = house.guest("Ana Ruiz");
        admin.post("/v1/staff/roles", Map.of("personId", ana.personId(), "role", "moderator", "scope", PLAZA))
                .expect(201);
        for (String name : List.of("Ana Ruiz", "\u0410na Ruiz", "AnaRuiz", "ＡＮＡ ＲＵＩＺ")) {
            ApiClient imitator = house.guest(name);
            assertThatThrownBy(() -> admitted(imitator))
                    .cause()
                    .isInstanceOfSatisfying(
                            IdentityException.class,
                            refusal -> assertThat(refusal.kind())
                                    .as("%s: %s", name, refusal.sentence())
                                    .isEqualTo(IdentityException.Kind.NAME_TAKEN));
        }
        admitted(ana);
        admitted(house.guest("Ana"));
        admitted(house.guest("Wei"));
        admitted(house.guest("Wei"));
    }

    private void admitted(ApiClient person) {
        String ticket = person.post("/v1/me/join-tickets", Map.of()).expect(201).text("ticket");
        house.identity.admissions().admit(ticket).join();
    }

    @Test
    @Tag("A66")
    void everyTimeOfAnExportIsPlausible() {
        ApiClient kim = house.guest("Kim");
        isIn(kim, "plaza");
        wasIn(kim, "plaza");
        kim.post("/v1/me/recovery-code", Map.of(), "idempotency-key", "recovery-code-of-kim")
                .expect(201);
        admin.post(
                        "/v1/staff/awards",
                        Map.of("personId", kim.personId(), "points", 5, "reason", "smiled"),
                        "idempotency-key",
                        "five-points-for-kim")
                .expect(201);
        admin.post("/v1/staff/roles", Map.of("personId", kim.personId(), "role", "organiser", "scope", PLAZA))
                .expect(201);
        admin.post("/v1/staff/bans", Map.of("personId", house.guest("R").personId(), "scope", PARK, "reason", "x"))
                .expect(201);

        var export = kim.get("/v1/me/export").expect(200).json();

        int[] times = new int[1];
        for (String section : export.propertyNames()) {
            export.path(section)
                    .forEach(row -> row.properties().forEach(field -> {
                        String name = field.getKey();
                        assertThat(name).doesNotEndWith("AtAt").doesNotEndWith("Ms");
                        if (name.equals("at") || name.endsWith("At")) {
                            long ms =
                                    Instant.parse(field.getValue().asString("")).toEpochMilli();
                            long off = Math.abs(ms - house.clock.millis());
                            long most = name.equals("expiresAt") ? 181L * 86_400_000 : 86_400_000;
                            assertThat(off)
                                    .as(section + "." + name + " " + field.getValue())
                                    .isLessThan(most);
                            times[0]++;
                        }
                    }));
        }
        assertThat(times[0]).isGreaterThan(8);
        assertThat(export.path("places").path(0).has("seenAt")).isFalse();
        assertThat(export.path("visits")).hasSize(1);
    }
}
