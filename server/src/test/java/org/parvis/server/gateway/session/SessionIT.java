package org.parvis.server.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.parvis.protocol.v1.Action;
import org.parvis.protocol.v1.ActionCode;
import org.parvis.protocol.v1.Chat;
import org.parvis.protocol.v1.ClientMessage;
import org.parvis.protocol.v1.ClockPing;
import org.parvis.protocol.v1.CloseReason;
import org.parvis.protocol.v1.Hello;
import org.parvis.protocol.v1.Leave;
import org.parvis.protocol.v1.Move;
import org.parvis.protocol.v1.NoticeCode;
import org.parvis.protocol.v1.Presence;
import org.parvis.protocol.v1.RefusalCode;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.server.identity.GuestPolicy;
import org.parvis.server.testing.SeenCrowd;

class SessionIT {
    @Test
    @Tag("A42")
    void resumedSessionKeepsItsPlaceAndGetsWhatWasSaidMeanwhile() throws Exception {
        try (TestHouse house = TestHouse.open();
                TestPlayer ann = TestPlayer.join(house.uri(), "Ann");
                TestPlayer bob = TestPlayer.join(house.uri(), "Bob")) {
            bob.walkTo(1, 1, ann);
            bob.cut();
            ann.awaitSeen(bob.avatar(), SeenCrowd.Seen::isAway);
            for (int i = 1; i <= 5; i++) {
                ann.send(chat(i, "word " + i));
            }
            ann.await(message ->
                    message.hasActionReply() && message.getActionReply().getId() == 5);

            try (TestPlayer again = resume(house, bob)) {
                assertThat(again.welcome().getResumed()).isTrue();
                assertThat(again.avatar()).isEqualTo(bob.avatar());
                assertThat(again.welcome().getSessionId())
                        .isEqualTo(bob.welcome().getSessionId());
                again.await(message -> message.getChat().getText().equals("word 5"));
                assertThat(chats(again)).containsExactly("word 1", "word 2", "word 3", "word 4", "word 5");
                ann.awaitSeen(bob.avatar(), seen -> !seen.isAway());
                again.awaitSeen(ann.avatar(), seen -> true);
                ann.send(chat(6, "word 6"));
                again.await(message -> message.getChat().getText().equals("word 6"));
                assertThat(chats(again)).hasSize(6);
            }
        }
    }

    @Test
    @Tag("A42")
    void tokenWorksOnceAndTheNewOneReplacesIt() throws Exception {
        try (TestHouse house = TestHouse.open();
                TestPlayer bob = TestPlayer.join(house.uri(), "Bob")) {
            bob.cut();
            try (TestPlayer second = resume(house, bob);
                    TestPlayer thief = TestPlayer.connect(house.uri())) {
                second.welcome();
                thief.send(resumeHello(bob.welcome().getResumeToken()));
                assertThat(thief.await(ServerMessage::hasRefusal).getRefusal().getCode())
                        .isEqualTo(RefusalCode.REFUSAL_CODE_RESUME_EXPIRED);
                second.cut();
                try (TestPlayer third = resume(house, second)) {
                    assertThat(third.avatar()).isEqualTo(bob.avatar());
                    assertThat(house.instance.population()).isEqualTo(1);
                }
            }
        }
    }

    @Test
    @Tag("A44")
    void oldConnectionIsTakenOver() throws Exception {
        try (TestHouse house = TestHouse.open();
                TestPlayer bob = TestPlayer.join(house.uri(), "Bob");
                TestPlayer again = resume(house, bob)) {
            assertThat(again.avatar()).isEqualTo(bob.avatar());
            assertThat(bob.awaitClose()).isEqualTo(code(CloseReason.CLOSE_REASON_TAKEN_OVER));
            assertThat(house.instance.population()).isEqualTo(1);
            again.walkTo(1, 0, again);
        }
    }

