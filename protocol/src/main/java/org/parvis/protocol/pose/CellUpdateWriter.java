package org.parvis.protocol.pose;

import org.parvis.protocol.bytes.ByteSink;
import org.parvis.protocol.bytes.Varints;
import org.parvis.protocol.quantise.Quantise;

/**
 * Writes cell updates, each complete with the tag and length of {@code Frame.cells}, so that the bytes of several
 * updates laid one behind the other are the body of a frame.
 *
 * <p>Use: {@link #reset()}, then per cell {@link #begin}, any mixture of {@link #pose}, {@link #state} and
 * {@link #gone}, {@link #end()}. Avatar numbers rise within each of the three lists, so one pass over a cell's
 * sorted avatars may call all three for each of them. The bytes are in {@link #array()} up to {@link #size()}.
 *
 * <p>The three lists are gathered in scratch arrays and joined by {@code end()}: that way every length is known when
 * it is written and takes no more bytes than needed. Nothing is allocated once the arrays have grown to their largest
 * content. One thread at a time, in the server the tick thread of the instance.
 */
public final class CellUpdateWriter {

    private static final int INITIAL_BYTES = 512;
    private static final int NO_CELL = -1;

    private final ByteSink out;
    private final RecordList poses;
    private final RecordList states;
    private final RecordList gone;
    private int cell = NO_CELL;
    private boolean keyframe;

    /**
     * Makes a writer.
     *
     * @param maxBytes bound of all updates between two resets, at least 512; beyond it {@link #end()} throws
     */
    public CellUpdateWriter(int maxBytes) {
        out = new ByteSink(Math.min(INITIAL_BYTES, maxBytes), maxBytes);
        poses = new RecordList(maxBytes);
        states = new RecordList(maxBytes);
        gone = new RecordList(maxBytes);
    }

    /** Forgets all updates; the arrays are kept. */
    public void reset() {
        out.reset();
        cell = NO_CELL;
    }

    /**
     * Begins the update of a cell.
     *
     * @param newCell number of the cell, not negative
     * @throws IllegalStateException when the update before has not been ended
     */
    public void begin(int newCell) {
        if (cell != NO_CELL) {
            throw new IllegalStateException("cell " + cell + " was begun and not ended");
        }
        if (newCell < 0) {
            throw new IllegalArgumentException("cell numbers are not negative: " + newCell);
        }
        cell = newCell;
        keyframe = false;
        poses.clear();
        states.clear();
        gone.clear();
    }

    /** Declares the update a keyframe: it holds pose and state of every avatar of the cell. */
    public void keyframe() {
        checkBegun();
        keyframe = true;
    }

    /**
     * Appends a pose.
     *
     * @param avatar number of the avatar, greater than that of the pose before
     * @param packed the pose, see {@link org.parvis.protocol.quantise.CellPose}
     */
    public void pose(int avatar, int packed) {
        checkBegun();
        poses.startRecord(avatar).writeIntLittleEndian(packed);
    }

    /**
     * Appends a state.
     *
     * @param avatar number of the avatar, greater than that of the state before
     * @param flags from {@link StateFlags#of}
     * @param heightCm height of the feet above the floor, -100..1000 centimetres
     * @param emote number of the running emote, 1..255, or 0 for none
     */
    public void state(int avatar, int flags, int heightCm, int emote) {
        checkBegun();
        if ((flags & ~StateFlags.CALLERS_BITS) != 0) {
            throw new IllegalArgumentException("flags must come from StateFlags.of: " + flags);
        }
        if (!Quantise.isHeightInRange(heightCm)) {
            throw new IllegalArgumentException("height out of -100..1000 cm: " + heightCm);
        }
        if ((emote & ~0xFF) != 0) {
            throw new IllegalArgumentException("emote does not fit a byte: " + emote);
        }
        int follows = (heightCm == 0 ? 0 : StateFlags.HEIGHT_FOLLOWS) | (emote == 0 ? 0 : StateFlags.EMOTE_FOLLOWS);
        ByteSink record = states.startRecord(avatar);
        record.writeByte(flags | follows);
        if (heightCm != 0) {
            record.writeZigZag32(heightCm);
        }
        if (emote != 0) {
            record.writeByte(emote);
        }
    }

    /**
     * Appends a departure.
     *
     * @param avatar number of the avatar that left the cell, greater than that of the departure before
     */
    public void gone(int avatar) {
        checkBegun();
        gone.startRecord(avatar);
    }

    /**
     * Tells whether the update begun has nothing to say; such an update is better dropped than ended.
     *
     * @return true before any pose, state or departure, unless it is a keyframe
     */
    public boolean isEmpty() {
        return !keyframe && poses.size() + states.size() + gone.size() == 0;
    }

    /** Drops the update begun. */
    public void drop() {
        checkBegun();
        cell = NO_CELL;
    }

    /**
     * Ends the update and appends its bytes.
     *
     * @return index in {@link #array()} of the update's first byte; it reaches to {@link #size()}
     * @throws IllegalStateException when nothing was begun or the bound is exceeded
     */
    public int end() {
        checkBegun();
        int start = out.size();
        int length = (cell == 0 ? 0 : 1 + Varints.size32(cell))
                + sectionBytes(poses.size())
                + sectionBytes(states.size())
                + sectionBytes(gone.size())
                + (keyframe ? 2 : 0);
        out.writeByte(FrameTags.CELLS);
        out.writeVarint32(length);
        if (cell != 0) {
            out.writeByte(FrameTags.CELL);
            out.writeVarint32(cell);
        }
        writeSection(FrameTags.POSES, poses);
        writeSection(FrameTags.STATES, states);
        writeSection(FrameTags.GONE, gone);
        if (keyframe) {
            out.writeByte(FrameTags.KEYFRAME);
            out.writeByte(1);
        }
        cell = NO_CELL;
        return start;
    }

    /**
     * Returns the array that holds the ended updates, from index 0 up to {@link #size()}.
     *
     * @return the array itself, owned by this writer; valid until the next {@link #end()} or {@link #reset()}
     */
    public byte[] array() {
        return out.array();
    }

    /**
     * Returns the size of the ended updates.
     *
     * @return bytes
     */
    public int size() {
        return out.size();
    }

    private void checkBegun() {
        if (cell == NO_CELL) {
            throw new IllegalStateException("no update was begun");
        }
    }

    private static int sectionBytes(int contentBytes) {
        return contentBytes == 0 ? 0 : 1 + Varints.size32(contentBytes) + contentBytes;
    }

    private void writeSection(int tag, RecordList list) {
        if (list.size() > 0) {
            out.writeByte(tag);
            out.writeVarint32(list.size());
            out.write(list.bytes);
        }
    }

    /** Bytes of one list of records, each of which begins with the difference to the avatar number before. */
    private static final class RecordList {
        private final ByteSink bytes;
        private int lastAvatar;

        RecordList(int maxBytes) {
            bytes = new ByteSink(Math.min(INITIAL_BYTES, maxBytes), maxBytes);
        }

        void clear() {
            bytes.reset();
            lastAvatar = 0;
        }

        int size() {
            return bytes.size();
        }

        ByteSink startRecord(int avatar) {
            // Only the first record may have the difference 0: avatar number 0.
            if (avatar < 0 || (bytes.size() > 0 && avatar <= lastAvatar)) {
                throw new IllegalArgumentException("avatar numbers must rise: " + avatar + " after " + lastAvatar);
            }
            bytes.writeVarint32(avatar - lastAvatar);
            lastAvatar = avatar;
            return bytes;
        }
    }
}
