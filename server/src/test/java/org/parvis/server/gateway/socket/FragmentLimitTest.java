package org.parvis.server.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("A40")
final class FragmentLimitTest {
    private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
    private final EmbeddedChannel channel = new EmbeddedChannel();

    FragmentLimitTest() {
        channel.freezeTime();
        channel.pipeline()
                .addLast(
                        new FragmentLimit(WebSocketRules.Fragments.FEW),
                        new WebSocketFrameAggregator(8_192),
                        new ChannelInboundHandlerAdapter() {
                            @Override
                            public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
                                fault.set(cause);
                            }
                        });
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void messageInSomePiecesIsOneMessage() {
        send(new BinaryWebSocketFrame(false, 0, bytes(3)));
        send(new ContinuationWebSocketFrame(false, 0, bytes(4)));
        send(new ContinuationWebSocketFrame(true, 0, Unpooled.EMPTY_BUFFER));
        WebSocketFrame whole = channel.readInbound();
        assertThat(whole.content().readableBytes()).isEqualTo(7);
        ReferenceCountUtil.release(whole);
        channel.advanceTimeBy(60, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        assertThat(fault.get()).isNull();
    }

    @Test
    void pieceThatBringsNothingIsRefused() {
        send(new BinaryWebSocketFrame(false, 0, bytes(1)));
        send(new ContinuationWebSocketFrame(false, 0, Unpooled.EMPTY_BUFFER));
        assertRefused("empty");
    }

    @Test
    void beginningThatBringsNothingIsRefused() {
        send(new BinaryWebSocketFrame(false, 0, Unpooled.EMPTY_BUFFER));
        assertRefused("empty");
    }

    @Test
    void piecesHaveABudgetLikeControlFrames() {
        send(new BinaryWebSocketFrame(false, 0, bytes(1)));
        for (int i = 0; i < 249; i++) {
            send(new ContinuationWebSocketFrame(false, 0, bytes(1)));
        }
        assertThat(fault.get()).isNull();
        send(new ContinuationWebSocketFrame(false, 0, bytes(1)));
        assertRefused("too many");
    }

    @Test
    void manyShortMessagesInPiecesHaveTheSameBudget() {
        for (int i = 0; i < 200 && fault.get() == null; i++) {
            send(new BinaryWebSocketFrame(false, 0, bytes(1)));
            send(new ContinuationWebSocketFrame(true, 0, bytes(1)));
            channel.inboundMessages().forEach(ReferenceCountUtil::release);
            channel.inboundMessages().clear();
        }
        assertRefused("too many");
    }

    @Test
    void messageMustEndWithinTenSeconds() {
        send(new BinaryWebSocketFrame(false, 0, bytes(1)));
        for (int s = 1; s < 10; s++) {
            channel.advanceTimeBy(1, TimeUnit.SECONDS);
            channel.runScheduledPendingTasks();
            send(new ContinuationWebSocketFrame(false, 0, bytes(1)));
        }
        assertThat(fault.get()).isNull();
        channel.advanceTimeBy(1, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        assertRefused("does not end");
    }

    private void send(WebSocketFrame frame) {
        channel.writeInbound(frame);
    }

    private static ByteBuf bytes(int count) {
        return Unpooled.buffer(count).writeZero(count);
    }

    private void assertRefused(String why) {
        assertThat(fault.get())
                .isInstanceOfSatisfying(
                        CorruptedWebSocketFrameException.class,
                        refused -> assertThat(refused.closeStatus().code()).isEqualTo(1008))
                .hasMessageContaining(why);
        ByteBuf late = bytes(1);
        send(new ContinuationWebSocketFrame(false, 0, late));
        assertThat(late.refCnt()).as("what comes after is dropped").isZero();
    }
}
