package org.parvis.server.gateway.socket;

import io.netty.buffer.ByteBuf;

/**
 * WebSocket frames whose header and payload are in one buffer (RFC 6455 section 5.2).
 *
 * <p>Netty's encoder writes them as two, which makes the kernel gather; for the thousands of small frames of a tick that
 * is half of the cost of a write. The encoder lets plain buffers pass, so these go out as they are. Any thread.
 */
public final class WholeFrame {
    private static final int FIN_AND_BINARY = 0x82;
    private static final int SHORT_MAX = 125;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;

    /** Most bytes of a header. */
    public static final int HEADER_MAX_BYTES = 10;

    private WholeFrame() {}

    /**
     * Appends the header of a final, unmasked binary frame.
     *
     * @param buffer to append to
     * @param payloadBytes exactly as many bytes as the caller will append next
     */
    public static void begin(ByteBuf buffer, int payloadBytes) {
        buffer.writeByte(FIN_AND_BINARY);
        if (payloadBytes <= SHORT_MAX) {
            buffer.writeByte(payloadBytes);
        } else if (payloadBytes <= 0xFFFF) {
            buffer.writeByte(LENGTH_16).writeShort(payloadBytes);
        } else {
            buffer.writeByte(LENGTH_64).writeLong(payloadBytes);
        }
    }
}
