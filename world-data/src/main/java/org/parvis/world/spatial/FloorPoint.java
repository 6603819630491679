package org.parvis.world.spatial;

/**
 * A place on a floor.
 *
 * @param x east in metres
 * @param z south in metres
 */
public record FloorPoint(double x, double z) {}
