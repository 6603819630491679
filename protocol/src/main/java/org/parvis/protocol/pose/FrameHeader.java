package org.parvis.protocol.pose;

import org.parvis.protocol.bytes.Varints;

/**
 * The bytes before the cell updates of a frame: the envelope of the ServerMessage and the tick. A viewer's message is
 * this header followed by the bytes of its cells, taken as they are from {@link CellUpdateWriter}, and by what
 * {@link FrameTail} wrote. Stateless, any thread.
 */
public final class FrameHeader {

    /** Most bytes that a header takes. */
    public static final int MAX_BYTES = 2 + 2 * Varints.MAX_BYTES_32;

    private FrameHeader() {}

    /**
     * Writes a header.
     *
     * @param target array to write to, with room for {@link #MAX_BYTES}
     * @param offset index of the first byte
     * @param tick the tick, read as unsigned
     * @param bodyBytes bytes of everything that will follow
     * @return index after the last byte
     */
    public static int write(byte[] target, int offset, int tick, int bodyBytes) {
        int tickBytes = tick == 0 ? 0 : 1 + Varints.size32(tick);
        target[offset] = FrameTags.FRAME;
        int at = Varints.put32(target, offset + 1, tickBytes + bodyBytes);
        if (tick != 0) {
            target[at] = FrameTags.TICK;
            at = Varints.put32(target, at + 1, tick);
        }
        return at;
    }
}
