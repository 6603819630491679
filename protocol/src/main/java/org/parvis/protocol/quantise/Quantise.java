package org.parvis.protocol.quantise;

/**
 * Single numbers of the wire: positions in centimetres, directions in 1/256 of a turn.
 *
 * <p>The same figures stand as {@code quantity} options on the fields of the schema; a test keeps the two equal.
 */
public final class Quantise {

    /** Largest distance from the venue's origin along x and z, metres. */
    public static final double MAX_POSITION_M = 20_000;

    /** The same in centimetres. */
    public static final int MAX_POSITION_CM = 2_000_000;

    /** One step of a position on the wire, metres. */
    public static final double POSITION_STEP_M = 0.01;

    /** Directions in one turn. */
    public static final int YAW_CODES = 256;

    /** One step of a direction on the wire, radians. */
    public static final double YAW_STEP_RAD = 2 * Math.PI / YAW_CODES;

    /** Lowest height of the feet above their floor, centimetres. */
    public static final int MIN_HEIGHT_CM = -100;

    /** Greatest height of the feet above their floor, centimetres. */
    public static final int MAX_HEIGHT_CM = 1_000;

    /** Beyond this a double no longer resolves the steps of a turn well; such an angle is a fault of the caller. */
    private static final double MAX_YAW_RAD = 1e6;

    private static final double CM_PER_M = 100;

    private Quantise() {}

    /**
     * Returns the nearest direction code.
     *
     * @param yawRad direction faced, radians counter-clockwise seen from above, 0 faces -z; any number of turns
     *     within ±10^6
     * @return 0..255
     * @throws IllegalArgumentException when the angle is not a number or too large
     */
    public static int yawToCode(double yawRad) {
        if (!(Math.abs(yawRad) <= MAX_YAW_RAD)) {
            throw new IllegalArgumentException("yaw is not an angle within ±1e6 rad: " + yawRad);
        }
        return (int) Math.round(yawRad / (2 * Math.PI) * YAW_CODES) & (YAW_CODES - 1);
    }

    /**
     * Returns the direction of a code.
     *
     * @param yawCode 0..255
     * @return radians, 0 up to but not including 2π
     * @throws IllegalArgumentException when the code is out of range
     */
    public static double codeToYaw(int yawCode) {
        if (!isYawInRange(yawCode)) {
            throw new IllegalArgumentException("yaw code out of 0..255: " + yawCode);
        }
        return yawCode * YAW_STEP_RAD;
    }

    /**
     * Tells whether a number is a direction code.
     *
     * @param yawCode any number
     * @return true within 0..255
     */
    public static boolean isYawInRange(int yawCode) {
        return (yawCode & -YAW_CODES) == 0;
    }

    /**
     * Returns the nearest centimetre.
     *
     * @param metres position along x or z in the venue frame, within ±20,000
     * @return centimetres, within ±2,000,000
     * @throws IllegalArgumentException when the position is out of range or not a number
     */
    public static int metresToCentimetres(double metres) {
        if (!(Math.abs(metres) <= MAX_POSITION_M)) {
            throw new IllegalArgumentException("position out of ±20000 m: " + metres);
        }
        return (int) Math.round(metres * CM_PER_M);
    }

    /**
     * Returns the position of a number of centimetres; also for heights.
     *
     * @param centimetres any
     * @return metres
     */
    public static double centimetresToMetres(int centimetres) {
        return centimetres / CM_PER_M;
    }

    /**
     * Tells whether a position from the wire may be used.
     *
     * @param centimetres any number
     * @return true within ±2,000,000
     */
    public static boolean isPositionInRange(int centimetres) {
        return centimetres >= -MAX_POSITION_CM && centimetres <= MAX_POSITION_CM;
    }

    /**
     * Tells whether a height above the floor may be used.
     *
     * @param centimetres any number
     * @return true within -100..1,000
     */
    public static boolean isHeightInRange(int centimetres) {
        return centimetres >= MIN_HEIGHT_CM && centimetres <= MAX_HEIGHT_CM;
    }
}
