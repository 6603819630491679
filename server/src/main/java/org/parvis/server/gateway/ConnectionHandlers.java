package org.parvis.server.gateway;

import io.netty.channel.ChannelHandler;

/**
 * Makes the last handler of a player's connection; the seam between the pipeline and whoever speaks the protocol.
 *
 * <p>The handler is added after the WebSocket upgrade has succeeded. It receives {@link
 * io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame}s only: whole messages (fragments are joined) of at most
 * 8 KiB, which it must release; one that is a {@link org.parvis.server.gateway.socket.MessageTaker} gets most of them as bytes. It may write {@code BinaryWebSocketFrame} and {@code CloseWebSocketFrame}. Text
 * messages, pings, pongs, broken frames and a silent peer never reach it: the pipeline in front answers those itself and
 * the handler sees {@code channelInactive}.
 *
 * <p>Threads: called on the event loop of the connection.
 */
@FunctionalInterface
public interface ConnectionHandlers {
    /**
     * Makes a handler for one connection.
     *
     * @param info what is known about the peer
     * @return a fresh handler, never shared between connections
     */
    ChannelHandler newConnection(ConnectionInfo info);
}
