package org.parvis.world.geodesy;

import net.sf.geographiclib.Constants;
import org.parvis.world.GeoOrigin;

/**
 * The venue frame at a place on Earth: the plane that touches the ellipsoid there, x east, y up, z south.
 *
 * <p>WGS84 to venue goes through earth-centred cartesian coordinates, and back by iterating the latitude until it
 * stands still (a handful of steps, well under a millimetre). The Java edition of GeographicLib has no
 * LocalCartesian; its ellipsoid constants are used here. At 5 km from the origin the Earth curves 2 m below the plane:
 * heights returned include that. Immutable; any thread.
 */
public final class LocalFrame {
    private static final double A = Constants.WGS84_a;
    private static final double F = Constants.WGS84_f;
    private static final double E2 = F * (2 - F);
    private static final int MAX_STEPS = 8;

    private final double originX;
    private final double originY;
    private final double originZ;
    private final double sinLon;
    private final double cosLon;
    private final double sinLat;
    private final double cosLat;

    private LocalFrame(double longitudeDeg, double latitudeDeg, double heightM) {
        sinLon = Math.sin(Math.toRadians(longitudeDeg));
        cosLon = Math.cos(Math.toRadians(longitudeDeg));
        sinLat = Math.sin(Math.toRadians(latitudeDeg));
        cosLat = Math.cos(Math.toRadians(latitudeDeg));
        double n = A / Math.sqrt(1 - E2 * sinLat * sinLat);
        originX = (n + heightM) * cosLat * cosLon;
        originY = (n + heightM) * cosLat * sinLon;
        originZ = (n * (1 - E2) + heightM) * sinLat;
    }

    /** The frame of a venue. */
    public static LocalFrame at(GeoOrigin origin) {
        return at(origin.longitudeDeg(), origin.latitudeDeg(), origin.heightM());
    }

    /**
     * The frame at a place.
     *
     * @param longitudeDeg −180…180
     * @param latitudeDeg −90…90
     * @param heightM above the ellipsoid
     */
    public static LocalFrame at(double longitudeDeg, double latitudeDeg, double heightM) {
        if (!(Math.abs(longitudeDeg) <= 180 && Math.abs(latitudeDeg) <= 90) || !Double.isFinite(heightM)) {
            throw new IllegalArgumentException("no place on Earth: longitude %s, latitude %s, height %s"
                    .formatted(longitudeDeg, latitudeDeg, heightM));
        }
        return new LocalFrame(longitudeDeg, latitudeDeg, heightM);
    }

    /** Where a place on Earth lies in the venue. */
    public LocalPoint toLocal(double longitudeDeg, double latitudeDeg, double heightM) {
        double lon = Math.toRadians(longitudeDeg);
        double lat = Math.toRadians(latitudeDeg);
        double n = A / Math.sqrt(1 - E2 * Math.sin(lat) * Math.sin(lat));
        double dx = (n + heightM) * Math.cos(lat) * Math.cos(lon) - originX;
        double dy = (n + heightM) * Math.cos(lat) * Math.sin(lon) - originY;
        double dz = (n * (1 - E2) + heightM) * Math.sin(lat) - originZ;
        double east = -sinLon * dx + cosLon * dy;
        double north = -sinLat * cosLon * dx - sinLat * sinLon * dy + cosLat * dz;
        double up = cosLat * cosLon * dx + cosLat * sinLon * dy + sinLat * dz;
        return new LocalPoint(east, up, -north);
    }

    /** Which place on Earth a point of the venue is. */
    public GeodeticPoint toGeodetic(double x, double y, double z) {
        double north = -z;
        double ex = originX - sinLon * x - sinLat * cosLon * north + cosLat * cosLon * y;
        double ey = originY + cosLon * x - sinLat * sinLon * north + cosLat * sinLon * y;
        double ez = originZ + cosLat * north + sinLat * y;
        double p = Math.hypot(ex, ey);
        double lat = Math.atan2(ez, p * (1 - E2));
        for (int step = 0; step < MAX_STEPS; step++) {
            double sin = Math.sin(lat);
            double n = A / Math.sqrt(1 - E2 * sin * sin);
            double next = Math.atan2(ez + E2 * n * sin, p);
            if (Math.abs(next - lat) < 1e-15) {
                break;
            }
            lat = next;
        }
        double sin = Math.sin(lat);
        double cos = Math.cos(lat);
        double n = A / Math.sqrt(1 - E2 * sin * sin);
        double height = p * cos + ez * sin - A * A / n;
        return new GeodeticPoint(Math.toDegrees(Math.atan2(ey, ex)), Math.toDegrees(lat), height);
    }
}
