package org.parvis.protocol.pose;

import org.parvis.protocol.bytes.ByteCursor;

/**
 * A cursor over a frame; allocates nothing, one thread at a time.
 *
 * <p>Use: {@link #wrapMessage} with a whole ServerMessage, or {@link #wrap} with a Frame, then loops over
 * {@link #nextDroppedCell()}, {@link #nextCell} and {@link #nextHorizon()}. Dropped cells are to be applied before
 * the updates, wherever they stand among the bytes; each loop therefore walks the frame by itself. The wrapped array
 * must not change meanwhile. Malformed bytes end in a {@link org.parvis.protocol.WireException}.
 */
public final class FrameReader {

    private final ByteCursor cells = new ByteCursor();
    private final ByteCursor dropped = new ByteCursor();
    private final ByteCursor droppedRun = new ByteCursor();
    private final ByteCursor horizon = new ByteCursor();
    private final ByteCursor count = new ByteCursor();
    private int tick;
    private int pace;
    private int nearDm;
    private int droppedCell;
    private int horizonCell;
    private int horizonCount;

    /**
     * Begins to read a server message when it is a frame.
     *
     * @param source array with the bytes of a ServerMessage
     * @param offset its first byte
     * @param length its bytes
     * @return false when the message is of another kind, to be read by the generated parser; a message that carries
     *     anything beside one frame counts as another kind
     */
    public boolean wrapMessage(byte[] source, int offset, int length) {
        cells.wrap(source, offset, length);
        if (!cells.hasMore() || cells.readTag() != FrameTags.FRAME) {
            return false;
        }
        int frameLength = cells.readLength();
        int start = cells.position();
        if (start + frameLength != offset + length) {
            return false;
        }
        wrap(source, start, frameLength);
        return true;
    }

    /**
     * Begins to read a frame.
     *
     * @param source array with the bytes of a Frame
     * @param offset its first byte
     * @param length its bytes
     */
    public void wrap(byte[] source, int offset, int length) {
        cells.wrap(source, offset, length);
        dropped.wrap(source, offset, length);
        droppedRun.wrap(source, offset, 0);
        horizon.wrap(source, offset, length);
        tick = 0;
        pace = 0;
        nearDm = 0;
        // One walk over all tags: it finds the single values and shows that the frame is whole.
        while (cells.hasMore()) {
            int tag = cells.readTag();
            switch (tag) {
                case FrameTags.TICK -> tick = cells.readVarint32();
                case FrameTags.PACE -> pace = cells.readNatural();
                case FrameTags.NEAR_DM -> nearDm = cells.readNatural();
                default -> cells.skipValue(tag);
            }
        }
        cells.wrap(source, offset, length);
    }

    /**
     * Returns the tick that the frame stands for.
     *
     * @return 32 bits, to be read as unsigned
     */
    public int tick() {
        return tick;
    }

    /**
     * Returns how often the viewer gets a frame from this one on.
     *
     * @return ticks from frame to frame, 0 when it stays as before
     */
    public int pace() {
        return pace;
    }

    /**
     * Returns how far the ring reaches of whose avatars every frame tells.
     *
     * @return decimetres, 0 when it stays as before
     */
    public int nearDm() {
        return nearDm;
    }

    /**
     * Steps to the next cell that the viewer no longer receives.
     *
     * @return false when there is none left
     */
    public boolean nextDroppedCell() {
        while (true) {
            if (droppedRun.hasMore()) {
                droppedCell = droppedRun.readNatural();
                return true;
            }
            if (!dropped.hasMore()) {
                return false;
            }
            int tag = dropped.readTag();
            if (tag == FrameTags.DROPPED) {
                droppedCell = dropped.readNatural();
                return true;
            }
            if (tag == FrameTags.DROPPED_PACKED) {
                int length = dropped.readLength();
                droppedRun.wrap(dropped, dropped.position(), length);
                dropped.skip(length);
            } else {
                dropped.skipValue(tag);
            }
        }
    }

    /**
     * Returns the cell that the viewer no longer receives.
     *
     * @return number of the cell
     */
    public int droppedCell() {
        return droppedCell;
    }

    /**
     * Steps to the next cell update.
     *
     * @param reader wrapped around the update when there is one
     * @return false when there is none left
     */
    public boolean nextCell(CellUpdateReader reader) {
        while (cells.hasMore()) {
            int tag = cells.readTag();
            if (tag == FrameTags.CELLS) {
                int length = cells.readLength();
                reader.wrap(cells, length);
                cells.skip(length);
                return true;
            }
            cells.skipValue(tag);
        }
        return false;
    }

    /**
     * Steps to the next count of a cell beyond the viewer's outermost ring.
     *
     * @return false when there is none left
     */
    public boolean nextHorizon() {
        while (horizon.hasMore()) {
            int tag = horizon.readTag();
            if (tag == FrameTags.HORIZON) {
                int length = horizon.readLength();
                count.wrap(horizon, horizon.position(), length);
                horizon.skip(length);
                readCount();
                return true;
            }
            horizon.skipValue(tag);
        }
        return false;
    }

    private void readCount() {
        horizonCell = 0;
        horizonCount = 0;
        while (count.hasMore()) {
            int tag = count.readTag();
            switch (tag) {
                case FrameTags.COUNT_CELL -> horizonCell = count.readNatural();
                case FrameTags.COUNT -> horizonCount = count.readNatural();
                default -> count.skipValue(tag);
            }
        }
    }

    /**
     * Returns the cell of the count.
     *
     * @return number of the cell
     */
    public int horizonCell() {
        return horizonCell;
    }

    /**
     * Returns how many avatars stand in the cell.
     *
     * @return 0 when it has emptied
     */
    public int horizonCount() {
        return horizonCount;
    }
}
