package org.parvis.server.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.parvis.protocol.v1.ClientMessage;
import org.parvis.protocol.v1.CloseReason;
import org.parvis.protocol.v1.Hello;
import org.parvis.protocol.v1.Leave;
import org.parvis.protocol.v1.Refusal;
import org.parvis.protocol.v1.RefusalCode;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.server.identity.GuestPolicy;
import org.parvis.server.instance.tick.InstanceConfig;
import org.parvis.server.testing.SmallVenue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RefusalIT {
    private static final int REFUSED = 4000 + CloseReason.CLOSE_REASON_REFUSED.getNumber();

    @Test
    void badHellosAreRefusedInWords() throws Exception {
        try (TestHouse house = TestHouse.open()) {
            refused(house, hello().setProtocolVersion(2), RefusalCode.REFUSAL_CODE_UNSUPPORTED_VERSION);
            refused(house, hello().setVenue("atlantis"), RefusalCode.REFUSAL_CODE_UNKNOWN_VENUE);
            refused(house, hello().setGuestName(" "), RefusalCode.REFUSAL_CODE_BAD_NAME);
            refused(house, hello().setClientVersion("v".repeat(65)), RefusalCode.REFUSAL_CODE_BAD_HELLO);
            refused(
                    house,
                    hello().setResumeToken(com.google.protobuf.ByteString.copyFromUtf8("stolen")),
                    RefusalCode.REFUSAL_CODE_RESUME_EXPIRED);
        }
    }

    @Test
    void fullVenueRefusesWithAHintToComeBack() throws Exception {
        InstanceConfig tiny = InstanceConfig.DEFAULT.withCapacity(1);
        try (TestHouse house = TestHouse.open(SmallVenue.square(20), tiny, TestHouse.ANYBODY);
                TestPlayer first = TestPlayer.join(house.uri(), "first")) {
            assertThat(first.avatar()).isPositive();
            Refusal refusal = refused(house, hello(), RefusalCode.REFUSAL_CODE_VENUE_FULL);
            assertThat(refusal.getRetryAfterMs()).isPositive();
        }
    }

    @Test
    @Tag("A40")
    void addressHasALimitedNumberOfConnections() throws Exception {
        SessionConfig two = SessionConfig.builder()
                .guests(GuestPolicy.ANONYMOUS)
                .maxConnectionsPerAddress(2)
                .build();
        try (TestHouse house = TestHouse.open(two);
                TestPlayer one = TestPlayer.join(house.uri(), "one");
                TestPlayer other = TestPlayer.join(house.uri(), "other");
                TestPlayer third = TestPlayer.connect(house.uri())) {
            assertThat(one.avatar()).isNotEqualTo(other.avatar());
            assertThat(third.await(ServerMessage::hasRefusal).getRefusal().getCode())
                    .isEqualTo(RefusalCode.REFUSAL_CODE_TOO_MANY_CONNECTIONS);
            assertThat(third.awaitClose()).isEqualTo(REFUSED);
        }
    }

    @Test
    @Tag("A40")
    void silentConnectionIsClosed() throws Exception {
        SessionConfig hasty = SessionConfig.builder().helloTimeoutMs(300).build();
        try (TestHouse house = TestHouse.open(hasty);
                TestPlayer mute = TestPlayer.connect(house.uri())) {
            assertThat(mute.awaitClose()).isEqualTo(4000 + CloseReason.CLOSE_REASON_HELLO_TIMEOUT.getNumber());
        }
    }

    @Test
    void everyNaughtyStringGetsATypedAnswer() throws Exception {
        Path file = Path.of(System.getProperty("parvis.shared.data", ""), "text", "blns.json");
        assumeTrue(Files.isReadable(file), "text/blns.json of the shared data is not there");
        JsonNode strings = new JsonMapper().readTree(file.toFile());
        int accepted = 0;
        try (TestHouse house = TestHouse.open()) {
            for (JsonNode one : strings) {
                String name = one.asString();
                try (TestPlayer player = TestPlayer.connect(house.uri())) {
                    player.send(ClientMessage.newBuilder()
                            .setHello(hello().setGuestName(name))
                            .build());
                    ServerMessage answer = player.await(message -> message.hasWelcome() || message.hasRefusal());
                    if (answer.hasRefusal()) {
                        assertThat(answer.getRefusal().getCode()).as(name).isEqualTo(RefusalCode.REFUSAL_CODE_BAD_NAME);
                        assertThat(answer.getRefusal().getMessage()).as(name).isNotBlank();
                    } else {
                        accepted++;
                        player.send(ClientMessage.newBuilder()
                                .setLeave(Leave.getDefaultInstance())
                                .build());
                        player.awaitClose();
                    }
                }
            }
        }
        assertThat(strings.size()).isGreaterThan(400);
        assertThat(accepted).isBetween(100, strings.size() - 100);
    }

    private static Hello.Builder hello() {
        return Hello.newBuilder().setProtocolVersion(1).setGuestName("Ann");
    }

    private static Refusal refused(TestHouse house, Hello.Builder hello, RefusalCode code) throws Exception {
        try (TestPlayer player = TestPlayer.connect(house.uri())) {
            player.send(ClientMessage.newBuilder().setHello(hello).build());
            Refusal refusal = player.await(ServerMessage::hasRefusal).getRefusal();
            assertThat(refusal.getCode()).isEqualTo(code);
            assertThat(refusal.getMessage()).isNotBlank();
            assertThat(player.awaitClose()).isEqualTo(REFUSED);
            return refusal;
        }
    }
}
