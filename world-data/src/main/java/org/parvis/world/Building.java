package org.parvis.world;

import java.util.List;
import java.util.Optional;

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
 * @param partOf name shared by the blocks of one building; absent for a building of one block
 */
public record Building(
        String id,
        double baseM,
        double heightM,
        Polygon footprint,
        String material,
        String roof,
        boolean solid,
        Optional<String> partOf) {
    private static final double STEP_M = 0.5;

    /** A building of one block. */
    public Building(
            String id, double baseM, double heightM, Polygon footprint, String material, String roof, boolean solid) {
        this(id, baseM, heightM, footprint, material, roof, solid, Optional.empty());
    }

    /** How many buildings the blocks make: those of one building count once. */
    public static int count(List<Building> blocks) {
        return (int) blocks.stream()
                .map(block -> block.partOf().orElse(block.id()))
                .distinct()
                .count();
    }

    /** Whether it stands in the way of people on a floor of this height: not a bridge above nor a cellar below. */
    public boolean blocksAt(double floorHeightM) {
        return solid && baseM <= floorHeightM + STEP_M && floorHeightM + STEP_M < baseM + heightM;
    }
}
