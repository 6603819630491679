package org.parvis.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.parvis.protocol.v1.ClientMessage;
import org.parvis.protocol.v1.Hello;
import org.parvis.protocol.v1.ServerMessage;

/** Everything between a socket and a tick: WebSocket frames, greetings, messages. */
class SessionFuzzTest {
    private static final int HELLO_BYTES = 8_192;
    private static final int MOST_MESSAGES = 64;

    private static final House HOUSE = new House();

    private final Meter meter = new Meter(Allowance.MESSAGE);

    @AfterAll
    static void close() {
        HOUSE.close();
    }

    private static byte[] hello(ByteString name) throws InvalidProtocolBufferException {
        // Set by its bytes: names that are no UTF-8 are input, too.
        ByteString hello = ByteString.copyFrom(new byte[] {8, 1, 0x12})
                .concat(varint(name.size()))
                .concat(name);
        return ByteString.copyFrom(new byte[] {0x0A})
                .concat(varint(hello.size()))
                .concat(hello)
                .toByteArray();
    }

    private static ByteString varint(int value) {
        return value < 0x80
                ? ByteString.copyFrom(new byte[] {(byte) value})
                : ByteString.copyFrom(new byte[] {(byte) (value | 0x80), (byte) (value >>> 7)});
    }

    private static Visitor guest() throws InvalidProtocolBufferException {
        Visitor visitor = HOUSE.connect();
        visitor.say(ClientMessage.newBuilder()
                .setHello(Hello.newBuilder().setProtocolVersion(1).setGuestName("Greta"))
                .build()
                .toByteArray());
        HOUSE.tick();
        visitor.listen();
        assertThat(visitor.messages()).anyMatch(ServerMessage::hasWelcome);
        return visitor;
    }

    /** The first message of a connection: it ends in a welcome, a refusal or a typed close. */
    @FuzzTest
    @Tag("A50")
    void firstMessageIsAnswered(byte[] input) throws Exception {
        byte[] message = Arrays.copyOf(input, Math.min(input.length, HELLO_BYTES));
        Visitor visitor = HOUSE.connect();
        meter.run(message.length, () -> visitor.say(message));
        HOUSE.tick();
        visitor.listen();
        assertThat(visitor.messages()).as("an answer").isNotEmpty();
        HOUSE.end(visitor);
    }

    /** A name that is accepted is accepted again as it was, and nothing in it is invisible or turns text round. */
    @FuzzTest
    @Tag("A50")
    void acceptedNameIsAcceptedAgainUnchanged(byte[] input) throws Exception {
        byte[] name = Arrays.copyOf(input, Math.min(input.length, 1_000));
        Optional<String> accepted = welcomedAs(ByteString.copyFrom(name));
        if (accepted.isPresent()) {
            assertThat(accepted.get()).isNotBlank().doesNotContainPattern("[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069]");
            assertThat(accepted.get().codePointCount(0, accepted.get().length()))
                    .isLessThanOrEqualTo(96);
            assertThat(welcomedAs(ByteString.copyFromUtf8(accepted.get()))).isEqualTo(accepted);
        }
    }

    private static Optional<String> welcomedAs(ByteString name) throws InvalidProtocolBufferException {
        Visitor visitor = HOUSE.connect();
        visitor.say(hello(name));
        HOUSE.tick();
        visitor.listen();
        List<String> names = visitor.messages().stream()
                .filter(ServerMessage::hasWelcome)
                .map(message -> message.getWelcome().getName())
                .toList();
        HOUSE.end(visitor);
        return names.stream().findFirst();
    }

    /** Messages of somebody who is in, each behind a byte with its length; a length of 0 lets a tick pass. */
    @FuzzTest
    @Tag("A50")
    void messagesAreObeyedOrEndTheConnection(byte[] input) throws Exception {
        Visitor visitor = guest();
        int at = 0;
        for (int i = 0; i < MOST_MESSAGES && at < input.length && visitor.isOpen(); i++) {
            int length = Math.min(input[at] & 0xFF, input.length - at - 1);
            byte[] message = Arrays.copyOfRange(input, at + 1, at + 1 + length);
            if (length == 0) {
                HOUSE.tick();
            } else {
                meter.run(length, () -> visitor.say(message));
            }
            visitor.listen();
            at += 1 + length;
        }
        HOUSE.tick();
        visitor.listen();
        HOUSE.end(visitor);
    }

    /** Bytes as they come from the network, cut in two where the first of them says. */
    @FuzzTest
    @Tag("A50")
    void bytesAreFramesOrEndTheConnection(byte[] input) throws Exception {
        Visitor visitor = guest();
        int cut = input.length == 0 ? 0 : Math.min(input.length, 1 + (input[0] & 0xFF));
        int start = Math.min(1, input.length);
        meter.run(input.length, () -> {
            visitor.sendBytes(input, start, cut - start);
            visitor.sendBytes(input, cut, input.length - cut);
        });
        visitor.listen();
        HOUSE.tick();
        visitor.listen();
        HOUSE.end(visitor);
    }
}
