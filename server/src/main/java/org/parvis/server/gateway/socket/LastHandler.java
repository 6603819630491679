package org.parvis.server.gateway.socket;

import io.netty.channel.ChannelHandler;

/** Makes the handler that speaks over an open WebSocket. */
@FunctionalInterface
public interface LastHandler {
    /**
     * Makes one.
     *
     * @param remoteAddress the peer, as limits per address count it
     * @param userAgent what the peer calls itself, at most 256 characters
     * @return a fresh handler
     */
    ChannelHandler create(String remoteAddress, String userAgent);
}
