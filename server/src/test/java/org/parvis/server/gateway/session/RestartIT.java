package org.parvis.server.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.protocol.v1.Action;
import org.parvis.protocol.v1.ActionCode;
import org.parvis.protocol.v1.Chat;
import org.parvis.protocol.v1.ClientMessage;
import org.parvis.protocol.v1.ClockPing;
import org.parvis.protocol.v1.CloseReason;
import org.parvis.protocol.v1.Hello;
import org.parvis.protocol.v1.Place;
import org.parvis.protocol.v1.RefusalCode;
import org.parvis.protocol.v1.Role;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.protocol.v1.Welcome;
import org.parvis.server.gateway.stay.ResumeKey;
import org.parvis.server.gateway.stay.ResumeTokens;
import org.parvis.server.identity.Admission;
import org.parvis.server.identity.AgeBand;
import org.parvis.server.identity.Grant;
import org.parvis.server.identity.IdentityException;
import org.parvis.server.identity.Look;
import org.parvis.server.identity.Revocation;
import org.parvis.server.identity.RevocationListener;
import org.parvis.server.identity.Scope;
import org.parvis.server.identity.StaffRole;
import org.parvis.server.store.Store;
import org.parvis.server.store.engine.Stores;
import org.parvis.server.testing.TestDatabase;

/** Servers that end and begin again on the same store, and the people of one in the next. */
final class RestartIT {
    private static final int CLOSE_BASE = 4_000;

    private final ResumeKey key = ResumeKey.fleeting();
    private final AtomicLong skewMs = new AtomicLong();
    private final Map<String, Admission> tickets = new ConcurrentHashMap<>();
    private volatile Runnable onAdmit = () -> {};
    private final List<RevocationListener> listeners = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    private @Nullable Store opened;

    @BeforeEach
    void openStore() throws Exception {
        opened = Stores.open(TestDatabase.in(folder), new SimpleMeterRegistry());
    }

    @AfterEach
    void closeStore() {
        store().close();
    }

    private Store store() {
        return Objects.requireNonNull(opened);
    }

    @Test
    @Tag("A42")
    @Tag("A45")
    void restartBringsPeopleBackToTheSamePlace() throws Exception {
        ByteString token;
        Welcome before;
        try (TestHouse house = house();
                TestPlayer ann = TestPlayer.join(house.uri(), "Ann");
                TestPlayer bob = TestPlayer.join(house.uri(), "Bob")) {
            bob.walkTo(12, -7, ann);
            before = bob.welcome();
            token = before.getResumeToken();
            house.end();
        }
        try (TestHouse house = house();
                TestPlayer bob = comeBack(house, token)) {
            Welcome after = bob.welcome();
            assertThat(after.getResumed()).isTrue();
            assertThat(after.getName()).isEqualTo("Bob");
            assertThat(after.getSessionId()).isEqualTo(before.getSessionId());
            assertThat(after.getInstanceId()).isNotEqualTo(before.getInstanceId());
            assertThat(after.getRolesList()).isEqualTo(before.getRolesList());
            assertIsAt(after.getPlace(), 12, -7);
        }
    }

    @Test
    @Tag("A42")
    void crashBringsThemBackToWhereTheyWereLastNoted() throws Exception {
        ByteString token;
        try (TestHouse house = house();
                TestPlayer ann = TestPlayer.join(house.uri(), "Ann");
                TestPlayer bob = TestPlayer.join(house.uri(), "Bob")) {
            bob.walkTo(10, 0, ann);
            awaitNotedNear(bob, 10, 0);
            token = bob.welcome().getResumeToken();
        }
        try (TestHouse house = house();
                TestPlayer bob = comeBack(house, token)) {
            assertIsAt(bob.welcome().getPlace(), 10, 0);
        }
    }

    @Test
    void clientKnowsBetterWhereItWalkedAfterTheLastNote() throws Exception {
        ByteString token = tokenOfSomebodyNotedAt(10, 0);
        try (TestHouse house = house();
                TestPlayer bob = comeBack(house, token, place(18, 6))) {
            assertIsAt(bob.welcome().getPlace(), 18, 6);
        }
    }

    @Test
    void nobodyFliesAcrossTheSquareDuringARestart() throws Exception {
        ByteString token = tokenOfSomebodyNotedAt(10, 0);
        try (TestHouse house = house();
                TestPlayer bob = comeBack(house, token, place(-48, 0))) {
            assertIsAt(bob.welcome().getPlace(), 10, 0);
        }
    }

