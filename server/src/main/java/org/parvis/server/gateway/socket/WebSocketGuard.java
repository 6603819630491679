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
 * <p>A peer is pinged only when nothing came from it since the last look, every {@code pingEveryMs}: people who walk
 * prove by their moves that they live, and a ping is a system call per person.
 *
 * <p>Event loop only.
 */
final class WebSocketGuard extends ChannelDuplexHandler {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketGuard.class);
    private static final int CONTROL_FRAMES_PER_LOOK = 250;
    private static final long CLOSE_FRAME_PATIENCE_MS = 5_000;

    private final WebSocketDoor door;
    private final Liveness liveness;
    private @Nullable Future<?> look;
    private long lastHeardNs;
    private boolean heardSinceLook = true;
    private @Nullable Runnable onFirstMessage;
    private int controlFrames;
    private boolean closing;

    /** Runs {@code onFirstMessage} once, when the peer has sent more than control frames. */
    WebSocketGuard(WebSocketDoor door, Runnable onFirstMessage) {
        this.door = door;
        this.onFirstMessage = onFirstMessage;
        this.liveness = door.liveness();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        lastHeardNs = System.nanoTime();
        look = ctx.executor()
                .scheduleAtFixedRate(
                        () -> look(ctx), liveness.pingEveryMs(), liveness.pingEveryMs(), TimeUnit.MILLISECONDS);
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
        heardSinceLook = true;
        lastHeardNs = System.nanoTime();
        return !closing;
    }

    /** Notes that a message has come; false when it does not count any more. */
    boolean messageHeard() {
        Runnable first = onFirstMessage;
        if (first != null) {
            onFirstMessage = null;
            first.run();
        }
        return heard();
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
        if (message instanceof CloseWebSocketFrame close) {
            int code = close.statusCode();
            close(ctx, code < 0 ? new CloseWebSocketFrame() : new CloseWebSocketFrame(code, ""));
        } else if (++controlFrames > CONTROL_FRAMES_PER_LOOK) {
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
        boolean away = Boolean.TRUE.equals(ctx.channel().attr(Liveness.AWAY).get());
        long silentMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastHeardNs);
        if (silentMs >= liveness.deadAfterMs(away)) {
            LOG.debug("Closing a WebSocket after {} ms of silence", silentMs);
            door.census().died();
            ctx.fireUserEventTriggered(Liveness.SILENT);
            if (!closing) {
                ctx.close();
            }
        } else if (!heardSinceLook && ctx.channel().isWritable()) {
            ctx.writeAndFlush(new PingWebSocketFrame());
        }
        heardSinceLook = false;
        controlFrames = 0;
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
