package org.parvis.server.gateway.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;

/**
 * The short way out of an open WebSocket, for {@link WholeFrame}s: past all handlers of the pipeline, each of which costs
 * every frame a few misses of the processor's cache. Event loop of the connection only.
 */
public final class Outlet {
    private final Channel channel;
    private final WebSocketGuard guard;
    private final ChannelHandlerContext outermost;
    private final ByteBufAllocator alloc;

    Outlet(Channel channel, WebSocketGuard guard) {
        this.channel = channel;
        this.guard = guard;
        // The WebSocket encoder, which stays there for the connection's life.
        outermost = channel.pipeline().firstContext();
        alloc = channel.alloc();
    }

    /** Where buffers for this connection come from. */
    public ByteBufAllocator alloc() {
        return alloc;
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
