package org.parvis.fuzz;

import com.google.protobuf.InvalidProtocolBufferException;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.parvis.protocol.v1.ServerMessage;

/** What a server wrote to an open WebSocket, taken apart and checked by RFC 6455. One thread at a time. */
final class ServerFrames {
    private static final int FINAL = 0x80;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int LENGTH_16 = 126;

    private final List<ServerMessage> messages = new ArrayList<>();
    private int closeCode;

    /** Takes apart what was written; frames end where buffers end or within. */
    void take(ByteBuf bytes) throws InvalidProtocolBufferException {
        while (bytes.isReadable()) {
            if (closeCode != 0) {
                throw new AssertionError("Something follows the close frame");
            }
            int head = bytes.readUnsignedByte();
            int length = bytes.readUnsignedByte();
            if (length == LENGTH_16) {
                length = bytes.readUnsignedShort();
            } else if (length > LENGTH_16) {
                length = Math.toIntExact(bytes.readLong());
            }
            takeFrame(head, bytes.readSlice(length));
        }
    }

    private void takeFrame(int head, ByteBuf payload) throws InvalidProtocolBufferException {
        switch (head ^ FINAL) {
            case BINARY -> messages.add(ServerMessage.parseFrom(payload.nioBuffer()));
            case CLOSE -> closeCode = payload.readUnsignedShort();
            case PING, PONG -> {}
            default -> throw new AssertionError("Frame with head " + Integer.toHexString(head));
        }
    }

    /** All messages so far. */
    List<ServerMessage> messages() {
        return messages;
    }

    /** Code of the close frame, 0 while there was none. */
    int closeCode() {
        return closeCode;
    }
}
