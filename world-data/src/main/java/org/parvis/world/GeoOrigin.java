package org.parvis.world;

/**
 * Where on Earth the venue's origin lies: the geodetic anchor.
 *
 * @param longitudeDeg WGS84 longitude, −180…180
 * @param latitudeDeg WGS84 latitude, −90…90
 * @param heightM ellipsoidal height in metres
 * @param crs the reference system of the three numbers, {@code EPSG:4979}
 */
public record GeoOrigin(double longitudeDeg, double latitudeDeg, double heightM, String crs) {
    /** WGS84 longitude, latitude and ellipsoidal height: the only reference system of bundles. */
    public static final String WGS84_3D = "EPSG:4979";
}
