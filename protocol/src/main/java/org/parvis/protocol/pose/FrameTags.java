package org.parvis.protocol.pose;

/** Tags of a frame and what is in it: field number of the schema shifted left by three, with the wire type. */
final class FrameTags {

    /** In ServerMessage. */
    static final int FRAME = 1 << 3 | 2;

    // In Frame.
    static final int TICK = 1 << 3;
    static final int CELLS = 2 << 3 | 2;
    static final int DROPPED = 3 << 3;
    static final int DROPPED_PACKED = 3 << 3 | 2;
    static final int HORIZON = 4 << 3 | 2;
    static final int PACE = 5 << 3;
    static final int NEAR_DM = 6 << 3;

    // In CellUpdate.
    static final int CELL = 1 << 3;
    static final int POSES = 2 << 3 | 2;
    static final int STATES = 3 << 3 | 2;
    static final int GONE = 4 << 3 | 2;
    static final int KEYFRAME = 5 << 3;

    // In CellCount.
    static final int COUNT_CELL = 1 << 3;
    static final int COUNT = 2 << 3;

    private FrameTags() {}
}
