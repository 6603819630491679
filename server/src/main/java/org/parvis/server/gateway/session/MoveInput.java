package org.parvis.server.gateway.session;

import io.netty.buffer.ByteBuf;
import org.parvis.protocol.move.MoveReader;
import org.parvis.server.instance.Mailbox;

/** Reads moves out of messages without making objects. One event loop. */
final class MoveInput implements Mailbox.MoveTarget {
    private final MoveReader reader;

    MoveInput(int maxBytes) {
        reader = new MoveReader(maxBytes);
    }

    /** Whether a message is a move, which this then tells; throws a WireException when it is a broken one. */
    boolean read(ByteBuf message) {
        int from = message.readerIndex();
        int bytes = message.readableBytes();
        // A message that came in fragments lies in several buffers, which only copying makes one.
        return reader.read(
                message.nioBufferCount() == 1
                        ? message.internalNioBuffer(from, bytes)
                        : message.nioBuffer(from, bytes));
    }

    @Override
    public int sequence() {
        return reader.sequence();
    }

    @Override
    public int floor() {
        return reader.floor();
    }

    @Override
    public int xCm() {
        return reader.xCm();
    }

    @Override
    public int zCm() {
        return reader.zCm();
    }

    @Override
    public int yaw() {
        return reader.yaw();
    }

    @Override
    public int gait() {
        return reader.gait();
    }
}
