package org.parvis.world.imports;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.locationtech.proj4j.CRSFactory;
import org.locationtech.proj4j.CoordinateReferenceSystem;

/**
 * The reference systems importers understand, by EPSG code: WGS84 degrees, UTM, the Japanese plane systems, the Dutch
 * RD grid and Taiwan's TM2.
 *
 * <p>Their parameters are written out here: the EPSG register is a megabyte of other people's words, and venues come from
 * few countries so far. Add a line for the next one.
 */
final class Projections {
    static final int DUTCH_RD = 28992;
    private static final int WGS84 = 4326;
    private static final Pattern CODE = Pattern.compile("(?i)(?:.*EPSG[:/0-9.]*?[:/])?(\\d{4,6})$");
    private static final String GRS80 = "+ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs";

    /** Origins of the Japanese plane systems I–XIX (EPSG 6669–6687): latitude, longitude in degrees and minutes. */
    private static final double[][] JAPAN = {
        {33, 129.5},
        {33, 131},
        {36, 132 + 10 / 60.0},
        {33, 133.5},
        {36, 134 + 20 / 60.0},
        {36, 136},
        {36, 137 + 10 / 60.0},
        {36, 138.5},
        {36, 139 + 50 / 60.0},
        {40, 140 + 50 / 60.0},
        {44, 140.25},
        {44, 142.25},
        {44, 144.25},
        {26, 142},
        {26, 127.5},
        {26, 124},
        {26, 131},
        {20, 136},
        {26, 154}
    };

    private Projections() {}

    /** The EPSG code in a name such as {@code EPSG:6677}, {@code urn:ogc:def:crs:EPSG::6677} or a register's address. */
    static Optional<Integer> code(String name) {
        if (name.toUpperCase(Locale.ROOT).contains("CRS84")) {
            return Optional.of(WGS84);
        }
        Matcher matcher = CODE.matcher(name.strip());
        return matcher.matches() ? Optional.of(Integer.parseInt(matcher.group(1))) : Optional.empty();
    }

    /** Whether coordinates of a code are degrees already. */
    static boolean isDegrees(int code) {
        return code == WGS84 || code == 4979 || code == 6668 || code == 6697;
    }

    /** The projection with a code. */
    static Optional<CoordinateReferenceSystem> projection(int code) {
        return parameters(code).map(text -> new CRSFactory().createFromParameters("EPSG:" + code, text));
    }

    static CoordinateReferenceSystem wgs84() {
        return new CRSFactory().createFromParameters("EPSG:4326", "+proj=longlat +datum=WGS84 +no_defs");
    }

    private static Optional<String> parameters(int code) {
        if (code >= 6669 && code < 6669 + JAPAN.length) {
            double[] at = JAPAN[code - 6669];
            return Optional.of(
                    "+proj=tmerc +lat_0=%s +lon_0=%s +k=0.9999 +x_0=0 +y_0=0 %s".formatted(at[0], at[1], GRS80));
        }
        if (code == DUTCH_RD || code == 7415) {
            return Optional.of("+proj=sterea +lat_0=52.1561605555556 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000"
                    + " +y_0=463000 +ellps=bessel"
                    + " +towgs84=565.4171,50.3319,465.5524,-0.398957,0.343988,-1.8774,4.0725 +units=m +no_defs");
        }
        if (code == 3826) {
            return Optional.of("+proj=tmerc +lat_0=0 +lon_0=121 +k=0.9999 +x_0=250000 +y_0=0 " + GRS80);
        }
        if (code > 25827 && code < 25838) {
            return Optional.of("+proj=utm +zone=" + (code - 25800) + " " + GRS80);
        }
        if (code > 32600 && code <= 32660) {
            return Optional.of("+proj=utm +zone=" + (code - 32600) + " +datum=WGS84 +units=m +no_defs");
        }
        if (code > 32700 && code <= 32760) {
            return Optional.of("+proj=utm +zone=" + (code - 32700) + " +south +datum=WGS84 +units=m +no_defs");
        }
        return Optional.empty();
    }
}
