package org.parvis.server.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When quiet peers are pinged, shown as away and given up, to the tenth of a second. */
final class LivenessTest {
    private static final int STEP_MS = 100;

    private final AtomicLong nowMs = new AtomicLong(1_000_000);
    private final List<String> told = new ArrayList<>();
    private final List<Long> pings = new ArrayList<>();
    private final EmbeddedChannel channel = channel();
    private final long startMs = nowMs.get();

    private EmbeddedChannel channel() {
        WebSocketDoor door = new WebSocketDoor(
                WebSocketRules.PLAYERS,
                new OriginRule(List.of()),
                Liveness.DEFAULT,
                (address, userAgent) -> new ChannelInboundHandlerAdapter(),
                new WebSocketCensus(new SimpleMeterRegistry()),
                new RefusalLog(new OriginRule(List.of())),
                new LoopPauses(() -> nowMs.get() * 1_000_000));
        EmbeddedChannel made = new EmbeddedChannel();
        made.freezeTime();
        made.pipeline().addLast(new WebSocketGuard(door, () -> {}), new ChannelInboundHandlerAdapter() {
            @Override
            public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
                told.add(event + " at " + sinceStart());
            }
        });
        return made;
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void quietPeerThatAnswersIsPingedEveryFiveSecondsAndLives() {
        for (int i = 0; i < 400; i++) {
            step(true);
        }
        assertThat(pings).containsExactly(5_000L, 10_000L, 15_000L, 20_000L, 25_000L, 30_000L, 35_000L, 40_000L);
        assertThat(told).isEmpty();
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    @Tag("A44")
    void peerThatAnswersNothingIsAwayAfterSixSecondsAndDeadAfterFifteen() {
        while (channel.isOpen() && sinceStart() < 60_000) {
            step(false);
        }
        assertThat(pings).containsExactly(5_000L, 10_000L);
        assertThat(told).containsExactly("missed at 6000", "silent at 15000");
        assertThat(sinceStart()).isEqualTo(15_000);
    }

    @Test
    void whoIsHeardAgainIsBack() {
        for (int i = 0; i < 80; i++) {
            step(false);
        }
        say(new BinaryWebSocketFrame(Unpooled.buffer()));
        step(false);
        assertThat(told).containsExactly("missed at 6000", "heard again at 8000");
    }

    @Test
    void whoTalksIsNeverPinged() {
        for (int i = 0; i < 300; i++) {
            say(new BinaryWebSocketFrame(Unpooled.buffer()));
            step(false);
        }
        assertThat(pings).isEmpty();
    }

    @Test
    void whoSaidThatTheyAreAwayHasSeventyFiveSeconds() {
        channel.attr(Liveness.AWAY).set(true);
        while (channel.isOpen() && sinceStart() < 100_000) {
            step(false);
        }
        assertThat(sinceStart()).isEqualTo(75_000);
    }

    @Test
    void pauseOfTheServerIsNobodysSilence() {
        for (int i = 0; i < 60; i++) {
            step(true);
        }
        nowMs.addAndGet(20_000);
        channel.advanceTimeBy(20_000, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isTrue();
        assertThat(told).isEmpty();
        for (int i = 0; i < 300; i++) {
            step(true);
        }
        assertThat(channel.isOpen()).isTrue();
        assertThat(told).isEmpty();
    }

    @Test
    void silenceBeforeAPauseStillCounts() {
        for (int i = 0; i < 100; i++) {
            step(false);
        }
        nowMs.addAndGet(60_000);
        channel.advanceTimeBy(60_000, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isTrue();
        long resumedMs = sinceStart();
        while (channel.isOpen() && sinceStart() < 200_000) {
            step(false);
        }
        assertThat(sinceStart() - resumedMs).isBetween(1_000L, 15_000L);
    }

    private long sinceStart() {
        return nowMs.get() - startMs;
    }

    private void say(Object frame) {
        channel.writeInbound(frame);
        channel.inboundMessages().forEach(ReferenceCountUtil::release);
        channel.inboundMessages().clear();
    }

    private void step(boolean answers) {
        nowMs.addAndGet(STEP_MS);
        channel.advanceTimeBy(STEP_MS, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        for (Object out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            if (out instanceof PingWebSocketFrame) {
                pings.add(sinceStart());
                if (answers) {
                    say(new PongWebSocketFrame());
                }
            }
            ReferenceCountUtil.release(out);
        }
    }
}
