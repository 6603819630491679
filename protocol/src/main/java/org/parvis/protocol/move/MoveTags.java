package org.parvis.protocol.move;

/** Tags of a move inside its envelope: field number of the schema shifted left by three, with the wire type. */
final class MoveTags {

    static final int MOVE = 2 << 3 | 2;
    static final int SEQUENCE = 1 << 3;
    static final int FLOOR = 2 << 3;
    static final int X = 3 << 3;
    static final int Z = 4 << 3;
    static final int YAW = 5 << 3;
    static final int GAIT = 6 << 3;
    static final int CLIENT_TIME = 7 << 3;

    private MoveTags() {}
}
