package org.parvis.protocol.pose;

/**
 * The flags byte of a state record. Stateless, any thread.
 *
 * <pre>
 *   bit   7        6        5        4               3      2..0
 *         0        emote    height   discontinuity   away   gait (number of the enum)
 *                  follows  follows
 * </pre>
 *
 * <p>Bits 5 and 6 say what follows the byte: first the height above the floor (zigzag varint, centimetres; absent
 * means 0), then the running emote (one byte, number of the enum; absent means none). Bit 7 is written as 0 and
 * ignored when read; no later version of the protocol will let it announce further bytes.
 */
public final class StateFlags {

    /** Bits of the gait. */
    public static final int GAIT_MASK = 0x07;

    /** The person does not look at the moment. */
    public static final int AWAY = 0x08;

    /** Receivers do not interpolate from earlier poses to the pose of this frame. */
    public static final int DISCONTINUITY = 0x10;

    /** A height follows. */
    public static final int HEIGHT_FOLLOWS = 0x20;

    /** An emote follows. */
    public static final int EMOTE_FOLLOWS = 0x40;

    /** The bits that a caller of the writer decides; the writer sets the others. */
    static final int CALLERS_BITS = GAIT_MASK | AWAY | DISCONTINUITY;

    private StateFlags() {}

    /**
     * Returns the flags of a state.
     *
     * @param gait number of the gait, 0..7
     * @param away whether the person does not look at the moment
     * @param discontinuity whether receivers must not interpolate to the pose of this frame
     * @return the byte, without the bits that say what follows
     * @throws IllegalArgumentException when the gait does not fit three bits
     */
    public static int of(int gait, boolean away, boolean discontinuity) {
        if ((gait & ~GAIT_MASK) != 0) {
            throw new IllegalArgumentException("gait does not fit three bits: " + gait);
        }
        return gait | (away ? AWAY : 0) | (discontinuity ? DISCONTINUITY : 0);
    }

    /**
     * Returns the gait.
     *
     * @param flags a flags byte
     * @return number of the gait, 0..7; readers treat numbers they do not know as idle
     */
    public static int gait(int flags) {
        return flags & GAIT_MASK;
    }

    /**
     * Tells whether the person does not look at the moment.
     *
     * @param flags a flags byte
     * @return true when away
     */
    public static boolean isAway(int flags) {
        return (flags & AWAY) != 0;
    }

    /**
     * Tells whether receivers must not interpolate from earlier poses to the pose of this frame.
     *
     * @param flags a flags byte
     * @return true at a jump
     */
    public static boolean isDiscontinuity(int flags) {
        return (flags & DISCONTINUITY) != 0;
    }
}
