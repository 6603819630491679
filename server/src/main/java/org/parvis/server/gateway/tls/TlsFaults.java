package org.parvis.server.gateway.tls;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import javax.net.ssl.SSLException;

/**
 * Stands right behind TLS: counts handshakes, and ends a connection on which TLS failed without a line in the log, since
 * every port scan makes some.
 *
 * <p>Event loop only.
 */
final class TlsFaults extends ChannelInboundHandlerAdapter {
    private final TlsMetrics metrics;

    TlsFaults(TlsMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            metrics.handshake(handshake.isSuccess());
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Throwable fault = cause instanceof DecoderException && cause.getCause() != null ? cause.getCause() : cause;
        if (fault instanceof SSLException) {
            ctx.close();
        } else {
            ctx.fireExceptionCaught(cause);
        }
    }
}
