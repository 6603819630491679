package org.parvis.loadtest.client;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes received and not yet consumed. Most reads end with a frame, so the buffer is empty nearly always
 * between reads; an empty one that has grown large is given back.
 */
final class InboundBytes {
    private static final int KEPT_BYTES = 4 * 1024;

    private byte[] bytes = new byte[512];
    private int position;
    private int end;

    void append(ByteBuf source) {
        int count = source.readableBytes();
        if (bytes.length - end < count) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, end + count));
        }
        source.readBytes(bytes, end, count);
        end += count;
    }

    byte[] bytes() {
        return bytes;
    }

    int position() {
        return position;
    }

    int length() {
        return end - position;
    }

    void skip(int count) {
        position += count;
    }

    /** Moves what is left to the front. */
    void compact() {
        int rest = end - position;
        if (rest == 0 && bytes.length > KEPT_BYTES) {
            bytes = new byte[KEPT_BYTES];
        } else if (position > 0) {
            System.arraycopy(bytes, position, bytes, 0, rest);
        }
        position = 0;
        end = rest;
    }

    /** Length of the HTTP headers with their empty line, or −1 while it has not come. */
    int endOfHeaders() {
        for (int i = position + 3; i < end; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n' && bytes[i - 3] == '\r') {
                return i + 1 - position;
            }
        }
        return -1;
    }

    String text(int length) {
        return new String(bytes, position, length, StandardCharsets.ISO_8859_1);
    }
}
