package org.parvis.world.geodesy;

/**
 * A point of the venue frame.
 *
 * @param x east in metres
 * @param y up in metres
 * @param z south in metres
 */
public record LocalPoint(double x, double y, double z) {}