    @Test
    @Tag("A43")
    void tokenOfAnEarlierProcessWorksOnce() throws Exception {
        ByteString token = tokenOfSomebodyNotedAt(3, 3);
        try (TestHouse house = house();
                TestPlayer bob = comeBack(house, token);
                TestPlayer thief = greet(house, token)) {
            bob.welcome();
            assertThat(refusal(thief)).isEqualTo(RefusalCode.REFUSAL_CODE_RESUME_EXPIRED);
            assertThat(bob.isClosed()).isFalse();
        }
        try (TestHouse house = house();
                TestPlayer thief = greet(house, token)) {
            assertThat(refusal(thief)).isEqualTo(RefusalCode.REFUSAL_CODE_RESUME_EXPIRED);
        }
    }

    @Test
    @Tag("A43")
    void tokenThatIsOldForgedOrForeignIsRefused() throws Exception {
        ByteString token = tokenOfSomebodyNotedAt(3, 3);
        byte[] forged = token.toByteArray();
        forged[3] ^= 1;
        ByteString foreign = new ResumeTokens(ResumeKey.fleeting()).sign("00112233445566778899aabbccddeeff", 1);
        try (TestHouse house = house()) {
            for (ByteString bad : List.of(ByteString.copyFrom(forged), foreign, ByteString.copyFromUtf8("x"))) {
                try (TestPlayer thief = greet(house, bad)) {
                    assertThat(refusal(thief)).isEqualTo(RefusalCode.REFUSAL_CODE_RESUME_EXPIRED);
                }
            }
        }
        skewMs.set(Duration.ofSeconds(200).toMillis());
        try (TestHouse house = house();
                TestPlayer late = greet(house, token)) {
            assertThat(refusal(late)).isEqualTo(RefusalCode.REFUSAL_CODE_RESUME_EXPIRED);
        }
    }

    @Test
    void whoLeftForGoodIsNotRemembered() throws Exception {
        try (TestHouse house = house();
                TestPlayer bob = TestPlayer.join(house.uri(), "Bob")) {
            awaitStays(1);
            bob.send(ClientMessage.newBuilder()
                    .setLeave(org.parvis.protocol.v1.Leave.getDefaultInstance())
                    .build());
            awaitStays(0);
        }
    }

    @Test
    @Tag("A43")
    void personsTokenIsOfNoUseToSomebodyElse() throws Exception {
        ticket("t1", "p_bob", Set.of());
        ticket("t2", "p_eve", Set.of());
        ticket("t3", "p_bob", Set.of());
        try (TestHouse house = house();
                TestPlayer bob = enter(house, "t1", ByteString.EMPTY)) {
            ByteString token = bob.welcome().getResumeToken();
            assertThat(bob.welcome().getName()).isEqualTo("Name of p_bob");
            bob.cut();
            try (TestPlayer eve = enter(house, "t2", token);
                    TestPlayer nobody = greet(house, token)) {
                assertThat(refusal(eve)).isEqualTo(RefusalCode.REFUSAL_CODE_RESUME_EXPIRED);
                assertThat(refusal(nobody)).isEqualTo(RefusalCode.REFUSAL_CODE_RESUME_EXPIRED);
            }
            try (TestPlayer again = enter(house, "t3", token)) {
                assertThat(again.welcome().getResumed()).isTrue();
            }
        }
    }

    @Test
    @Tag("A44")
    void personHasOneBody() throws Exception {
        ticket("t1", "p_bob", Set.of());
        ticket("t2", "p_bob", Set.of());
        try (TestHouse house = house();
                TestPlayer first = enter(house, "t1", ByteString.EMPTY)) {
            int avatar = first.avatar();
            try (TestPlayer second = enter(house, "t2", ByteString.EMPTY)) {
                assertThat(second.avatar()).isEqualTo(avatar);
                assertThat(first.awaitClose()).isEqualTo(CLOSE_BASE + CloseReason.CLOSE_REASON_TAKEN_OVER.getNumber());
                assertThat(house.instance.population()).isEqualTo(1);
            }
        }
    }

