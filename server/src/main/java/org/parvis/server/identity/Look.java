package org.parvis.server.identity;

/**
 * How a person's avatar looks, by the same numbers as on the wire.
 *
 * @param body index of the body shape, taken modulo what a client knows
 * @param outfit index of the outfit, likewise
 * @param color main colour, 0xRRGGBB
 * @param skin skin tone, 0xRRGGBB
 * @param hair hair colour, 0xRRGGBB
 */
public record Look(int body, int outfit, int color, int skin, int hair) {
    /** What somebody looks like who has not chosen. */
    public static final Look PLAIN = new Look(0, 0, 0x4477AA, 0xC68863, 0x2B1B0E);

    private static final int MAX_INDEX = 0xFFFF;
    private static final int MAX_COLOR = 0xFFFFFF;

    /** Checks the ranges: indices up to 65,535, colours up to 0xFFFFFF. */
    public Look {
        boolean indices = body >= 0 && body <= MAX_INDEX && outfit >= 0 && outfit <= MAX_INDEX;
        boolean colors = isColor(color) && isColor(skin) && isColor(hair);
        if (!indices || !colors) {
            throw new IllegalArgumentException("A look has indices up to 65535 and colours up to 16777215");
        }
    }

    private static boolean isColor(int color) {
        return color >= 0 && color <= MAX_COLOR;
    }
}
