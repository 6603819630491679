package org.parvis.server.interest.cells;

import org.parvis.protocol.v1.Gait;
import org.parvis.server.interest.Interest;

/**
 * What others may see of the avatars of an instance, as arrays by avatar number.
 *
 * <p>Each setter marks the beat (see {@link Interest#beat()}) of the change, so that every ring can ask "what is new since" without lists of its own.
 * Tick thread only.
 */
public final class Bodies {
    /** Value of {@link #cell} for a number without a body. */
    public static final int NOWHERE = -1;

    private static final int NEVER = Integer.MIN_VALUE;

    private final double[] xM;
    private final double[] zM;
    private final int[] floor;
    private final byte[] yaw;
    private final byte[] gait;
    private final byte[] emote;
    private final boolean[] away;
    private final short[] heightCm;
    private final int[] poseBeat;
    private final int[] stateBeat;
    private final int[] jumpBeat;
    private final int[] cell;

    /**
     * Makes room.
     *
     * @param size one more than the highest avatar number
     */
    public Bodies(int size) {
        xM = new double[size];
        zM = new double[size];
        floor = new int[size];
        yaw = new byte[size];
        gait = new byte[size];
        emote = new byte[size];
        away = new boolean[size];
        heightCm = new short[size];
        poseBeat = new int[size];
        stateBeat = new int[size];
        jumpBeat = new int[size];
        cell = new int[size];
        java.util.Arrays.fill(cell, NOWHERE);
    }

    /** Length of the arrays. */
    public int size() {
        return cell.length;
    }

    /** Gives a number a fresh body, not yet in any cell. */
    public void appear(int avatar, int onFloor, double atXM, double atZM, int yawCode) {
        floor[avatar] = onFloor;
        xM[avatar] = atXM;
        zM[avatar] = atZM;
        yaw[avatar] = (byte) yawCode;
        gait[avatar] = 1;
        emote[avatar] = 0;
        away[avatar] = false;
        heightCm[avatar] = 0;
        jumpBeat[avatar] = NEVER;
        cell[avatar] = NOWHERE;
    }

    /** Sets position and yaw; marks the pose as changed in {@code beat}. */
    public void pose(int avatar, double toXM, double toZM, int yawCode, int beat) {
        xM[avatar] = toXM;
        zM[avatar] = toZM;
        yaw[avatar] = (byte) yawCode;
        poseBeat[avatar] = beat;
    }

    /** Puts the body elsewhere at once: receivers must not interpolate to this pose. */
    public void jump(int avatar, int toFloor, double toXM, double toZM, int yawCode, int beat) {
        floor[avatar] = toFloor;
        pose(avatar, toXM, toZM, yawCode, beat);
        jumpBeat[avatar] = beat;
        stateBeat[avatar] = beat;
    }

    /** Sets the gait, a number of the wire's enum. */
    public void gait(int avatar, int gaitNumber, int beat) {
        if (gait[avatar] != gaitNumber) {
            gait[avatar] = (byte) gaitNumber;
            stateBeat[avatar] = beat;
        }
    }

    /** Starts, restarts or (0) ends an emote, a number of the wire's enum. */
    public void emote(int avatar, int emoteNumber, int beat) {
        if (emoteNumber != 0 || emote[avatar] != 0) {
            emote[avatar] = (byte) emoteNumber;
            stateBeat[avatar] = beat;
        }
    }

    /** Marks the person as away or back. */
    public void away(int avatar, boolean isAway, int beat) {
        if (away[avatar] != isAway) {
            away[avatar] = isAway;
            stateBeat[avatar] = beat;
        }
    }

    /** Sets the height of the feet above the floor, centimetres. */
    public void height(int avatar, int cm, int beat) {
        if (heightCm[avatar] != cm) {
            heightCm[avatar] = (short) cm;
            stateBeat[avatar] = beat;
        }
    }

    /** Marks the pose as new to the receivers of the cell it has come to, and the state unless they assume it. */
    void enterCell(int avatar, int denseCell, int beat) {
        cell[avatar] = denseCell;
        poseBeat[avatar] = beat;
        if (!isPlainWalk(avatar)) {
            stateBeat[avatar] = beat;
        }
    }

    /** Whether the state is the one that receivers assume of whoever comes without a state. */
    public boolean isPlainWalk(int avatar) {
        return gait[avatar] == Gait.GAIT_WALK_VALUE && !away[avatar] && emote[avatar] == 0 && heightCm[avatar] == 0;
    }

    void leaveCell(int avatar) {
        cell[avatar] = NOWHERE;
    }

    /** East of the origin, metres. */
    public double xM(int avatar) {
        return xM[avatar];
    }

    /** South of the origin, metres. */
    public double zM(int avatar) {
        return zM[avatar];
    }

    /** Index of the floor. */
    public int floor(int avatar) {
        return floor[avatar];
    }

    /** Direction faced, 0..255. */
    public int yaw(int avatar) {
        return yaw[avatar] & 0xFF;
    }

    /** Number of the gait. */
    public int gait(int avatar) {
        return gait[avatar];
    }

    /** Number of the running emote, 0 for none. */
    public int emote(int avatar) {
        return emote[avatar];
    }

    /** Whether the person is away. */
    public boolean isAway(int avatar) {
        return away[avatar];
    }

    /** Height of the feet above the floor, centimetres. */
    public int heightCm(int avatar) {
        return heightCm[avatar];
    }

    /** Dense index of the cell the body is in, {@link #NOWHERE} for none. */
    public int cell(int avatar) {
        return cell[avatar];
    }

    /** The beat in which the pose changed last. */
    public int poseBeat(int avatar) {
        return poseBeat[avatar];
    }

    /** The beat in which gait, emote, height or being away changed last. */
    public int stateBeat(int avatar) {
        return stateBeat[avatar];
    }

    /** The beat in which the body was last put elsewhere at once. */
    public int jumpBeat(int avatar) {
        return jumpBeat[avatar];
    }
}
