package org.parvis.fuzz;

import com.google.protobuf.InvalidProtocolBufferException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import org.parvis.protocol.v1.ServerMessage;

/** Somebody at the other end of a WebSocket of the {@link House}. One thread. */
final class Visitor {
    private static final int FINAL_BINARY = 0x82;
    private static final int MASKED = 0x80;
    private static final int SHORT_MAX_BYTES = 125;
    private static final int LENGTH_16 = 126;
    private static final int SERVER_FAULT = 1011;

    private final EmbeddedChannel channel;
    private final ByteBufAllocator memory;
    private final ServerFrames heard = new ServerFrames();

    Visitor(EmbeddedChannel channel, ByteBufAllocator memory) {
        this.channel = channel;
        this.memory = memory;
    }

    /** Sends a whole binary message. */
    void say(byte[] message) {
        ByteBuf frame = memory.buffer(message.length + 8).writeByte(FINAL_BINARY);
        if (message.length <= SHORT_MAX_BYTES) {
            frame.writeByte(MASKED | message.length);
        } else {
            frame.writeByte(MASKED | LENGTH_16).writeShort(message.length);
        }
        // A mask of zeros is as good as any.
        write(frame.writeInt(0).writeBytes(message));
    }

    /** Sends bytes as they are. */
    void sendBytes(byte[] bytes, int offset, int length) {
        write(memory.buffer(Math.max(1, length)).writeBytes(bytes, offset, length));
    }

    private void write(ByteBuf bytes) {
        if (channel.isOpen()) {
            channel.writeInbound(bytes);
        } else {
            bytes.release();
        }
    }

    /** Takes in what the server has written, and checks it. */
    void listen() throws InvalidProtocolBufferException {
        channel.runPendingTasks();
        for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            try {
                heard.take(bytes);
            } finally {
                bytes.release();
            }
        }
        channel.checkException();
        if (heard.closeCode() == SERVER_FAULT) {
            throw new AssertionError("A session failed, see the log");
        }
    }

    List<ServerMessage> messages() {
        return heard.messages();
    }

    boolean isOpen() {
        return channel.isOpen() && heard.closeCode() == 0;
    }

    void runTasks() {
        channel.runPendingTasks();
    }

    void close() {
        channel.close();
        channel.runPendingTasks();
    }

    /** Throws away what was not read. */
    void discard() {
        channel.finishAndReleaseAll();
    }
}