    @Test
    @Tag("A42")
    void avatarIsGoneWhenItsPersonStaysAwayTooLong() throws Exception {
        SessionConfig hasty = SessionConfig.builder()
                .guests(GuestPolicy.ANONYMOUS)
                .resumeWindowMs(500)
                .build();
        try (TestHouse house = TestHouse.open(hasty);
                TestPlayer bob = TestPlayer.join(house.uri(), "Bob")) {
            bob.cut();
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> house.instance.population() == 0);
            try (TestPlayer late = TestPlayer.connect(house.uri())) {
                late.send(resumeHello(bob.welcome().getResumeToken()));
                assertThat(late.await(ServerMessage::hasRefusal).getRefusal().getCode())
                        .isEqualTo(RefusalCode.REFUSAL_CODE_RESUME_EXPIRED);
            }
        }
    }

    @Test
    void whoLeavesIsGoneAtOnce() throws Exception {
        try (TestHouse house = TestHouse.open();
                TestPlayer bob = TestPlayer.join(house.uri(), "Bob")) {
            bob.send(ClientMessage.newBuilder()
                    .setLeave(Leave.getDefaultInstance())
                    .build());
            assertThat(bob.awaitClose()).isEqualTo(code(CloseReason.CLOSE_REASON_LEFT));
            Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> house.instance.population() == 0);
        }
    }

    @Test
    @Tag("A39")
    void thousandChatsAreWarnedThenClosed() throws Exception {
        try (TestHouse house = TestHouse.open();
                TestPlayer ann = TestPlayer.join(house.uri(), "Ann");
                TestPlayer bob = TestPlayer.join(house.uri(), "Bob")) {
            for (int i = 1; i <= 1_000; i++) {
                bob.send(chat(i, "spam"));
            }
            assertThat(bob.awaitClose()).isEqualTo(code(CloseReason.CLOSE_REASON_FLOOD));
            List<ServerMessage> all = bob.messages();
            assertThat(all).anyMatch(m -> m.getNotice().getCode() == NoticeCode.NOTICE_CODE_SLOW_DOWN);
            assertThat(all).anyMatch(m -> m.getActionReply().getCode() == ActionCode.ACTION_CODE_BUSY);
            assertThat(ann.isClosed()).isFalse();
            assertThat(chats(ann)).hasSizeLessThan(30);
        }
    }

    @Test
    @Tag("A39")
    void twentyMovesASecondNeverTrip() throws Exception {
        try (TestHouse house = TestHouse.open();
                TestPlayer bob = TestPlayer.join(house.uri(), "Bob")) {
            long start = System.nanoTime();
            for (int i = 0; i < 60; i++) {
                long due = start + i * 50_000_000L;
                Awaitility.await().pollInterval(Duration.ofMillis(2)).until(() -> System.nanoTime() >= due);
                bob.move(Math.sin(i * 0.1), 0);
            }
            assertThat(house.count("parvis.moves.dropped")).isZero();
            assertThat(bob.isClosed()).isFalse();
        }
    }

    @Test
    void nonsenseIsClosedWithItsReason() throws Exception {
        try (TestHouse house = TestHouse.open()) {
            closes(house, new byte[] {1, 2, 3}, CloseReason.CLOSE_REASON_BAD_MESSAGE);
            closes(house, new byte[0], CloseReason.CLOSE_REASON_BAD_MESSAGE);
            closes(house, TestPlayer.hello("again").toByteArray(), CloseReason.CLOSE_REASON_OUT_OF_ORDER);
            closes(house, chat(1, "x".repeat(5_000)).toByteArray(), CloseReason.CLOSE_REASON_MESSAGE_TOO_BIG);
            byte[] farOut = ClientMessage.newBuilder()
                    .setMove(Move.newBuilder().setXCm(2_000_001))
                    .build()
                    .toByteArray();
            closes(house, farOut, CloseReason.CLOSE_REASON_BAD_MESSAGE);
            closes(house, chat(0, "no id").toByteArray(), CloseReason.CLOSE_REASON_BAD_MESSAGE);
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> house.instance.population() == 0);
        }
    }

    @Test
    @Tag("A52")
    void kindsOfALaterVersionArePassedOver() throws Exception {
        byte[] field31 = {(byte) 0xfa, 1, 2, 8, 1};
        try (TestHouse house = TestHouse.open();
                TestPlayer later = TestPlayer.join(house.uri(), "Later")) {
            later.sendBytes(field31);
            later.send(chat(1, "still here"));
            assertThat(later.await(ServerMessage::hasActionReply)
                            .getActionReply()
                            .getId())
                    .isEqualTo(1);
        }
    }

    @Test
    void firstMessageMustBeHello() throws Exception {
        try (TestHouse house = TestHouse.open();
                TestPlayer rude = TestPlayer.connect(house.uri())) {
            rude.move(1, 1);
            assertThat(rude.awaitClose()).isEqualTo(code(CloseReason.CLOSE_REASON_OUT_OF_ORDER));
        }
    }

    @Test
    @Tag("A9")
    void clockIsAnsweredWithTheInstancesTime() throws Exception {
        try (TestHouse house = TestHouse.open();
                TestPlayer bob = TestPlayer.join(house.uri(), "Bob")) {
            long before = house.instance.time().nowMs();
            bob.send(ClientMessage.newBuilder()
                    .setClockPing(ClockPing.newBuilder().setClientTimeMs(77))
                    .build());
            ServerMessage pong = bob.await(ServerMessage::hasClockPong);
            assertThat(pong.getClockPong().getClientTimeMs()).isEqualTo(77);
            assertThat(pong.getClockPong().getTimeMs())
                    .isBetween(before, house.instance.time().nowMs());
        }
    }

    @Test
    @Tag("A8")
    void awayIsAStateThatOthersSee() throws Exception {
        try (TestHouse house = TestHouse.open();
                TestPlayer ann = TestPlayer.join(house.uri(), "Ann");
                TestPlayer bob = TestPlayer.join(house.uri(), "Bob")) {
            bob.send(presence(true));
            ann.awaitSeen(bob.avatar(), SeenCrowd.Seen::isAway);
            assertThat(bob.isClosed()).isFalse();
            bob.send(presence(false));
            ann.awaitSeen(bob.avatar(), seen -> !seen.isAway());
        }
    }

    @Test
    @Tag("A45")
    void drainTellsThenClosesAndTakesNobodyIn() throws Exception {
        try (TestHouse house = TestHouse.open();
                TestPlayer bob = TestPlayer.join(house.uri(), "Bob")) {
            long start = System.nanoTime();
            house.instances.beginDrain(300);
            bob.await(m -> m.getNotice().getCode() == NoticeCode.NOTICE_CODE_DRAINING);
            try (TestPlayer late = TestPlayer.connect(house.uri())) {
                late.send(TestPlayer.hello("late"));
                var refusal = late.await(ServerMessage::hasRefusal).getRefusal();
                assertThat(refusal.getCode()).isEqualTo(RefusalCode.REFUSAL_CODE_DRAINING);
                assertThat(refusal.getRetryAfterMs()).isPositive();
            }
            assertThat(bob.awaitClose()).isEqualTo(code(CloseReason.CLOSE_REASON_DRAINING));
            assertThat(bob.await(ServerMessage::hasFarewell).getFarewell().getRetryAfterMs())
                    .isPositive();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    private static void closes(TestHouse house, byte[] message, CloseReason reason) throws Exception {
        try (TestPlayer player = TestPlayer.join(house.uri(), "Someone")) {
            player.sendBytes(message);
            assertThat(player.awaitClose()).isEqualTo(code(reason));
            assertThat(player.await(ServerMessage::hasFarewell).getFarewell().getReason())
                    .isEqualTo(reason);
        }
    }

    private static TestPlayer resume(TestHouse house, TestPlayer before) {
        TestPlayer next = TestPlayer.connect(house.uri());
        next.send(resumeHello(before.welcome().getResumeToken()));
        next.welcome();
        return next;
    }

    private static ClientMessage resumeHello(ByteString token) {
        return ClientMessage.newBuilder()
                .setHello(Hello.newBuilder().setProtocolVersion(1).setResumeToken(token))
                .build();
    }

    private static ClientMessage chat(long id, String text) {
        return ClientMessage.newBuilder()
                .setAction(
                        Action.newBuilder().setId(id).setChat(Chat.newBuilder().setText(text)))
                .build();
    }

    private static ClientMessage presence(boolean away) {
        return ClientMessage.newBuilder()
                .setPresence(Presence.newBuilder().setAway(away))
                .build();
    }

    private static List<String> chats(TestPlayer player) {
        return player.messages().stream()
                .filter(ServerMessage::hasChat)
                .map(message -> message.getChat().getText())
                .toList();
    }

    private static int code(CloseReason reason) {
        return 4000 + reason.getNumber();
    }
}
