package org.parvis.loadtest.client;

import io.netty.buffer.ByteBuf;

/** Writes the frames of a WebSocket client; RFC 6455, section 5.2. */
final class FrameWriter {
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;

    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int SHORT_LENGTH = 126;

    private FrameWriter() {}

    /**
     * Writes a whole frame. The masking key is 0, which leaves the bytes as they are: the mask protects
     * proxies from scripts in a browser, and this is neither.
     */
    static void writeMasked(ByteBuf target, int opcode, byte[] payload, int length) {
        target.writeByte(FINAL | opcode);
        if (length < SHORT_LENGTH) {
            target.writeByte(MASKED | length);
        } else if (length <= 0xffff) {
            target.writeByte(MASKED | SHORT_LENGTH);
            target.writeShort(length);
        } else {
            throw new IllegalArgumentException("no client message is longer than 8 KiB, not " + length);
        }
        target.writeInt(0);
        target.writeBytes(payload, 0, length);
    }
}
