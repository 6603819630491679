package org.parvis.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.server.identity.Admission;
import org.parvis.server.identity.IdentityException;
import org.parvis.server.identity.Revocation;
import org.parvis.server.identity.Revocation.Cause;
import org.parvis.server.identity.StaffRole;
import org.parvis.server.identity.login.Logins;
import org.parvis.server.identity.room.IdentityRoom;
import org.parvis.server.identity.staff.Deed;
import org.parvis.server.identity.staff.Grants;
import org.parvis.server.identity.staff.Organisations;
import org.parvis.server.store.audit.AuditLog;

/** What staff do to people, and how soon it is felt. */
final class StaffIT {
    private static final Map<String, String> SERVER = Map.of("kind", "server");
    private static final Map<String, String> PLAZA = Map.of("kind", "venue", "id", "plaza");
    private static final Duration FELT_WITHIN = Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    private final List<Revocation> heard = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init") // set before each test
    private ApiHouse house;

    @BeforeEach
    void open() throws Exception {
        house = ApiHouse.open(folder);
        house.identity.revocations().subscribe(heard::add);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private static String give(ApiClient admin, ApiClient person, String role, Map<String, String> scope) {
        return admin.post("/v1/staff/roles", Map.of("personId", person.personId(), "role", role, "scope", scope))
                .expect(201)
                .text("id");
    }

    private static String ban(ApiClient staff, ApiClient person, Map<String, String> scope) {
        return staff.post(
                        "/v1/staff/bans",
                        Map.of("personId", person.personId(), "scope", scope, "reason", "threw tomatoes"))
                .expect(201)
                .text("id");
    }

    private static String ticket(ApiClient person) {
        return person.post("/v1/me/join-tickets", Map.of()).expect(201).text("ticket");
    }

    private Admission admitted(ApiClient person) {
        return house.identity.admissions().admit(ticket(person)).join();
    }

    private void assertRefused(String ticket, IdentityException.Kind kind) {
        assertThatThrownBy(() -> house.identity.admissions().admit(ticket).join())
                .cause()
                .isInstanceOfSatisfying(
                        IdentityException.class,
                        refusal -> assertThat(refusal.kind()).isEqualTo(kind));
    }

    @Test
    void bootstrapTokenMakesOneAdminOnce() {
        ApiClient admin = house.admin();

        assertThat(admin.get("/v1/staff/roles").expect(200).json().path("roles"))
                .hasSize(1);
        house.guest("Late").post("/v1/bootstrap", Map.of("token", "pb_guess")).expect(403, "not-proven");
    }

    @Test
    void ticketTellsWhoComesAndWithWhichRoles() {
        ApiClient admin = house.admin();
        ApiClient mo = house.guest("Mo");
        give(admin, mo, "moderator", PLAZA);
        give(admin, mo, "organiser", Map.of("kind", "organisation", "id", "city"));
        house.store
                .write(db -> {
                    Organisations.assign(db, "park", "city", new Deed(Deed.OPERATOR, ""));
                    return true;
                })
                .join();

        Admission admission = admitted(mo);

        assertThat(admission.name()).isEqualTo("Mo");
        assertThat(admission.personId()).isEqualTo(mo.personId());
        assertThat(admission.roles("plaza")).containsExactly(StaffRole.MODERATOR);
        assertThat(admission.roles("park")).containsExactly(StaffRole.ORGANISER);
        assertThat(admission.roles("elsewhere")).isEmpty();
    }

    @Test
    @Tag("A36")
    void ticketLetsInOnceAndSoonAndOnlyWhoIsStillSignedIn() {
        ApiClient ana = house.guest("Ana");
        String ticket = ticket(ana);
        house.identity.admissions().admit(ticket).join();
        assertRefused(ticket, IdentityException.Kind.TICKET_USED);

        String late = ticket(ana);
        String gone = ticket(ana);
        house.clock.advance(Duration.ofSeconds(61));
        assertRefused(late, IdentityException.Kind.TICKET_EXPIRED);
        assertRefused(ana.accessToken(), IdentityException.Kind.TICKET_INVALID);
        assertRefused(gone + "x", IdentityException.Kind.TICKET_INVALID);

        String last = ticket(ana);
        ana.post("/v1/me:logout", Map.of()).expect(204);
        assertRefused(last, IdentityException.Kind.TICKET_INVALID);
    }

    @Test
    @Tag("A37")
    @Tag("A105")
    void banIsFeltWithinTwoSecondsAndOnEveryDeviceOfThePerson() {
        ApiClient admin = house.admin();
        ApiClient bea = house.visitor()
                .post("/v1/guests", Map.of("name", "Bea", "deviceId", "device-of-bea-0123456789"))
                .expect(201)
                .signedIn();
        String ticket = ticket(bea);

        String banId = ban(admin, bea, SERVER);

        await().atMost(FELT_WITHIN)
                .untilAsserted(() -> assertThat(heard)
                        .contains(new Revocation(Revocation.Subject.PERSON, bea.personId(), Cause.BANNED)));
        assertRefused(ticket, IdentityException.Kind.BANNED);
        bea.post("/v1/me/join-tickets", Map.of()).expect(403, "banned");
        bea.get("/v1/me/export").expect(200);
        ApiClient again = house.visitor()
                .post("/v1/guests", Map.of("name", "Not Bea", "deviceId", "device-of-bea-0123456789"))
                .expect(201)
                .signedIn();
        again.post("/v1/me/join-tickets", Map.of()).expect(403, "banned");

        admin.delete("/v1/staff/bans/" + banId + "?reason=mercy").expect(204);
        assertThat(admitted(again).name()).isEqualTo("Not Bea");
    }

    @Test
    void banOfAVenueClosesThatVenueUntilItsTime() {
        ApiClient admin = house.admin();
        ApiClient bea = house.guest("Bea");
        String until =
                Instant.ofEpochMilli(house.clock.millis()).plusSeconds(3_600).toString();
        admin.post(
                        "/v1/staff/bans",
                        Map.of("personId", bea.personId(), "scope", PLAZA, "reason", "too loud", "until", until))
                .expect(201);

        assertThat(admitted(bea).mayEnter("plaza")).isFalse();
        assertThat(admitted(bea).mayEnter("park")).isTrue();
        await().atMost(FELT_WITHIN)
                .untilAsserted(() -> assertThat(heard)
                        .contains(new Revocation(Revocation.Subject.PERSON, bea.personId(), Cause.BANNED, "plaza")));

        house.clock.advance(Duration.ofMinutes(61));
        ApiClient later = bea.post("/v1/tokens:refresh", Map.of("refreshToken", bea.refreshToken()))
                .expect(200)
                .signedIn();
        assertThat(admitted(later).mayEnter("plaza")).isTrue();
    }

    @Test
    @Tag("A37")
    void revokedLoginsEndEverywhereAtOnce() {
        ApiClient admin = house.admin();
        ApiClient bea = house.guest("Bea");

        admin.post("/v1/staff/people/" + bea.personId() + ":revoke", Map.of("reason", "stolen phone"))
                .expect(200);

        bea.get("/v1/me").expect(401, "login-ended");
        bea.post("/v1/tokens:refresh", Map.of("refreshToken", bea.refreshToken()))
                .expect(401, "login-ended");
        await().atMost(FELT_WITHIN)
                .untilAsserted(() -> assertThat(heard)
                        .contains(new Revocation(Revocation.Subject.PERSON, bea.personId(), Cause.REVOKED)));
    }

    @Test
    @Tag("A109")
    void everyStaffActionIsInTheAuditLogAndTheChainHolds() {
        ApiClient admin = house.admin();
        ApiClient mo = house.guest("Mo");
        ApiClient bea = house.guest("Bea");
        String roleId = give(admin, mo, "moderator", SERVER);
        String banId = ban(mo, bea, PLAZA);
        mo.delete("/v1/staff/bans/" + banId).expect(204);
        mo.post("/v1/staff/people/" + bea.personId() + ":revoke", Map.of()).expect(200);
        admin.delete("/v1/staff/roles/" + roleId).expect(204);

        List<String> actions = admin.get("/v1/staff/audit")
                .expect(200)
                .json()
                .path("entries")
                .valueStream()
                .map(entry -> entry.path("action").asString(""))
                .toList();

        assertThat(actions)
                .containsExactly(
                        "role.revoked", "logins.revoked", "ban.lifted", "ban.imposed", "role.granted", "role.granted");
        assertThat(house.store.read(AuditLog::verify).join().isWhole()).isTrue();
        assertThat(admin.get("/v1/staff/audit?target=person:" + bea.personId() + "&limit=2")
                        .json()
                        .path("entries"))
                .hasSize(2);
    }

    @Test
    void lastAdminStays() {
        ApiClient admin = house.admin();
        String id = admin.get("/v1/staff/roles")
                .json()
                .path("roles")
                .path(0)
                .path("id")
                .asString("");

        admin.delete("/v1/staff/roles/" + id).expect(409, "conflict");
    }

    @Test
    void listsGoOnWhereTheyEnded() {
        ApiClient admin = house.admin();
        for (int i = 0; i < 5; i++) {
            house.guest("Twin " + i);
        }

        var first = admin.get("/v1/staff/people?query=twin&limit=3").expect(200).json();
        var second = admin.get("/v1/staff/people?query=twin&limit=3&cursor="
                        + first.path("nextCursor").asString(""))
                .expect(200)
                .json();

        assertThat(first.path("people")).hasSize(3);
        assertThat(second.path("people")).hasSize(2);
        assertThat(second.has("nextCursor")).isFalse();
        assertThat(first.path("people").path(0).has("settings")).isFalse();
        admin.get("/v1/staff/people?limit=1000").expect(400, "malformed");
    }

    @Test
    void webhooksAreMadeTurnedAndRemoved() {
        ApiClient admin = house.admin();
        var made = admin.post(
                        "/v1/staff/webhooks",
                        Map.of("url", "https://hooks.example/in", "types", List.of("points.awarded")))
                .expect(201)
                .json();
        String path = "/v1/staff/webhooks/" + made.path("id").asString("");

        assertThat(made.path("secret").asString("")).startsWith("whsec_");
        assertThat(admin.get("/v1/staff/webhooks")
                        .json()
                        .path("webhooks")
                        .path(0)
                        .has("secret"))
                .isFalse();
        assertThat(admin.post(path + ":rotate", Map.of()).expect(200).text("secret"))
                .startsWith("whsec_")
                .isNotEqualTo(made.path("secret").asString(""));
        admin.post("/v1/staff/webhooks", Map.of("url", "http://127.0.0.1/x")).expect(422, "unfit");
        assertThat(admin.get("/v1/staff/outbox/dead").expect(200).json().path("deadLetters"))
                .isEmpty();
        admin.delete(path).expect(204);
        admin.delete(path).expect(404, "not-found");
    }

    @Test
    void textsTimesAndNumbersAreCheckedBeforeAnythingIsKept() {
        OddInput.isRefused(house);
    }

    @Test
    void theLastAdminCannotGoByAnyWay() {
        ApiClient admin = house.admin();
        admin.delete("/v1/me").expect(409, "conflict");
        admin.get("/v1/me").expect(200);

        ApiClient second = house.guest("Second");
        give(admin, second, "admin", SERVER);
        ban(admin, second, SERVER);
        admin.delete("/v1/me").expect(409, "conflict");

        ApiClient third = house.guest("Third");
        give(admin, third, "admin", SERVER);
        admin.delete("/v1/me").expect(204);
        third.delete("/v1/me").expect(409, "conflict");
        third.post("/v1/me:logout", Map.of()).expect(204);
        house.clock.advance(Duration.ofDays(400));
        house.store
                .write(db -> IdentityRoom.chore().tidy(db, house.clock.millis()))
                .join();
        assertThat(house.store.read(Grants::serverAdmins).join()).isEqualTo(2);
    }

    @Test
    void endingAllLoginsIsFeltByEverybodyAtOnce() {
        ApiClient ana = house.guest("Ana");
        ApiClient ben = house.guest("Ben");
        String ticket = ticket(ana);

        int ended = house.store
                .write(db -> Logins.endEverybodys(db, house.clock.millis()))
                .join();

        assertThat(ended).isEqualTo(2);
        for (ApiClient person : List.of(ana, ben)) {
            person.get("/v1/me").expect(401, "login-ended");
            house.visitor()
                    .post("/v1/tokens:refresh", Map.of("refreshToken", person.refreshToken()))
                    .expect(401, "login-ended");
        }
        assertRefused(ticket, IdentityException.Kind.TICKET_INVALID);
        await().atMost(FELT_WITHIN)
                .untilAsserted(() -> assertThat(heard)
                        .anyMatch(one -> one.concerns(ana.personId(), "any", "plaza")
                                && one.concerns(ben.personId(), "any", "elsewhere")));
    }
}
