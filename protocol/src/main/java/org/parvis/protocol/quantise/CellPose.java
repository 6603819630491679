package org.parvis.protocol.quantise;

/**
 * The packed pose of an avatar in its cell: 32 bits, written little-endian.
 *
 * <pre>
 *   bit 31        24 23                  12 11                   0
 *      +------------+----------------------+----------------------+
 *      | yaw, 1/256 |  z code, 12 bits     |  x code, 12 bits     |
 *      +------------+----------------------+----------------------+
 * </pre>
 *
 * <p>The 4096 codes of an axis cover the cell widened by an eighth of its side on either hand, so that an avatar who
 * walks along a border need not change its cell with every step. One step is {@code 1.25 * side / 4096}: 4.9 mm in a
 * cell of 16 m; a code stands for the middle of its step. Stateless, allocation-free, any thread.
 */
public final class CellPose {

    /** Codes of one axis. */
    public static final int CODES = 4096;

    private static final int Z_SHIFT = 12;
    private static final int YAW_SHIFT = 24;
    private static final int CODE_MASK = CODES - 1;

    private CellPose() {}

    /**
     * Returns the size of one step of x and z.
     *
     * @param sideM side of the cell, metres
     * @return metres
     */
    public static double stepM(double sideM) {
        return 1.25 * sideM / CODES;
    }

    /**
     * Tells whether a coordinate can be encoded in a cell.
     *
     * @param minM the cell's west edge for x, its north edge for z, metres
     * @param sideM side of the cell, metres
     * @param valueM the coordinate, metres
     * @return true inside of the cell widened by an eighth of its side; false for NaN
     */
    public static boolean fits(double minM, double sideM, double valueM) {
        double code = (valueM - (minM - sideM / 8)) / stepM(sideM);
        return code >= 0 && code < CODES;
    }

    /**
     * Returns the code of a coordinate.
     *
     * @param minM the cell's west edge for x, its north edge for z, metres
     * @param sideM side of the cell, metres
     * @param valueM the coordinate, metres
     * @return 0..4095
     * @throws IllegalArgumentException when the coordinate does not fit the cell
     */
    public static int code(double minM, double sideM, double valueM) {
        double code = (valueM - (minM - sideM / 8)) / stepM(sideM);
        if (!(code >= 0 && code < CODES)) {
            throw new IllegalArgumentException(
                    valueM + " m does not fit the cell from " + minM + " m with a side of " + sideM + " m");
        }
        return (int) code;
    }

    /**
     * Returns the coordinate of a code.
     *
     * @param minM the cell's west edge for x, its north edge for z, metres
     * @param sideM side of the cell, metres
     * @param code 0..4095
     * @return metres in the venue frame, the middle of the step
     */
    public static double value(double minM, double sideM, int code) {
        return minM - sideM / 8 + (code + 0.5) * stepM(sideM);
    }

    /**
     * Packs three codes.
     *
     * @param xCode 0..4095
     * @param zCode 0..4095
     * @param yawCode 0..255
     * @return the 32 bits
     * @throws IllegalArgumentException when a code is out of range
     */
    public static int pack(int xCode, int zCode, int yawCode) {
        if (((xCode | zCode) & ~CODE_MASK) != 0 || !Quantise.isYawInRange(yawCode)) {
            throw new IllegalArgumentException("pose codes out of range: " + xCode + ", " + zCode + ", " + yawCode);
        }
        return xCode | zCode << Z_SHIFT | yawCode << YAW_SHIFT;
    }

    /**
     * Encodes a pose in a cell of a grid.
     *
     * @param grid grid of the instance
     * @param cell number of the cell
     * @param xM east of the venue's origin, metres
     * @param zM south of the venue's origin, metres
     * @param yawCode direction faced, 0..255
     * @return the 32 bits
     * @throws IllegalArgumentException when the position does not fit the cell or the direction is no code
     */
    public static int encode(CellGrid grid, int cell, double xM, double zM, int yawCode) {
        double sideM = grid.side(cell);
        return pack(code(grid.minX(cell), sideM, xM), code(grid.minZ(cell), sideM, zM), yawCode);
    }

    /**
     * Returns the x of a pose.
     *
     * @param grid grid of the instance
     * @param cell number of the cell
     * @param packed the 32 bits
     * @return metres in the venue frame
     */
    public static double decodeX(CellGrid grid, int cell, int packed) {
        return value(grid.minX(cell), grid.side(cell), xCode(packed));
    }

    /**
     * Returns the z of a pose.
     *
     * @param grid grid of the instance
     * @param cell number of the cell
     * @param packed the 32 bits
     * @return metres in the venue frame
     */
    public static double decodeZ(CellGrid grid, int cell, int packed) {
        return value(grid.minZ(cell), grid.side(cell), zCode(packed));
    }

    /**
     * Returns the x code of a pose.
     *
     * @param packed the 32 bits
     * @return 0..4095
     */
    public static int xCode(int packed) {
        return packed & CODE_MASK;
    }

    /**
     * Returns the z code of a pose.
     *
     * @param packed the 32 bits
     * @return 0..4095
     */
    public static int zCode(int packed) {
        return packed >>> Z_SHIFT & CODE_MASK;
    }

    /**
     * Returns the direction code of a pose.
     *
     * @param packed the 32 bits
     * @return 0..255, see {@link Quantise#codeToYaw}
     */
    public static int yawCode(int packed) {
        return packed >>> YAW_SHIFT;
    }
}
