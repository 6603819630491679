package org.parvis.server.gateway.socket;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.parvis.server.http.LingeringClose;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers everything on an open WebSocket that is not a message: pings, the closing handshake, broken frames, silence.
 *
 * <p>What it keeps true: exactly one close frame leaves, with the code that says what happened (1002 broken frame, 1003
 * text, 1007 bad UTF-8, 1008 too many control frames, 1009 too large); nothing is written after it; and the socket ends
 * at most two seconds later. Netty's own handlers would close protocol errors with 1000, or cut the socket before the
 * close frame is read.
 *
 * <p>A peer is pinged when nothing of its own came for {@code pingEveryMs}, and again so long after: people who walk
 * prove by their moves that they live, and a ping is a system call per person. A ping that is not answered within {@code
 * missedAfterMs} is told to the session. Each look is planned for the moment when the next of these things is due. While
 * the event loop itself was held up, nobody is silent.
 *
 * <p>Event loop only.
 */
final class WebSocketGuard extends ChannelDuplexHandler {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketGuard.class);
    private static final int CONTROL_FRAMES_PER_WINDOW = 250;
    private static final long CONTROL_WINDOW_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long CLOSE_FRAME_PATIENCE_MS = 5_000;
    private static final long NS_PER_MS = 1_000_000;

    private final WebSocketDoor door;
    private final Liveness liveness;
    private final LongSupplier clock;
    private @Nullable Future<?> look;
    private @Nullable ChannelHandlerContext context;
    private @Nullable LoopPause pause;
    private long lastHeardNs;
    private long pausedWhenHeardNs;
    /** When it last said something of its own, which the answer to a ping is not. */
    private long lastSaidNs;

    private long pingedNs;
    private boolean pinged;
    private boolean missed;
    private long windowNs;
    private @Nullable Runnable onFirstMessage;
    private int controlFrames;
    private boolean closing;

    /** Runs {@code onFirstMessage} once, when the peer has sent more than control frames. */
    WebSocketGuard(WebSocketDoor door, Runnable onFirstMessage) {
        this.door = door;
        this.onFirstMessage = onFirstMessage;
        this.liveness = door.liveness();
        clock = door.pauses().clock();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        pause = door.pauses().of(ctx.executor());
        lastHeardNs = clock.getAsLong();
        lastSaidNs = lastHeardNs;
        pausedWhenHeardNs = pause.pausedNs(lastHeardNs);
        lookIn(ctx, liveness.pingEveryMs());
    }

    private void lookIn(ChannelHandlerContext ctx, long ms) {
        look = ctx.executor().schedule(() -> look(ctx), Math.max(1, ms), TimeUnit.MILLISECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        stopLooking();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stopLooking();
        ctx.fireChannelInactive();
    }

    /** Notes that the peer has spoken; false when nothing it says counts any more. */
    boolean heard() {
        lastHeardNs = clock.getAsLong();
        pausedWhenHeardNs = pause == null ? 0 : pause.pausedNs(lastHeardNs);
        pinged = false;
        if (missed && context != null) {
            missed = false;
            context.fireUserEventTriggered(Liveness.HEARD_AGAIN);
        }
        return !closing;
    }

    /** Notes that a message has come; false when it does not count any more. */
    boolean messageHeard() {
        Runnable first = onFirstMessage;
        if (first != null) {
            onFirstMessage = null;
            first.run();
        }
        boolean counts = heard();
        lastSaidNs = lastHeardNs;
        return counts;
    }

    /** Whether a close frame has been sent, after which nothing may follow. */
    boolean isClosing() {
        return closing;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!heard()) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof BinaryWebSocketFrame
                || (message instanceof TextWebSocketFrame && door.rules().textAllowed())) {
            messageHeard();
            ctx.fireChannelRead(message);
        } else {
            try {
                onOther(ctx, message);
            } finally {
                ReferenceCountUtil.release(message);
            }
        }
    }

    private void onOther(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof PongWebSocketFrame)) {
            lastSaidNs = lastHeardNs;
        }
        if (lastHeardNs - windowNs >= CONTROL_WINDOW_NS) {
            windowNs = lastHeardNs;
            controlFrames = 0;
        }
        if (message instanceof CloseWebSocketFrame close) {
            int code = close.statusCode();
            close(ctx, code < 0 ? new CloseWebSocketFrame() : new CloseWebSocketFrame(code, ""));
        } else if (++controlFrames > CONTROL_FRAMES_PER_WINDOW) {
            fail(ctx, WebSocketCloseStatus.POLICY_VIOLATION, "too many control frames");
        } else if (message instanceof PingWebSocketFrame ping) {
            // Somebody who does not read gets no pongs either: they would pile up in memory.
            if (ctx.channel().isWritable()) {
                ctx.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
            }
        } else if (message instanceof TextWebSocketFrame) {
            fail(ctx, WebSocketCloseStatus.INVALID_MESSAGE_TYPE, "binary messages only");
        } else if (!(message instanceof PongWebSocketFrame)) {
            fail(ctx, WebSocketCloseStatus.PROTOCOL_ERROR, "unexpected frame");
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (closing) {
            ReferenceCountUtil.release(message);
            promise.setFailure(new AfterCloseException());
        } else if (message instanceof CloseWebSocketFrame) {
            beginClosing(ctx);
            ctx.write(message, promise.unvoid()).addListener(done -> LingeringClose.begin(ctx.channel()));
        } else {
            ctx.write(message, promise);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (closing) {
            return;
        }
        if (cause instanceof CorruptedWebSocketFrameException corrupted) {
            fail(ctx, corrupted.closeStatus(), "");
        } else if (cause instanceof TooLongFrameException) {
            fail(ctx, WebSocketCloseStatus.MESSAGE_TOO_BIG, "");
        } else if (cause instanceof IOException) {
            ctx.close();
        } else {
            LOG.warn("Closing a WebSocket after an unexpected failure", cause);
            fail(ctx, WebSocketCloseStatus.INTERNAL_SERVER_ERROR, "");
        }
    }

    private void look(ChannelHandlerContext ctx) {
        long nowNs = clock.getAsLong();
        long pausedNs = pause == null ? 0 : pause.pausedNs(nowNs);
        if (pausedNs != pausedWhenHeardNs) {
            // Who was away is us; what they said meanwhile is about to be read.
            lastHeardNs += pausedNs - pausedWhenHeardNs;
            pausedWhenHeardNs = pausedNs;
            pinged = false;
        }
        boolean away = Boolean.TRUE.equals(ctx.channel().attr(Liveness.AWAY).get());
        long silentMs = ms(nowNs - lastHeardNs);
        long deadMs = liveness.deadAfterMs(away);
        if (silentMs >= deadMs) {
            LOG.debug("Closing a WebSocket after {} ms of silence", silentMs);
            door.census().died();
            ctx.fireUserEventTriggered(Liveness.SILENT);
            if (!closing) {
                ctx.close();
            }
            return;
        }
        if (pinged && !missed && ms(nowNs - pingedNs) >= liveness.missedAfterMs()) {
            missed = true;
            ctx.fireUserEventTriggered(Liveness.MISSED);
        }
        if (!closing) {
            lookIn(ctx, Math.min(pingIfDue(ctx, nowNs), deadMs - silentMs));
        }
    }

    /** Pings a quiet peer; returns in how many milliseconds something is to be done about pings. */
    private long pingIfDue(ChannelHandlerContext ctx, long nowNs) {
        long quietMs = ms(nowNs - Math.max(lastSaidNs, pingedNs));
        if (quietMs >= liveness.pingEveryMs()) {
            pingedNs = nowNs;
            pinged = true;
            quietMs = 0;
            if (ctx.channel().isWritable()) {
                ctx.writeAndFlush(new PingWebSocketFrame());
            }
        }
        long nextPingMs = liveness.pingEveryMs() - quietMs;
        return pinged && !missed ? Math.min(nextPingMs, liveness.missedAfterMs() - ms(nowNs - pingedNs)) : nextPingMs;
    }

    /** Rounded: a timer that fires a hair early is on time. */
    private static long ms(long ns) {
        return (ns + NS_PER_MS / 2) / NS_PER_MS;
    }

    private void fail(ChannelHandlerContext ctx, WebSocketCloseStatus status, String reason) {
        door.census().failed(status.code());
        close(ctx, new CloseWebSocketFrame(status, reason));
    }

    private void close(ChannelHandlerContext ctx, CloseWebSocketFrame frame) {
        beginClosing(ctx);
        ctx.writeAndFlush(frame).addListener(done -> LingeringClose.begin(ctx.channel()));
    }

    private void beginClosing(ChannelHandlerContext ctx) {
        closing = true;
        stopLooking();
        // A peer that has stopped reading never lets the close frame out.
        ctx.executor().schedule(() -> ctx.close(), CLOSE_FRAME_PATIENCE_MS, TimeUnit.MILLISECONDS);
    }

    private void stopLooking() {
        if (look != null) {
            look.cancel(false);
            look = null;
        }
    }

    /** Fails writes that come after the close frame; has no stack, because it is an everyday race. */
    private static final class AfterCloseException extends IOException {
        private static final long serialVersionUID = 1L;

        AfterCloseException() {
            super("The WebSocket is closing");
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
