package org.parvis.world;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A plane people walk on.
 *
 * @param index its number in the venue, from 0
 * @param id its name in the bundle
 * @param title its name for people
 * @param storey 0 at street level, negative below
 * @param heightM height of the plane above the venue's origin
 * @param outline where people may be, its holes cut out
 * @param ceilingM height of the ceiling above the floor; absent under the sky
 * @param walls walls as drawn
 * @param surfaces pavings as drawn
 * @param obstacles what stops people, from walls, buildings, props and fixtures together
 */
public record Floor(
        int index,
        String id,
        LocalText title,
        int storey,
        double heightM,
        Polygon outline,
        OptionalDouble ceilingM,
        List<Wall> walls,
        List<Surface> surfaces,
        Obstacles obstacles) {
    public Floor {
        walls = List.copyOf(walls);
        surfaces = List.copyOf(surfaces);
    }

    /** A copy of all blocking lines, outline included, as x1, z1, x2, z2 each. */
    public double[] wallSegments() {
        return obstacles.segments();
    }

    /** A copy of all round obstacles as x, z, radius each. */
    public double[] obstacleCircles() {
        return obstacles.circles();
    }
}
