package org.parvis.server.gateway.socket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands behind the session's handler: a bug there costs one connection (close code 1011) and one line in the log.
 *
 * <p>Event loop only.
 */
final class FaultBarrier extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(FaultBarrier.class);

    private final WebSocketCensus counts;

    FaultBarrier(WebSocketCensus counts) {
        this.counts = counts;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            ctx.close();
            return;
        }
        LOG.error("A session failed; closing its connection", cause);
        counts.failed(WebSocketCloseStatus.INTERNAL_SERVER_ERROR.code());
        ctx.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.INTERNAL_SERVER_ERROR, ""));
    }
}
