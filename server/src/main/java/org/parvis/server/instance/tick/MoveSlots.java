package org.parvis.server.instance.tick;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import org.parvis.protocol.quantise.Quantise;

/**
 * The last move of each avatar that the tick has not seen yet: one packed number per avatar, the last one wins.
 *
 * <p>Event loops put, the tick thread takes; nothing waits, nothing grows. Layout from the low bits: 22 bits x in
 * centimetres above −20 km, 22 bits z, 8 bits yaw, 2 bits gait, 8 bits floor, 1 bit "there is a move".
 */
public final class MoveSlots {
    static final int MAX_FLOORS = 256;

    private static final int POSITION_BITS = 22;
    private static final int Z_SHIFT = POSITION_BITS;
    private static final int YAW_SHIFT = 2 * POSITION_BITS;
    private static final int GAIT_SHIFT = YAW_SHIFT + 8;
    private static final int FLOOR_SHIFT = GAIT_SHIFT + 2;
    private static final long PRESENT = 1L << (FLOOR_SHIFT + 8);
    private static final int POSITION_MASK = (1 << POSITION_BITS) - 1;

    private final AtomicLongArray slots;
    private final AtomicIntegerArray sequences;

    public MoveSlots(int avatars) {
        slots = new AtomicLongArray(avatars);
        sequences = new AtomicIntegerArray(avatars);
    }

    public static long pack(int xCm, int zCm, int yaw, int gait, int floor) {
        return PRESENT
                | (long) (floor & 0xFF) << FLOOR_SHIFT
                | (long) (gait & 3) << GAIT_SHIFT
                | (long) (yaw & 0xFF) << YAW_SHIFT
                | (long) (zCm + Quantise.MAX_POSITION_CM & POSITION_MASK) << Z_SHIFT
                | (xCm + Quantise.MAX_POSITION_CM & POSITION_MASK);
    }

    public void put(int avatar, long packed, int sequence) {
        slots.set(avatar, packed);
        // After the move: whoever reads the sequence first never believes in a move it did not take.
        sequences.setRelease(avatar, sequence);
    }

    public int sequence(int avatar) {
        return sequences.getAcquire(avatar);
    }

    /** The waiting move, which is then gone; 0 when there is none. */
    public long take(int avatar) {
        return slots.getAcquire(avatar) == 0 ? 0 : slots.getAndSet(avatar, 0);
    }

    public static double xM(long packed) {
        return Quantise.centimetresToMetres((int) (packed & POSITION_MASK) - Quantise.MAX_POSITION_CM);
    }

    public static double zM(long packed) {
        return Quantise.centimetresToMetres((int) (packed >>> Z_SHIFT & POSITION_MASK) - Quantise.MAX_POSITION_CM);
    }

    public static int yaw(long packed) {
        return (int) (packed >>> YAW_SHIFT) & 0xFF;
    }

    public static int gait(long packed) {
        return (int) (packed >>> GAIT_SHIFT) & 3;
    }

    public static int floor(long packed) {
        return (int) (packed >>> FLOOR_SHIFT) & 0xFF;
    }
}
