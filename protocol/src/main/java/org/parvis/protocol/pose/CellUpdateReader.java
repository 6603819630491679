package org.parvis.protocol.pose;

import org.parvis.protocol.WireException.Fault;
import org.parvis.protocol.bytes.ByteCursor;
import org.parvis.protocol.quantise.Quantise;

/**
 * A cursor over one cell update; allocates nothing, one thread at a time.
 *
 * <p>Use: {@link #wrap}, then {@link #cell()} and {@link #isKeyframe()}, and loops over {@link #nextPose()},
 * {@link #nextState()} and {@link #nextGone()} in any order; the accessors tell of the record last stepped to. The
 * wrapped array must not change meanwhile.
 *
 * <p>{@code wrap} refuses an update that is malformed outside of its records; each {@code next} refuses a malformed
 * record. After a {@link org.parvis.protocol.WireException} the reader must be wrapped anew. Where a section stands
 * twice the last one counts, as in any protobuf parser; fields that are not known are skipped.
 */
public final class CellUpdateReader {

    private final ByteCursor fields = new ByteCursor();
    private final Section poses = new Section();
    private final Section states = new Section();
    private final Section gone = new Section();
    private int cell;
    private boolean keyframe;
    private int packedPose;
    private int stateFlags;
    private int heightCm;
    private int emote;

    /**
     * Begins to read a cell update.
     *
     * @param source array with the bytes of a CellUpdate message, without tag and length
     * @param offset its first byte
     * @param length its bytes
     */
    public void wrap(byte[] source, int offset, int length) {
        fields.wrap(source, offset, length);
        readFields();
    }

    /** Begins to read the update that lies at a cursor's place. */
    void wrap(ByteCursor frame, int length) {
        fields.wrap(frame, frame.position(), length);
        readFields();
    }

    private void readFields() {
        cell = 0;
        keyframe = false;
        poses.clear(fields);
        states.clear(fields);
        gone.clear(fields);
        while (fields.hasMore()) {
            int tag = fields.readTag();
            switch (tag) {
                case FrameTags.CELL -> cell = fields.readNatural();
                case FrameTags.POSES -> poses.take(fields);
                case FrameTags.STATES -> states.take(fields);
                case FrameTags.GONE -> gone.take(fields);
                case FrameTags.KEYFRAME -> keyframe = fields.readVarint64() != 0;
                default -> fields.skipValue(tag);
            }
        }
    }

    /**
     * Returns the number of the cell.
     *
     * @return not negative; whether the grid has such a cell is the caller's to check
     */
    public int cell() {
        return cell;
    }

    /**
     * Tells whether the update holds every avatar of the cell.
     *
     * @return true when the others that the cell had are to be forgotten
     */
    public boolean isKeyframe() {
        return keyframe;
    }

    /**
     * Steps to the next pose.
     *
     * @return false when there is none left
     */
    public boolean nextPose() {
        if (!poses.next()) {
            return false;
        }
        packedPose = poses.records.readIntLittleEndian();
        return true;
    }

    /**
     * Returns the avatar of the pose.
     *
     * @return number of the avatar
     */
    public int poseAvatar() {
        return poses.avatar;
    }

    /**
     * Returns the pose.
     *
     * @return 32 bits, see {@link org.parvis.protocol.quantise.CellPose}
     */
    public int packedPose() {
        return packedPose;
    }

    /**
     * Steps to the next state.
     *
     * @return false when there is none left
     */
    public boolean nextState() {
        if (!states.next()) {
            return false;
        }
        stateFlags = states.records.readByte();
        heightCm = (stateFlags & StateFlags.HEIGHT_FOLLOWS) == 0 ? 0 : states.records.readZigZag32();
        if (!Quantise.isHeightInRange(heightCm)) {
            throw Fault.OUT_OF_RANGE.exception();
        }
        emote = (stateFlags & StateFlags.EMOTE_FOLLOWS) == 0 ? 0 : states.records.readByte();
        return true;
    }

    /**
     * Returns the avatar of the state.
     *
     * @return number of the avatar
     */
    public int stateAvatar() {
        return states.avatar;
    }

    /**
     * Returns the flags of the state.
     *
     * @return a byte, see {@link StateFlags}
     */
    public int stateFlags() {
        return stateFlags;
    }

    /**
     * Returns the height of the feet above the floor.
     *
     * @return -100..1000 centimetres
     */
    public int heightCm() {
        return heightCm;
    }

    /**
     * Returns the running emote.
     *
     * @return number of the emote, 0 for none; readers treat numbers they do not know as none
     */
    public int emote() {
        return emote;
    }

    /**
     * Steps to the next departure.
     *
     * @return false when there is none left
     */
    public boolean nextGone() {
        return gone.next();
    }

    /**
     * Returns the avatar that left the cell.
     *
     * @return number of the avatar
     */
    public int goneAvatar() {
        return gone.avatar;
    }

    /** A list of records and the place in it. */
    private static final class Section {
        private final ByteCursor records = new ByteCursor();
        private int avatar;
        private boolean begun;

        void clear(ByteCursor fields) {
            records.wrap(fields, fields.position(), 0);
            begun = false;
            avatar = 0;
        }

        void take(ByteCursor fields) {
            int length = fields.readLength();
            records.wrap(fields, fields.position(), length);
            fields.skip(length);
        }

        boolean next() {
            if (!records.hasMore()) {
                return false;
            }
            int difference = records.readNatural();
            if (begun && difference == 0) {
                throw Fault.NOT_RISING.exception();
            }
            int next = avatar + difference;
            if (next < 0) {
                throw Fault.OUT_OF_RANGE.exception();
            }
            avatar = next;
            begun = true;
            return true;
        }
    }
}
