package org.parvis.server.gateway.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.ssl.SslHandler;

/**
 * The short way out of an open WebSocket, for {@link WholeFrame}s: past all handlers of the pipeline but TLS, each of which costs
 * every frame a few misses of the processor's cache. Event loop of the connection only.
 */
public final class Outlet {
    private final Channel channel;
    private final WebSocketGuard guard;
    private final ChannelHandlerContext outermost;
    private final ByteBufAllocator alloc;
    private final LoopPause pause;

    Outlet(Channel channel, WebSocketGuard guard, LoopPause pause) {
        this.pause = pause;
        this.channel = channel;
        this.guard = guard;
        outermost = outermost(channel.pipeline());
        alloc = channel.alloc();
    }

    /**
     * The place from which a write passes nobody on its way to the socket, or nobody but TLS: a handler of the WebSocket,
     * which stays there for the connection's life. A write from the place of TLS itself would leave in clear.
     */
    private static ChannelHandlerContext outermost(ChannelPipeline pipeline) {
        boolean tls = pipeline.get(SslHandler.class) != null;
        return tls ? pipeline.context(WebSocket13FrameEncoder.class) : pipeline.firstContext();
    }

    /** Where buffers for this connection come from. */
    public ByteBufAllocator alloc() {
        return alloc;
    }

    /** For how long the connection's event loop was held up. */
    public LoopPause pause() {
        return pause;
    }

    /** Whether more may be written without piling it up in memory. */
    public boolean isWritable() {
        return channel.isWritable();
    }

    /**
     * Writes a frame, which leaves with the next {@link #flush}; drops it when the connection is closing.
     *
     * @param wholeFrame taken over
     */
    public void write(ByteBuf wholeFrame) {
        if (guard.isClosing()) {
            wholeFrame.release();
        } else {
            outermost.write(wholeFrame, outermost.voidPromise());
        }
    }

    /** Sends what was written. */
    public void flush() {
        outermost.flush();
    }
}