    @Test
    @Tag("A37")
    void whoIsBannedFromTheVenueIsOutAtOnceAndForgotten() throws Exception {
        ticket("t1", "p_bob", Set.of());
        try (TestHouse house = house();
                TestPlayer bob = enter(house, "t1", ByteString.EMPTY)) {
            bob.welcome();
            awaitStays(1);
            banBobFrom("elsewhere");
            bob.send(ClientMessage.newBuilder()
                    .setClockPing(ClockPing.newBuilder().setClientTimeMs(1))
                    .build());
            bob.await(ServerMessage::hasClockPong);
            banBobFrom(bob.welcome().getVenue().getId());
            assertThat(bob.awaitClose()).isEqualTo(CLOSE_BASE + CloseReason.CLOSE_REASON_BANNED.getNumber());
            Awaitility.await().until(() -> house.instance.population() == 0);
            awaitStays(0);
        }
    }

    private void banBobFrom(String venueId) {
        Revocation ban = new Revocation(Revocation.Subject.PERSON, "p_bob", Revocation.Cause.BANNED, venueId);
        listeners.forEach(listener -> listener.onRevoked(ban));
    }

    @Test
    void ticketOfTheStaffBringsTheirRoles() throws Exception {
        ticket("t1", "p_max", Set.of(StaffRole.MODERATOR));
        try (TestHouse house = house();
                TestPlayer moderator = enter(house, "t1", ByteString.EMPTY);
                TestPlayer again = enter(house, "t1", ByteString.EMPTY)) {
            assertThat(moderator.welcome().getRolesList()).contains(Role.ROLE_MODERATOR);
            assertThat(refusal(again)).isEqualTo(RefusalCode.REFUSAL_CODE_BAD_TICKET);
        }
    }

    @Test
    @Tag("A105")
    void whoWasBannedMeanwhileDoesNotComeBackByTheirToken() throws Exception {
        ticket("t1", "p_bob", Set.of());
        ByteString token;
        try (TestHouse house = house();
                TestPlayer bob = enter(house, "t1", ByteString.EMPTY)) {
            token = bob.welcome().getResumeToken();
            awaitStays(1);
        }
        ticket("t2", "p_bob", Set.of(), Set.of("small"));
        ticket("t3", "p_bob", Set.of());
        try (TestHouse house = house();
                TestPlayer bob = enter(house, "t2", token)) {
            assertThat(refusal(bob)).isEqualTo(RefusalCode.REFUSAL_CODE_BANNED);
            assertThat(house.instance.population()).isZero();
            try (TestPlayer pardoned = enter(house, "t3", token)) {
                assertThat(refusal(pardoned)).isEqualTo(RefusalCode.REFUSAL_CODE_RESUME_EXPIRED);
            }
        }
    }

    @Test
    @Tag("A105")
    void whoWasBannedWhileTheConnectionWasLostDoesNotGoOn() throws Exception {
        ticket("t1", "p_bob", Set.of());
        ticket("t2", "p_bob", Set.of(), Set.of("small"));
        try (TestHouse house = house();
                TestPlayer bob = enter(house, "t1", ByteString.EMPTY)) {
            ByteString token = bob.welcome().getResumeToken();
            bob.cut();
            try (TestPlayer again = enter(house, "t2", token)) {
                assertThat(refusal(again)).isEqualTo(RefusalCode.REFUSAL_CODE_BANNED);
                Awaitility.await().until(() -> house.instance.population() == 0);
            }
        }
    }

    @Test
    @Tag("A37")
    void whoComesBackHasTheRolesOfToday() throws Exception {
        ticket("t1", "p_max", Set.of(StaffRole.MODERATOR));
        ByteString token;
        try (TestHouse house = house();
                TestPlayer before = enter(house, "t1", ByteString.EMPTY)) {
            assertThat(before.welcome().getRolesList()).contains(Role.ROLE_MODERATOR);
            token = before.welcome().getResumeToken();
            awaitStays(1);
        }
        ticket("t2", "p_max", Set.of());
        try (TestHouse house = house();
                TestPlayer after = enter(house, "t2", token)) {
            assertThat(after.welcome().getResumed()).isTrue();
            assertThat(after.welcome().getRolesList()).containsExactly(Role.ROLE_GUEST);
        }
    }

