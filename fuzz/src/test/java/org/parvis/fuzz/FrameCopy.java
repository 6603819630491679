package org.parvis.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.parvis.protocol.pose.CellUpdateReader;
import org.parvis.protocol.pose.CellUpdateWriter;
import org.parvis.protocol.pose.FrameHeader;
import org.parvis.protocol.pose.FrameReader;
import org.parvis.protocol.pose.FrameTail;
import org.parvis.protocol.pose.StateFlags;

/** A frame as plain lists: what the readers told of it, and its bytes as the writers write it. */
record FrameCopy(
        int tick, int pace, int nearDm, List<Integer> dropped, List<UpdateCopy> cells, List<HorizonCopy> horizon) {
    private static final int MOST_BYTES = 1 << 20;

    /** A count of a cell beyond the rings. */
    record HorizonCopy(int cell, int count) {}

    /** A pose. */
    record PoseCopy(int avatar, int packed) {}

    /** A state, its flags without those that only announce what follows. */
    record StateCopy(int avatar, int flags, int heightCm, int emote) {}

    /** A cell update. */
    record UpdateCopy(int cell, boolean keyframe, List<PoseCopy> poses, List<StateCopy> states, List<Integer> gone) {
        static UpdateCopy of(CellUpdateReader reader) {
            List<PoseCopy> poses = new ArrayList<>();
            while (reader.nextPose()) {
                poses.add(new PoseCopy(reader.poseAvatar(), reader.packedPose()));
            }
            List<StateCopy> states = new ArrayList<>();
            while (reader.nextState()) {
                int flags = StateFlags.of(
                        StateFlags.gait(reader.stateFlags()),
                        StateFlags.isAway(reader.stateFlags()),
                        StateFlags.isDiscontinuity(reader.stateFlags()));
                states.add(new StateCopy(reader.stateAvatar(), flags, reader.heightCm(), reader.emote()));
            }
            List<Integer> gone = new ArrayList<>();
            while (reader.nextGone()) {
                gone.add(reader.goneAvatar());
            }
            return new UpdateCopy(reader.cell(), reader.isKeyframe(), poses, states, gone);
        }

        void write(CellUpdateWriter writer) {
            writer.begin(cell);
            poses.forEach(pose -> writer.pose(pose.avatar, pose.packed));
            states.forEach(state -> writer.state(state.avatar, state.flags, state.heightCm, state.emote));
            gone.forEach(writer::gone);
            if (keyframe) {
                writer.keyframe();
            }
            writer.end();
        }
    }

    /** Reads everything from a reader that has been wrapped around a frame. */
    static FrameCopy of(FrameReader reader) {
        List<Integer> dropped = new ArrayList<>();
        while (reader.nextDroppedCell()) {
            dropped.add(reader.droppedCell());
        }
        List<UpdateCopy> cells = new ArrayList<>();
        CellUpdateReader update = new CellUpdateReader();
        while (reader.nextCell(update)) {
            cells.add(UpdateCopy.of(update));
        }
        List<HorizonCopy> horizon = new ArrayList<>();
        while (reader.nextHorizon()) {
            horizon.add(new HorizonCopy(reader.horizonCell(), reader.horizonCount()));
        }
        return new FrameCopy(reader.tick(), reader.pace(), reader.nearDm(), dropped, cells, horizon);
    }

    /** The frame as a ServerMessage. */
    byte[] message() {
        CellUpdateWriter updates = new CellUpdateWriter(MOST_BYTES);
        cells.forEach(update -> update.write(updates));
        FrameTail tail = tail();
        byte[] room = new byte[FrameHeader.MAX_BYTES + updates.size() + tail.size()];
        int at = FrameHeader.write(room, 0, tick, updates.size() + tail.size());
        System.arraycopy(updates.array(), 0, room, at, updates.size());
        System.arraycopy(tail.array(), 0, room, at + updates.size(), tail.size());
        return Arrays.copyOf(room, at + updates.size() + tail.size());
    }

    private FrameTail tail() {
        FrameTail tail = new FrameTail(MOST_BYTES);
        dropped.forEach(tail::droppedCell);
        horizon.forEach(count -> tail.horizon(count.cell, count.count));
        if (pace != 0) {
            tail.pace(pace);
        }
        if (nearDm != 0) {
            tail.nearDm(nearDm);
        }
        tail.end();
        return tail;
    }
}
