package org.parvis.loadtest.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Netty's own server codec stands at the other end, so that no misunderstanding can cancel itself out. */
final class ConnectionTest {
    private static final String UPGRADED = """
            HTTP/1.1 101 Switching Protocols
            Upgrade: websocket
            Connection: Upgrade
            Sec-WebSocket-Accept: ICX+Yqv66kxgM0FcWaLWlFLwTAI=
            Sec-WebSocket-Protocol: parvis.v1

            """.replace("\n", "\r\n");

    private static final URI JOIN = URI.create("ws://venue.example:81/v1/join?a=b");

    private final Heard heard = new Heard();
    private final EmbeddedChannel channel =
            new EmbeddedChannel(new Connection(JOIN, Connection.Opening.UPGRADE, heard));

    @Test
    void theUpgradeAsksForTheSubprotocolAtTheGivenPlace() {
        assertThat(text(channel.readOutbound()))
                .startsWith("GET /v1/join?a=b HTTP/1.1\r\n")
                .contains("Host: venue.example:81\r\n", "Sec-WebSocket-Protocol: parvis.v1\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void halfOpenConnectionsNeverFinishTheirRequest() {
        EmbeddedChannel half = new EmbeddedChannel(new Connection(JOIN, Connection.Opening.HALF_REQUEST, heard));
        assertThat(text(half.readOutbound())).startsWith("GET /v1/join").doesNotContain("\r\n\r\n");
        EmbeddedChannel silent = new EmbeddedChannel(new Connection(JOIN, Connection.Opening.SILENCE, heard));
        assertThat((Object) silent.readOutbound()).isNull();
    }

    @Property(tries = 200)
    void messagesArriveWholeHoweverTheirBytesAreCut(@ForAll long seed) {
        Heard all = new Heard();
        EmbeddedChannel stage = new EmbeddedChannel(new Connection(JOIN, Connection.Opening.UPGRADE, all));
        Random random = new Random(seed);
        List<byte[]> messages = new ArrayList<>();
        ByteBuf stream = Unpooled.buffer().writeBytes(UPGRADED.getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < 20; i++) {
            byte[] message = new byte[random.nextInt(random.nextBoolean() ? 130 : 70_000)];
            random.nextBytes(message);
            messages.add(message);
            stream.writeBytes(framed(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(message))));
        }

        while (stream.isReadable()) {
            int cut = 1 + random.nextInt(random.nextBoolean() ? 5 : 60_000);
            stage.writeInbound(stream.readBytes(Math.min(stream.readableBytes(), cut)));
        }

        stage.finishAndReleaseAll();
        assertThat(all.opened).isEqualTo(1);
        assertThat(all.messages).hasSameSizeAs(messages);
        for (int i = 0; i < messages.size(); i++) {
            assertThat(Arrays.equals(all.messages.get(i), messages.get(i)))
                    .as("message %d", i)
                    .isTrue();
        }
    }

    @Test
    void whatIsSentIsAMaskedFrameThatAServerUnderstands() {
        Connection connection = upgraded();
        for (int length : new int[] {0, 1, 125, 126, 4096, 8192}) {
            byte[] message = new byte[length + 3];
            Arrays.fill(message, (byte) length);
            connection.send(message, length);

            WebSocketFrame frame = understood(channel.readOutbound());
            assertThat(frame).isInstanceOf(BinaryWebSocketFrame.class);
            assertThat(frame.content().readableBytes()).isEqualTo(length);
        }
    }

    @Test
    void aPingIsAnsweredWithItsOwnBytes() {
        upgraded();
        channel.writeInbound(
                framed(new PingWebSocketFrame(Unpooled.copiedBuffer("still there?", StandardCharsets.UTF_8))));

        WebSocketFrame pong = understood(channel.readOutbound());
        assertThat(pong).isInstanceOf(PongWebSocketFrame.class);
        assertThat(pong.content().toString(StandardCharsets.UTF_8)).isEqualTo("still there?");
    }

    @Test
    void theServersCloseCodeAndWordsAreReported() {
        upgraded();
        channel.writeInbound(framed(new CloseWebSocketFrame(4007, "too slow")));

        assertThat(channel.isOpen()).isFalse();
        assertThat(heard.closeCodes).containsExactly(4007);
        assertThat(heard.details).containsExactly("too slow");
    }

    @Test
    void anAnswerThatIsNoUpgradeEndsTheConnection() {
        channel.writeInbound(ascii("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"));

        assertThat(channel.isOpen()).isFalse();
        assertThat(heard.opened).isZero();
        assertThat(heard.closeCodes).containsExactly(CloseCodes.HANDSHAKE_FAILED);
        assertThat(heard.details.get(0)).contains("403 Forbidden");
    }

    @Test
    void aFrameOfAbsurdLengthEndsTheConnection() {
        upgraded();
        channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {(byte) 0x82, 127, 0x7f, -1, -1, -1, -1, -1, -1, -1}));

        assertThat(channel.isOpen()).isFalse();
        assertThat(heard.messages).isEmpty();
        assertThat(heard.closeCodes).containsExactly(CloseCodes.BAD_SERVER_MESSAGE);
    }

    @Test
    void aMessageInPiecesIsNamedAsSuchInsteadOfBeingMisread() {
        upgraded();
        channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {0x02, 1, 42}));

        assertThat(heard.messages).isEmpty();
        assertThat(heard.closeCodes).containsExactly(CloseCodes.BAD_SERVER_MESSAGE);
        assertThat(heard.details.get(0)).contains("pieces");
    }

    @Test
    void aLostSocketIsReportedOnce() {
        upgraded();
        channel.close();

        assertThat(heard.closeCodes).containsExactly(CloseCodes.NONE);
    }

    private Connection upgraded() {
        channel.writeInbound(ascii(UPGRADED));
        assertThat(heard.opened).isEqualTo(1);
        ByteBuf request = channel.readOutbound();
        request.release();
        return channel.pipeline().get(Connection.class);
    }

    private static ByteBuf ascii(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    private static String text(ByteBuf bytes) {
        return bytes.toString(StandardCharsets.US_ASCII);
    }

    private static ByteBuf framed(WebSocketFrame frame) {
        EmbeddedChannel server = new EmbeddedChannel(new WebSocket13FrameEncoder(false));
        server.writeOutbound(frame);
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf part = server.readOutbound(); part != null; part = server.readOutbound()) {
            all.writeBytes(part);
            part.release();
        }
        return all;
    }

    private static WebSocketFrame understood(ByteBuf bytes) {
        EmbeddedChannel server = new EmbeddedChannel(new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(true)
                .maxFramePayloadLength(8192)
                .build()));
        server.writeInbound(bytes);
        return server.readInbound();
    }

    /** Keeps what a connection tells. */
    private static final class Heard implements Connection.Listener {
        private final List<byte[]> messages = new ArrayList<>();
        private final List<Integer> closeCodes = new ArrayList<>();
        private final List<String> details = new ArrayList<>();
        private int opened;

        @Override
        public void onOpen() {
            opened++;
        }

        @Override
        public void onMessage(byte[] bytes, int from, int length, int wireBytes) {
            assertThat(wireBytes - length).isBetween(2, 10);
            messages.add(Arrays.copyOfRange(bytes, from, from + length));
        }

        @Override
        public void onClosed(int closeCode, String detail) {
            closeCodes.add(closeCode);
            details.add(detail);
        }
    }
}
