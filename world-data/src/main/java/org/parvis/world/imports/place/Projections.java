package org.parvis.world.imports.place;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.locationtech.proj4j.CRSFactory;
import org.locationtech.proj4j.CoordinateReferenceSystem;
import org.locationtech.proj4j.Proj4jException;

/**
 * Finds reference systems by the names files give them.
 *
 * <p>The table is that of proj4j-epsg (some 5,000 systems). Beside it stand what it lacks or has less exactly: Japan's
 * systems of 2011, the newest Australian ones, the Dutch grid with its full datum shift, and systems that join a plane
 * with heights, of which only the plane matters here.
 */
final class Projections {
    private static final int WGS84 = 4326;
    private static final Pattern CODE =
            Pattern.compile("(?i)(?:EPSG|ESRI)(?:\\.xml#|[\"']?\\s*[:/,]{1,2})\\s*[\"']?(?:[0-9.]*[:/])?(\\d{4,6})");
    private static final Pattern BARE = Pattern.compile("\\d{4,6}");
    private static final Pattern WKT_CODE =
            Pattern.compile("(?i)(?:AUTHORITY|ID)\\[\\s*\"(?:EPSG|ESRI)\"\\s*,\\s*\"?(\\d{4,6})");
    private static final String GRS80 = "+ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs";

    /** The sphere that web maps are drawn with, under all its numbers. */
    private static final Set<Integer> WEB_MERCATOR = Set.of(3857, 3785, 900913, 102100, 102113);

    /** A plane joined with heights, and the plane. */
    private static final Map<Integer, Integer> COMPOUND = Map.ofEntries(
            Map.entry(7415, 28992),
            Map.entry(6697, WGS84),
            Map.entry(6668, WGS84),
            Map.entry(4979, WGS84),
            Map.entry(5554, 25831),
            Map.entry(5555, 25832),
            Map.entry(5556, 25833),
            Map.entry(5972, 25832),
            Map.entry(5973, 25833),
            Map.entry(5942, 4258),
            Map.entry(5698, 2154),
            Map.entry(5699, 27572),
            Map.entry(6190, 31370),
            Map.entry(7405, 27700),
            Map.entry(7409, 4258),
            Map.entry(7414, 25832),
            Map.entry(7416, 25832),
            Map.entry(7423, 4258),
            Map.entry(9518, WGS84),
            Map.entry(9286, 28992),
            Map.entry(5498, 4269),
            Map.entry(6349, 4269),
            Map.entry(10162, 6669),
            Map.entry(10168, 6675),
            Map.entry(10170, 6677));

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

    /**
     * The EPSG code in a name such as {@code EPSG:6677}, {@code urn:ogc:def:crs:EPSG::6677}, a register's address, or a
     * description in WKT; of a system joined of two, the first.
     */
    static Optional<Integer> code(String name) {
        String text = name.strip();
        String upper = text.toUpperCase(Locale.ROOT);
        if (upper.contains("CRS84") || upper.replaceAll("[ _-]", "").matches("WGS(19)?84")) {
            return Optional.of(WGS84);
        }
        if (BARE.matcher(text).matches()) {
            return Optional.of(Integer.parseInt(text));
        }
        if (text.contains("[")) {
            return last(WKT_CODE.matcher(text));
        }
        Matcher matcher = CODE.matcher(text);
        return matcher.find() ? Optional.of(Integer.parseInt(matcher.group(1))) : Optional.empty();
    }

    /** In WKT the outermost thing names its code last. */
    private static Optional<Integer> last(Matcher matcher) {
        Optional<Integer> found = Optional.empty();
        while (matcher.find()) {
            found = Optional.of(Integer.parseInt(matcher.group(1)));
        }
        return found;
    }

    static boolean isWebMercator(int code) {
        return WEB_MERCATOR.contains(code);
    }

    /** Whether coordinates are degrees of a system that is within a few metres of WGS84. */
    static boolean isDegrees(CoordinateReferenceSystem system) {
        String text = String.join(" ", system.getParameters());
        boolean shifted = text.contains("towgs84")
                && !text.contains("towgs84=0,0,0,0,0,0,0")
                && !text.contains("towgs84=0,0,0 ")
                && !text.endsWith("towgs84=0,0,0");
        boolean near = text.contains("WGS84") || text.contains("NAD83") || text.contains("GRS80");
        return text.contains("proj=longlat") && near && !shifted && !text.contains("+pm=");
    }

    /** The system with a code, empty when no table knows it or its formulas are not at hand. */
    static Optional<CoordinateReferenceSystem> find(int code) {
        int plane = COMPOUND.getOrDefault(code, code);
        CRSFactory factory = new CRSFactory();
        try {
            Optional<String> own = own(plane);
            return Optional.ofNullable(
                    own.isPresent()
                            ? factory.createFromParameters("EPSG:" + plane, own.get())
                            : factory.createFromName("EPSG:" + plane));
        } catch (Proj4jException | IllegalStateException unknown) {
            // Each reason for not knowing a system has its own exception there.
            return Optional.empty();
        }
    }

    static CoordinateReferenceSystem wgs84() {
        return new CRSFactory().createFromParameters("EPSG:4326", "+proj=longlat +datum=WGS84 +no_defs");
    }

    private static Optional<String> own(int code) {
        if (code == WGS84) {
            return Optional.of("+proj=longlat +datum=WGS84 +no_defs");
        }
        if (code >= 6669 && code < 6669 + JAPAN.length) {
            double[] at = JAPAN[code - 6669];
            return Optional.of(
                    "+proj=tmerc +lat_0=%s +lon_0=%s +k=0.9999 +x_0=0 +y_0=0 %s".formatted(at[0], at[1], GRS80));
        }
        if (code == 28992) {
            return Optional.of("+proj=sterea +lat_0=52.1561605555556 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000"
                    + " +y_0=463000 +ellps=bessel"
                    + " +towgs84=565.4171,50.3319,465.5524,-0.398957,0.343988,-1.8774,4.0725 +units=m +no_defs");
        }
        if (code == 7844 || code == 4258 || code == 8086) {
            return Optional.of("+proj=longlat +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +no_defs");
        }
        if (code >= 7846 && code <= 7859) {
            return Optional.of("+proj=utm +zone=" + (code - 7800) + " +south " + GRS80);
        }
        if (code > 25827 && code < 25838) {
            return Optional.of("+proj=utm +zone=" + (code - 25800) + " " + GRS80);
        }
        return Optional.empty();
    }
}