    @Test
    @Tag("A37")
    void liveSessionWithOtherRolesBeginsAnewWhereItWas() throws Exception {
        ticket("t1", "p_max", Set.of(StaffRole.MODERATOR));
        ticket("t2", "p_max", Set.of());
        ticket("t3", "p_max", Set.of());
        try (TestHouse house = house();
                TestPlayer witness = TestPlayer.join(house.uri(), "Witness");
                TestPlayer before = enter(house, "t1", ByteString.EMPTY)) {
            before.welcome();
            before.walkTo(9, 4, witness);
            try (TestPlayer back = enter(house, "t2", before.welcome().getResumeToken())) {
                assertThat(refusal(back)).isEqualTo(RefusalCode.REFUSAL_CODE_RESUME_EXPIRED);
            }
            Awaitility.await().until(() -> house.instance.population() == 1);
            try (TestPlayer anew = enter(house, "t3", ByteString.EMPTY)) {
                assertThat(anew.welcome().getRolesList()).containsExactly(Role.ROLE_GUEST);
                assertIsAt(anew.welcome().getPlace(), 9, 4);
            }
        }
    }

    @Test
    @Tag("A105")
    void banThatIsToldWhileSomebodyIsLookedUpHolds() throws Exception {
        ticket("t1", "p_bob", Set.of());
        onAdmit = () -> banBobFrom(Revocation.EVERYWHERE);
        try (TestHouse house = house();
                TestPlayer bob = enter(house, "t1", ByteString.EMPTY)) {
            assertThat(bob.awaitClose()).isEqualTo(CLOSE_BASE + CloseReason.CLOSE_REASON_BANNED.getNumber());
            assertThat(bob.count(ServerMessage::hasWelcome)).isZero();
            assertThat(house.instance.population()).isZero();
        }
    }

    @Test
    void stayOfSomebodyWhoIsBannedIsForgottenAtOnce() throws Exception {
        ticket("t1", "p_bob", Set.of());
        ByteString token;
        try (TestHouse house = house();
                TestPlayer bob = enter(house, "t1", ByteString.EMPTY)) {
            token = bob.welcome().getResumeToken();
            awaitStays(1);
        }
        ticket("t2", "p_bob", Set.of(), Set.of("small"));
        try (TestHouse house = house()) {
            assertThat(house.instance.population()).isZero();
            banBobFrom("small");
            awaitStays(0);
            try (TestPlayer bob = enter(house, "t2", token)) {
                assertThat(refusal(bob)).isEqualTo(RefusalCode.REFUSAL_CODE_BANNED);
            }
        }
    }

    @Test
    @Tag("A105")
    void nobodyComesInWithoutATicketWhereIdentityIsWanted() throws Exception {
        ticket("t1", "p_bob", Set.of());
        Backing backing =
                new Backing(key, store(), this::admit, listeners::add, () -> System.currentTimeMillis() + skewMs.get());
        try (TestHouse house = TestHouse.open(backing, SessionConfig.DEFAULT);
                TestPlayer bob = enter(house, "t1", ByteString.EMPTY);
                TestPlayer nobody = TestPlayer.connect(house.uri());
                TestPlayer thief = greet(house, bob.welcome().getResumeToken())) {
            nobody.send(TestPlayer.hello("Nobody"));
            for (TestPlayer refused : List.of(nobody, thief)) {
                assertThat(refusal(refused)).isEqualTo(RefusalCode.REFUSAL_CODE_IDENTITY_REQUIRED);
                assertThat(refused.await(ServerMessage::hasRefusal).getRefusal().getMessage())
                        .contains("/v1/guests", "/v1/me/join-tickets", "--guests anonymous");
            }
            assertThat(bob.isClosed()).isFalse();
        }
    }

    @Test
    @Tag("A105")
    void nobodyComesInWhileNobodyCanSayWhoIsBanned() throws Exception {
        ticket("t1", "p_bob", Set.of());
        try (TestHouse house = house();
                TestPlayer bob = enter(house, "t1", ByteString.EMPTY)) {
            ByteString token = bob.welcome().getResumeToken();
            bob.cut();
            onAdmit = () -> {
                throw new IdentityException(IdentityException.Kind.UNAVAILABLE, "The database is away.");
            };
            for (ByteString with : List.of(ByteString.EMPTY, token)) {
                try (TestPlayer again = enter(house, "t1", with)) {
                    assertThat(refusal(again)).isEqualTo(RefusalCode.REFUSAL_CODE_UNAVAILABLE);
                }
            }
        }
    }

