package org.parvis.world.geodesy;

/**
 * A point in WGS84.
 *
 * @param longitudeDeg −180…180
 * @param latitudeDeg −90…90
 * @param heightM above the ellipsoid
 */
public record GeodeticPoint(double longitudeDeg, double latitudeDeg, double heightM) {}
