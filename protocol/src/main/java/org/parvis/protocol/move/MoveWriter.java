package org.parvis.protocol.move;

import org.parvis.protocol.bytes.Varints;
import org.parvis.protocol.quantise.Quantise;

/**
 * Writes moves; allocates nothing, one thread at a time. Fields keep their values from one {@link #write} to the
 * next. The bytes are those that the generated classes would write.
 */
public final class MoveWriter {

    /** Most bytes that a message takes. */
    public static final int MAX_BYTES = 2 + 7 * (1 + Varints.MAX_BYTES_32);

    private int sequence;
    private int floor;
    private int xCm;
    private int zCm;
    private int yaw;
    private int gait = 1;
    private int clientTimeMs;

    /** Makes a writer whose fields are all 0, gait idle. */
    public MoveWriter() {}

    /**
     * Sets the client's count of moves.
     *
     * @param newSequence 32 bits, rising with every move
     * @return this
     */
    public MoveWriter sequence(int newSequence) {
        sequence = newSequence;
        return this;
    }

    /**
     * Sets the target.
     *
     * @param newFloor index of the floor, not negative
     * @param newXCm centimetres east of the venue's origin, within ±2,000,000
     * @param newZCm centimetres south of the venue's origin, within ±2,000,000
     * @return this
     * @throws IllegalArgumentException when a value is out of range
     */
    public MoveWriter target(int newFloor, int newXCm, int newZCm) {
        if (newFloor < 0 || !Quantise.isPositionInRange(newXCm) || !Quantise.isPositionInRange(newZCm)) {
            throw new IllegalArgumentException(
                    "target out of range: floor " + newFloor + ", " + newXCm + ", " + newZCm + " cm");
        }
        floor = newFloor;
        xCm = newXCm;
        zCm = newZCm;
        return this;
    }

    /**
     * Sets the direction faced.
     *
     * @param newYaw 0..255, see {@link Quantise#yawToCode}
     * @return this
     * @throws IllegalArgumentException when out of range
     */
    public MoveWriter yaw(int newYaw) {
        if (!Quantise.isYawInRange(newYaw)) {
            throw new IllegalArgumentException("yaw code out of 0..255: " + newYaw);
        }
        yaw = newYaw;
        return this;
    }

    /**
     * Sets how the client moves.
     *
     * @param newGait number of the gait: 1 idle, 2 walk, 3 run
     * @return this
     * @throws IllegalArgumentException for any other number
     */
    public MoveWriter gait(int newGait) {
        if (newGait < 1 || newGait > 3) {
            throw new IllegalArgumentException("a client moves idle, walking or running: " + newGait);
        }
        gait = newGait;
        return this;
    }

    /**
     * Sets the client's clock.
     *
     * @param newClientTimeMs milliseconds, modulo 2^32
     * @return this
     */
    public MoveWriter clientTimeMs(int newClientTimeMs) {
        clientTimeMs = newClientTimeMs;
        return this;
    }

    /**
     * Writes a ClientMessage that holds the move.
     *
     * @param target array with room for {@link #MAX_BYTES}
     * @param offset index of the first byte
     * @return index after the last byte
     */
    public int write(byte[] target, int offset) {
        // The content takes at most 42 bytes, so its length always takes one.
        int at = offset + 2;
        at = put(target, at, MoveTags.SEQUENCE, sequence);
        at = put(target, at, MoveTags.FLOOR, floor);
        at = put(target, at, MoveTags.X, zigZag(xCm));
        at = put(target, at, MoveTags.Z, zigZag(zCm));
        at = put(target, at, MoveTags.YAW, yaw);
        at = put(target, at, MoveTags.GAIT, gait);
        at = put(target, at, MoveTags.CLIENT_TIME, clientTimeMs);
        target[offset] = MoveTags.MOVE;
        target[offset + 1] = (byte) (at - offset - 2);
        return at;
    }

    private static int put(byte[] target, int at, int tag, int value) {
        if (value == 0) {
            return at;
        }
        target[at] = (byte) tag;
        return Varints.put32(target, at + 1, value);
    }

    private static int zigZag(int value) {
        return value << 1 ^ value >> 31;
    }
}