    @Test
    void whoLeavesAndComesInAgainIsWhereTheyLeftWhateverTheyWish() throws Exception {
        for (String ticket : List.of("t1", "t2", "t3")) {
            ticket(ticket, "p_hop", Set.of());
        }
        try (TestHouse house = house();
                TestPlayer witness = TestPlayer.join(house.uri(), "Witness")) {
            try (TestPlayer first = enter(house, "t1", ByteString.EMPTY, place(-40, -40))) {
                assertIsAt(first.welcome().getPlace(), 0, 0);
                first.walkTo(7, -3, witness);
                first.send(leave());
                first.awaitClose();
            }
            Awaitility.await().until(() -> house.instance.population() == 1);
            try (TestPlayer second = enter(house, "t2", ByteString.EMPTY, place(40, 40))) {
                assertThat(second.welcome().getResumed()).isFalse();
                assertIsAt(second.welcome().getPlace(), 7, -3);
            }
            try (TestPlayer third = enter(house, "t3", ByteString.EMPTY, place(40, 40))) {
                assertIsAt(third.welcome().getPlace(), 7, -3);
            }
        }
    }

    @Test
    void whoLeavesAndComesInAgainAtOnceIsLetIn() throws Exception {
        try (TestHouse house = house()) {
            for (int i = 0; i < 10; i++) {
                ticket("t" + i, "p_hop", Set.of());
                try (TestPlayer hop = enter(house, "t" + i, ByteString.EMPTY)) {
                    hop.welcome();
                    hop.send(leave());
                    hop.awaitClose();
                }
            }
            Awaitility.await().until(() -> house.instance.population() == 0);
        }
    }

    @Test
    @Tag("A45")
    void actionIsNotDoneTwiceAcrossARestart() throws Exception {
        ByteString token;
        try (TestHouse house = house();
                TestPlayer bob = TestPlayer.join(house.uri(), "Bob")) {
            assertThat(bob.welcome().getLastActionId()).isZero();
            bob.send(say(7, "once"));
            bob.await(ServerMessage::hasActionReply);
            token = bob.welcome().getResumeToken();
            house.end();
        }
        try (TestHouse house = house();
                TestPlayer bob = comeBack(house, token)) {
            assertThat(bob.welcome().getLastActionId()).isEqualTo(7);
            bob.send(say(7, "once"));
            assertThat(bob.await(ServerMessage::hasActionReply).getActionReply().getCode())
                    .isEqualTo(ActionCode.ACTION_CODE_INVALID);
            bob.send(say(8, "twice"));
            bob.await(
                    message -> message.hasChat() && message.getChat().getText().equals("twice"));
            assertThat(bob.count(message ->
                            message.hasChat() && message.getChat().getText().equals("once")))
                    .isZero();
        }
    }

    @Test
    @Tag("A42")
    void clientThatTellsItsLastActionIsBelievedAfterACrash() throws Exception {
        ByteString token;
        try (TestHouse house = house();
                TestPlayer bob = TestPlayer.join(house.uri(), "Bob")) {
            bob.welcome();
            awaitStays(1);
            token = bob.welcome().getResumeToken();
        }
        try (TestHouse house = house();
                TestPlayer bob = TestPlayer.connect(house.uri())) {
            bob.send(hello(Hello.newBuilder().setResumeToken(token).setLastActionId(41)));
            assertThat(bob.welcome().getLastActionId()).isEqualTo(41);
            bob.send(say(41, "perhaps said before"));
            assertThat(bob.await(ServerMessage::hasActionReply).getActionReply().getCode())
                    .isEqualTo(ActionCode.ACTION_CODE_INVALID);
        }
    }

    private static ClientMessage say(long id, String text) {
        return ClientMessage.newBuilder()
                .setAction(
                        Action.newBuilder().setId(id).setChat(Chat.newBuilder().setText(text)))
                .build();
    }

    private static ClientMessage leave() {
        return ClientMessage.newBuilder()
                .setLeave(org.parvis.protocol.v1.Leave.getDefaultInstance())
                .build();
    }

    private static TestPlayer enter(TestHouse house, String ticket, ByteString token, Place wished) {
        TestPlayer player = TestPlayer.connect(house.uri());
        player.send(
                hello(Hello.newBuilder().setResumeToken(token).setTicket(ticket).setWishedPlace(wished)));
        return player;
    }

