package org.parvis.server.gateway.socket;

import io.netty.buffer.ByteBuf;

/**
 * A last handler that also takes binary messages as bytes, without an object around each.
 *
 * <p>Event loop of the connection.
 */
public interface MessageTaker {
    /**
     * The connection is open; comes before the first message.
     *
     * @param outlet the short way out
     */
    void onOpen(Outlet outlet);

    /**
     * A whole binary message has come.
     *
     * @param content the message, unmasked; lent until this returns
     */
    void onMessage(ByteBuf content);
}
