package org.parvis.server.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.parvis.protocol.close.CloseRules;
import org.parvis.protocol.v1.Action;
import org.parvis.protocol.v1.Chat;
import org.parvis.protocol.v1.ClientMessage;
import org.parvis.protocol.v1.CloseReason;
import org.parvis.protocol.v1.Hello;

@Tag("A41")
class SlowReaderIT {
    private static final int TALKERS = 8;
    private static final int WORDS_EACH = 10;
    private static final String LONG_WORD = "慢".repeat(250);

    private final List<TestPlayer> talkers = new ArrayList<>();

    @BeforeEach
    void nobodyIsHere() {
        talkers.clear();
    }

    @AfterEach
    void everybodyGoesHome() throws Exception {
        for (TestPlayer talker : talkers) {
            talker.close();
        }
    }

    @Test
    void slowReaderMissesFramesButNoWordAndSeesTheTruthAfterwards() throws Exception {
        try (TestHouse house = TestHouse.open(patience(60_000));
                PausingPlayer slow = new PausingPlayer(house.uri(), "Slow")) {
            fillTheLine(house);
            walkUntilFramesAreLeftOut(house);
            TestPlayer ann = talkers.get(0);
            ann.walkTo(2, 2, talkers.get(1));

            slow.readUntil(() -> {
                var seen = slow.crowd().find(ann.avatar());
                return slow.chats().size() == TALKERS * WORDS_EACH && seen != null && Math.abs(seen.xM() - 2) < 0.05;
            });

            assertThat(slow.chats())
                    .as("every word, once")
                    .doesNotHaveDuplicates()
                    .hasSize(TALKERS * WORDS_EACH);
            assertThat(slow.crowd().all()).as("everybody").hasSize(TALKERS + 1);
            assertThat(slow.closeCode()).isZero();
        }
    }

    @Test
    void whoReadsTooSlowlyForTooLongIsClosedAndMayResume() throws Exception {
        try (TestHouse house = TestHouse.open(patience(700));
                PausingPlayer slow = new PausingPlayer(house.uri(), "Slow")) {
            fillTheLine(house);
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                wander();
                return house.count("parvis.disconnects") > 0;
            });

            slow.readUntil(() -> false);
            assertThat(slow.closeCode()).isEqualTo(CloseRules.code(CloseReason.CLOSE_REASON_SLOW_READER));
            try (TestPlayer again = TestPlayer.connect(house.uri())) {
                again.send(ClientMessage.newBuilder()
                        .setHello(Hello.newBuilder()
                                .setProtocolVersion(1)
                                .setResumeToken(slow.welcome().getResumeToken()))
                        .build());
                assertThat(again.welcome().getResumed()).isTrue();
                assertThat(again.avatar()).isEqualTo(slow.welcome().getAvatar());
            }
            assertThat(talkers).as("nobody else is closed").noneMatch(TestPlayer::isClosed);
        }
    }

    private static SessionConfig patience(int slowGraceMs) {
        return SessionConfig.builder()
                .guests(org.parvis.server.identity.GuestPolicy.ANONYMOUS)
                .resumeWindowMs(60_000)
                .slowGraceMs(slowGraceMs)
                .sendBufferBytes(8_192)
                .mailBytes(1 << 20)
                .build();
    }

    /** More words at once than all buffers on the way to a reader that pauses can hold. */
    private void fillTheLine(TestHouse house) {
        for (int i = 0; i < TALKERS; i++) {
            talkers.add(TestPlayer.join(house.uri(), "Talker " + i));
        }
        for (int i = 0; i < TALKERS; i++) {
            for (int word = 1; word <= WORDS_EACH; word++) {
                talkers.get(i)
                        .send(ClientMessage.newBuilder()
                                .setAction(Action.newBuilder()
                                        .setId(word)
                                        .setChat(Chat.newBuilder().setText(i + "/" + word + " " + LONG_WORD)))
                                .build());
            }
        }
    }

    private void walkUntilFramesAreLeftOut(TestHouse house) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            wander();
            return house.count("parvis.frames.left.out") > 10;
        });
    }

    private void wander() {
        double angle = System.nanoTime() / 1e9;
        for (int i = 1; i < TALKERS; i++) {
            talkers.get(i).move(Math.cos(angle + i), Math.sin(angle + i));
        }
    }
}
