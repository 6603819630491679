package org.parvis.loadtest.client;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes received on a connection and not yet consumed. While they are looked at they lie in the event loop's one
 * array; between reads a connection keeps only what is left over of a message, which nearly always is nothing.
 * Thousands of connections that each kept their own array would fill the heap several times a second.
 *
 * <p>Use: {@link #append}, then consume, then {@link #keepRest}. Event loop only.
 */
final class InboundBytes {
    private static final byte[] NOTHING = {};

    private Table table = Table.OF_THREAD.get();
    private byte[] rest = NOTHING;
    private int position;
    private int end;

    /** The array that all connections of an event loop read on, one after the other. */
    private static final class Table {
        private static final FastThreadLocal<Table> OF_THREAD = new FastThreadLocal<>() {
            @Override
            protected Table initialValue() {
                return new Table();
            }
        };

        private byte[] bytes = new byte[64 * 1024];

        private void makeRoom(int count) {
            if (bytes.length < count) {
                bytes = new byte[Math.max(bytes.length * 2, count)];
            }
        }
    }

    void append(ByteBuf source) {
        int count = source.readableBytes();
        table = Table.OF_THREAD.get();
        table.makeRoom(rest.length + count);
        System.arraycopy(rest, 0, table.bytes, 0, rest.length);
        source.readBytes(table.bytes, rest.length, count);
        position = 0;
        end = rest.length + count;
    }

    byte[] bytes() {
        return table.bytes;
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

    /** Takes what is left off the table. */
    void keepRest() {
        rest = position == end ? NOTHING : Arrays.copyOfRange(table.bytes, position, end);
    }

    /** Length of the HTTP headers with their empty line, or −1 while it has not come. */
    int endOfHeaders() {
        byte[] bytes = table.bytes;
        for (int i = position + 3; i < end; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n' && bytes[i - 3] == '\r') {
                return i + 1 - position;
            }
        }
        return -1;
    }

    String text(int length) {
        return new String(table.bytes, position, length, StandardCharsets.ISO_8859_1);
    }
}
