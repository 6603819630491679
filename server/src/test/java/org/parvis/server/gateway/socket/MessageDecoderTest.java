package org.parvis.server.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageDecoderTest {
    private static final int STREAMS = 400;
    private static final int FRAMES = 30;
    private static final int MAX_BYTES = 400;
    private static final int BINARY = 2;
    private static final int PING = 9;

    /** Notes what comes, by either way, in order. */
    private static final class Listener extends ChannelInboundHandlerAdapter implements MessageTaker {
        private final List<String> heard = new ArrayList<>();
        private int byShortCut;

        @Override
        public void onOpen(Outlet outlet) {}

        @Override
        public void onMessage(ByteBuf content) {
            byShortCut++;
            heard.add("true " + ByteBufUtil.hexDump(content));
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            WebSocketFrame frame = (WebSocketFrame) message;
            heard.add(frame.isFinalFragment() + " " + ByteBufUtil.hexDump(frame.content()));
            frame.release();
        }
    }

    private static EmbeddedChannel channel(Listener listener) {
        WebSocketDoor door = new WebSocketDoor(
                new WebSocketRules("/", "", false, MAX_BYTES, WebSocketRules.Fragments.ANY),
                new OriginRule(List.of()),
                Liveness.DEFAULT,
                (address, userAgent) -> listener,
                new WebSocketCensus(new SimpleMeterRegistry()),
                new RefusalLog(new OriginRule(List.of())));
        MessageDecoder decoder = new MessageDecoder(WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(MAX_BYTES)
                .closeOnProtocolViolation(false)
                .build());
        decoder.shortCutTo(listener, new WebSocketGuard(door, () -> {}));
        return new EmbeddedChannel(decoder, listener);
    }

    private static void frame(ByteBuf stream, boolean last, int opcode, byte[] payload, Random random) {
        stream.writeByte((last ? 0x80 : 0) | opcode);
        if (payload.length <= 125) {
            stream.writeByte(0x80 | payload.length);
        } else {
            stream.writeByte(0x80 | 126).writeShort(payload.length);
        }
        byte[] mask = new byte[4];
        random.nextBytes(mask);
        stream.writeBytes(mask);
        for (int i = 0; i < payload.length; i++) {
            stream.writeByte(payload[i] ^ mask[i % 4]);
        }
    }

    private static byte[] payload(Random random, int most) {
        byte[] payload = new byte[random.nextInt(most + 1)];
        random.nextBytes(payload);
        return payload;
    }

    /** However the network cuts the bytes, all frames come, once, in order. */
    @Test
    void everyFrameComesOnceAndInOrderHoweverItIsCut() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int byShortCut = 0;
        for (int n = 0; n < STREAMS; n++) {
            ByteBuf stream = Unpooled.buffer();
            List<String> sent = new ArrayList<>();
            boolean mayFragment = n % 4 == 0;
            for (int i = 0; i < FRAMES; i++) {
                boolean isPing = random.nextInt(6) == 0;
                byte[] payload = payload(random, isPing ? 125 : MAX_BYTES);
                sent.add("true " + ByteBufUtil.hexDump(payload));
                if (!isPing && mayFragment && random.nextInt(10) == 0) {
                    sent.set(sent.size() - 1, "false " + ByteBufUtil.hexDump(payload));
                    frame(stream, false, BINARY, payload, random);
                    byte[] rest = payload(random, MAX_BYTES);
                    sent.add("true " + ByteBufUtil.hexDump(rest));
                    frame(stream, true, 0, rest, random);
                } else {
                    frame(stream, true, isPing ? PING : BINARY, payload, random);
                }
            }
            Listener listener = new Listener();
            EmbeddedChannel channel = channel(listener);
            while (stream.isReadable()) {
                int cut = Math.min(stream.readableBytes(), 1 + random.nextInt(1 + random.nextInt(900)));
                channel.writeInbound(stream.readBytes(cut));
            }
            assertThat(listener.heard).as("seed %d, stream %d", seed, n).isEqualTo(sent);
            byShortCut += listener.byShortCut;
            channel.finishAndReleaseAll();
            stream.release();
        }
        assertThat(byShortCut).as("seed %d, frames by the short cut", seed).isGreaterThan(STREAMS * FRAMES / 2);
    }

    @Test
    void unmaskedReservedAndOversizeFramesAreLeftToTheDecoderThatFaultsThem() {
        for (String hex : new String[] {"8201aa", "c28100000000aa", "82fe0191000000", "82fe00050000000001020304ff"}) {
            Listener listener = new Listener();
            EmbeddedChannel channel = channel(listener);
            boolean failed = false;
            try {
                channel.writeInbound(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex)));
            } catch (RuntimeException expected) {
                failed = true;
            }
            assertThat(failed).as("%s is refused", hex).isTrue();
            assertThat(listener.heard).as(hex).isEmpty();
            channel.finishAndReleaseAll();
        }
    }

    @Test
    void whatHasBegunIsGivenBackWhenTheConnectionEnds() {
        Listener listener = new Listener();
        EmbeddedChannel channel = channel(listener);
        ByteBuf half = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump("828a0000"));
        channel.writeInbound(half);
        channel.finishAndReleaseAll();
        assertThat(half.refCnt()).isZero();
        assertThat(listener.heard).isEmpty();
    }
}
