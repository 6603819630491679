package org.parvis.server.gateway.socket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends messages that never end: stands before the joining of fragments, counts them like control frames, wants the last
 * within a time of the first, and refuses those that bring nothing. The guard behind it closes with 1008. Event loop
 * only.
 */
final class FragmentLimit extends ChannelInboundHandlerAdapter {
    private static final long WINDOW_NS = TimeUnit.SECONDS.toNanos(5);

    private final WebSocketRules.Fragments rules;
    private @Nullable Future<?> deadline;
    private long windowNs;
    private int count;
    private boolean over;

    FragmentLimit(WebSocketRules.Fragments rules) {
        this.rules = rules;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (over) {
            ReferenceCountUtil.release(message);
            return;
        }
        String fault = message instanceof WebSocketFrame frame && isFragment(frame) ? onFragment(ctx, frame) : null;
        if (fault == null) {
            ctx.fireChannelRead(message);
        } else {
            ReferenceCountUtil.release(message);
            refuse(ctx, fault);
        }
    }

    private static boolean isFragment(WebSocketFrame frame) {
        return frame instanceof ContinuationWebSocketFrame
                || (!frame.isFinalFragment()
                        && (frame instanceof BinaryWebSocketFrame || frame instanceof TextWebSocketFrame));
    }

    /** What is wrong with it; null when nothing is. */
    private @Nullable String onFragment(ChannelHandlerContext ctx, WebSocketFrame frame) {
        long nowNs = System.nanoTime();
        if (count == 0 || nowNs - windowNs > WINDOW_NS) {
            windowNs = nowNs;
            count = 0;
        }
        if (++count > rules.inFiveSeconds()) {
            return "too many fragments";
        }
        if (frame.isFinalFragment()) {
            stop();
            return null;
        }
        if (!rules.mayBeEmpty() && !frame.content().isReadable()) {
            return "an empty fragment that is not the last";
        }
        if (deadline == null) {
            deadline = ctx.executor()
                    .schedule(
                            () -> refuse(ctx, "a message that does not end"),
                            rules.lastWithinMs(),
                            TimeUnit.MILLISECONDS);
        }
        return null;
    }

    private void refuse(ChannelHandlerContext ctx, String fault) {
        over = true;
        stop();
        ctx.fireExceptionCaught(new CorruptedWebSocketFrameException(WebSocketCloseStatus.POLICY_VIOLATION, fault));
    }

    private void stop() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        stop();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stop();
        ctx.fireChannelInactive();
    }
}