    private TestHouse house() throws Exception {
        return TestHouse.open(new Backing(
                key, store(), this::admit, listeners::add, () -> System.currentTimeMillis() + skewMs.get()));
    }

    /** Tickets as identity gives them out: known beforehand, good once. */
    private CompletableFuture<Admission> admit(String ticket) {
        try {
            onAdmit.run();
        } catch (IdentityException refusal) {
            return CompletableFuture.failedFuture(refusal);
        }
        Admission admission = tickets.remove(ticket);
        return admission == null
                ? CompletableFuture.failedFuture(
                        new IdentityException(IdentityException.Kind.TICKET_USED, "This ticket is used."))
                : CompletableFuture.completedFuture(admission);
    }

    private void ticket(String ticket, String person, Set<StaffRole> roles) {
        ticket(ticket, person, roles, Set.of());
    }

    private void ticket(String ticket, String person, Set<StaffRole> roles, Set<String> closedVenues) {
        List<Grant> grants =
                roles.stream().map(role -> new Grant(role, Scope.SERVER)).toList();
        tickets.put(
                ticket,
                new Admission(
                        person,
                        "f_" + person,
                        "Name of " + person,
                        Look.PLAIN,
                        List.of("en"),
                        grants,
                        closedVenues,
                        AgeBand.ADULT,
                        false));
    }

    private ByteString tokenOfSomebodyNotedAt(double xM, double zM) throws Exception {
        try (TestHouse house = house();
                TestPlayer ann = TestPlayer.join(house.uri(), "Ann");
                TestPlayer bob = TestPlayer.join(house.uri(), "Bob")) {
            bob.walkTo(xM, zM, ann);
            house.end();
            return bob.welcome().getResumeToken();
        }
    }

    private void awaitNotedNear(TestPlayer player, double xM, double zM) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .until(() -> store().read(db -> db.createQuery(
                                                "SELECT count(*) FROM stay WHERE session_id = :id AND abs(x_cm - :x) + abs(z_cm - :z) < 100")
                                        .bind("id", player.welcome().getSessionId())
                                        .bind("x", Math.round(xM * 100))
                                        .bind("z", Math.round(zM * 100))
                                        .mapTo(Long.class)
                                        .one())
                                .join()
                        == 1);
    }

    private void awaitStays(long count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> store().read(db -> db.createQuery("SELECT count(*) FROM stay")
                                        .mapTo(Long.class)
                                        .one())
                                .join()
                        == count);
    }

    private static TestPlayer comeBack(TestHouse house, ByteString token) {
        TestPlayer player = greet(house, token);
        player.welcome();
        return player;
    }

    private static TestPlayer comeBack(TestHouse house, ByteString token, Place wished) {
        TestPlayer player = TestPlayer.connect(house.uri());
        player.send(hello(Hello.newBuilder().setResumeToken(token).setWishedPlace(wished)));
        player.welcome();
        return player;
    }

    private static TestPlayer greet(TestHouse house, ByteString token) {
        TestPlayer player = TestPlayer.connect(house.uri());
        player.send(hello(Hello.newBuilder().setResumeToken(token)));
        return player;
    }

    private static TestPlayer enter(TestHouse house, String ticket, ByteString token) {
        TestPlayer player = TestPlayer.connect(house.uri());
        player.send(hello(Hello.newBuilder().setResumeToken(token).setTicket(ticket)));
        return player;
    }

    private static ClientMessage hello(Hello.Builder hello) {
        return ClientMessage.newBuilder().setHello(hello.setProtocolVersion(1)).build();
    }

    private static RefusalCode refusal(TestPlayer player) {
        return player.await(ServerMessage::hasRefusal).getRefusal().getCode();
    }

    private static Place place(double xM, double zM) {
        return Place.newBuilder()
                .setXCm((int) Math.round(xM * 100))
                .setZCm((int) Math.round(zM * 100))
                .build();
    }

    private static void assertIsAt(Place place, double xM, double zM) {
        assertThat(Math.hypot(place.getXCm() / 100.0 - xM, place.getZCm() / 100.0 - zM))
                .as("distance of %s from (%s, %s)", place, xM, zM)
                .isLessThan(1.1);
    }
}
