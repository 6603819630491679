package org.parvis.world;

/**
 * An extruded footprint.
 *
 * @param id its name in the bundle
 * @param baseM height of its foot above the venue's origin
 * @param heightM height of the building above its foot, above 0
 * @param footprint outer border counter-clockwise seen from above, with courtyards as holes
 * @param material what its walls are made of
 * @param roof shape of its roof, {@code flat}
 * @param solid whether people are stopped by it
 */
public record Building(
        String id, double baseM, double heightM, Polygon footprint, String material, String roof, boolean solid) {
    private static final double STEP_M = 0.5;

    /** Whether it stands in the way of people on a floor of this height: not a bridge above nor a cellar below. */
    public boolean blocksAt(double floorHeightM) {
        return solid && baseM <= floorHeightM + STEP_M && floorHeightM + STEP_M < baseM + heightM;
    }
}
