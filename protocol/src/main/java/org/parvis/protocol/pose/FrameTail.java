package org.parvis.protocol.pose;

import org.parvis.protocol.bytes.ByteSink;
import org.parvis.protocol.bytes.Varints;

/**
 * Writes what a frame holds beside cell updates: dropped cells, counts of the horizon and what changes about its
 * viewer's frames, as fields of a Frame that
 * may stand before or after the updates. Nothing is allocated once the arrays have grown. One thread at a time.
 */
public final class FrameTail {

    private static final int INITIAL_BYTES = 64;

    private final ByteSink out;
    private final ByteSink dropped;

    /**
     * Makes a writer.
     *
     * @param maxBytes bound of the bytes between two resets, at least 64
     */
    public FrameTail(int maxBytes) {
        out = new ByteSink(INITIAL_BYTES, maxBytes);
        dropped = new ByteSink(INITIAL_BYTES, maxBytes);
    }

    /** Forgets everything; the arrays are kept. */
    public void reset() {
        out.reset();
        dropped.reset();
    }

    /**
     * Tells the viewer to forget a cell.
     *
     * @param cell number of the cell
     */
    public void droppedCell(int cell) {
        dropped.writeVarint32(cell);
    }

    /**
     * Tells how many avatars stand in a cell of the horizon.
     *
     * @param cell number of the cell
     * @param avatars how many, 0 when it has emptied
     */
    public void horizon(int cell, int avatars) {
        int cellBytes = cell == 0 ? 0 : 1 + Varints.size32(cell);
        int countBytes = avatars == 0 ? 0 : 1 + Varints.size32(avatars);
        out.writeByte(FrameTags.HORIZON);
        out.writeVarint32(cellBytes + countBytes);
        if (cell != 0) {
            out.writeByte(FrameTags.COUNT_CELL);
            out.writeVarint32(cell);
        }
        if (avatars != 0) {
            out.writeByte(FrameTags.COUNT);
            out.writeVarint32(avatars);
        }
    }

    /**
     * Tells how often the viewer gets a frame from this one on.
     *
     * @param ticks from frame to frame, at least 1
     */
    public void pace(int ticks) {
        out.writeByte(FrameTags.PACE);
        out.writeVarint32(ticks);
    }

    /**
     * Tells how far the ring reaches of whose avatars every frame tells.
     *
     * @param dm decimetres, at least 1
     */
    public void nearDm(int dm) {
        out.writeByte(FrameTags.NEAR_DM);
        out.writeVarint32(dm);
    }

    /** Joins the dropped cells to the counts; call once, before {@link #array()} and {@link #size()}. */
    public void end() {
        if (dropped.size() > 0) {
            out.writeByte(FrameTags.DROPPED_PACKED);
            out.writeVarint32(dropped.size());
            out.write(dropped);
            dropped.reset();
        }
    }

    /**
     * Returns the array that holds the bytes, from index 0 up to {@link #size()}.
     *
     * @return the array itself, owned by this writer
     */
    public byte[] array() {
        return out.array();
    }

    /**
     * Returns the size of the bytes.
     *
     * @return bytes
     */
    public int size() {
        return out.size();
    }
}
