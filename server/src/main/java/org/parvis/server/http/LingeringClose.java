package org.parvis.server.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection so that the peer can still read our last words.
 *
 * <p>Closing a socket while its input holds unread bytes makes the kernel send a reset, and a reset may overtake the
 * error reply or close frame just written. So our side is shut first, what still comes in is thrown away for a short
 * while, and then the socket is closed. Over TLS our side says so first (close_notify), without which a careful peer
 * would take what it has read for cut short.
 *
 * <p>Event loop only.
 */
public final class LingeringClose extends ChannelInboundHandlerAdapter {
    private static final long PATIENCE_MS = 2_000;

    private LingeringClose() {}

    /**
     * Shuts the output and discards the input until the peer closes too, at most two seconds. Nothing more reaches the
     * pipeline. Call when the last write is done.
     *
     * @param channel the channel; asking twice is harmless
     */
    public static void begin(Channel channel) {
        if (!channel.isActive() || channel.pipeline().get(LingeringClose.class) != null) {
            return;
        }
        channel.pipeline().addFirst(new LingeringClose());
        if (channel instanceof DuplexChannel duplex && !duplex.isInputShutdown()) {
            SslHandler tls = channel.pipeline().get(SslHandler.class);
            if (tls == null) {
                duplex.shutdownOutput();
            } else {
                tls.closeOutbound().addListener(told -> duplex.shutdownOutput());
            }
            channel.eventLoop().schedule(() -> channel.close(), PATIENCE_MS, TimeUnit.MILLISECONDS);
        } else {
            channel.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // The peer reset the connection while we waited for it to go: it is gone.
        ctx.close();
    }
}
