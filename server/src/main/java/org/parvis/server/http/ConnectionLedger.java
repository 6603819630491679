package org.parvis.server.http;

import io.netty.channel.Channel;

/**
 * Told what each connection is doing, so that those who only hold a place can be shown out first.
 *
 * <p>Any event loop.
 */
public interface ConnectionLedger {
    /**
     * The connection owes us a request.
     *
     * @param channel the connection
     */
    void waiting(Channel channel);

    /**
     * The connection has said something complete and is being served.
     *
     * @param channel the connection
     */
    void serving(Channel channel);
}
