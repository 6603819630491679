package org.parvis.world.imports.source;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.parvis.world.fault.BundleException;

/** Tells files of other forms than JSON by their first bytes, so that the refusal can name what was given. */
final class FileForm {
    private static final int LOOKED_AT = 2_000;

    private record Magic(String start, String what, String cure) {}

    private static final String UNPACK = "Unpack it and give the GeoJSON or CityJSON file inside.";
    private static final String CONVERT = "Convert it to GeoJSON in WGS84 (ogr2ogr -f GeoJSON -t_srs EPSG:4326).";
    private static final List<Magic> BINARY = List.of(
            new Magic("PK", "a zip archive (perhaps KMZ, IMDF or a packed shapefile)", UNPACK),
            new Magic("\0\0'\n", "a shapefile", CONVERT),
            new Magic("SQLite format 3", "a GeoPackage or another SQLite database", CONVERT),
            new Magic("fgb", "a FlatGeobuf file", CONVERT),
            new Magic("PAR1", "a Parquet file", CONVERT),
            new Magic("glTF", "a glTF model", "Put it into the assets/ folder of a bundle instead."),
            new Magic("%PDF", "a PDF", "Give the data it was made of."),
            new Magic("\u0089PNG", "a picture", "Give the data it was made of."),
            new Magic("\u00ff\u00d8\u00ff", "a picture", "Give the data it was made of."),
            new Magic("II*\0", "a TIFF raster", "Give outlines, not a raster."),
            new Magic("BZh", "packed with bzip2", "Unpack it; gzip can stay packed."),
            new Magic("\u00fd7zXZ", "packed with xz", "Unpack it; gzip can stay packed."),
            new Magic("(\u00b5/\u00fd", "packed with zstd", "Unpack it; gzip can stay packed."),
            new Magic("7z\u00bc\u00af", "a 7z archive", UNPACK),
            new Magic("Rar!", "a RAR archive", UNPACK));

    private FileForm() {}

    /** Refuses what is clearly no JSON. */
    static void refuseOther(String name, byte[] bytes) throws BundleException {
        String start = new String(bytes, 0, Math.min(bytes.length, LOOKED_AT), StandardCharsets.ISO_8859_1);
        for (Magic magic : BINARY) {
            if (start.startsWith(magic.start)) {
                throw BundleException.of(name, "", "this is " + magic.what + ", not JSON", magic.cure);
            }
        }
        String text = start.startsWith("\u00ef\u00bb\u00bf") ? start.substring(3) : start;
        if (text.stripLeading().startsWith("<")) {
            String lower = text.toLowerCase(Locale.ROOT);
            throw BundleException.of(name, "", "this is " + markup(lower) + ", not JSON", markupCure(lower));
        }
    }

    private static String markup(String text) {
        if (text.contains("<kml")) {
            return "KML, which is XML";
        }
        if (text.contains("citymodel")) {
            return "CityGML, which is XML";
        }
        if (text.contains("<osm")) {
            return "OpenStreetMap XML";
        }
        if (text.contains("<html") || text.contains("<!doctype html")) {
            return "a web page";
        }
        return text.contains("/gml") ? "GML, which is XML" : "XML";
    }

    private static String markupCure(String text) {
        if (text.contains("citymodel")) {
            return "Convert it to CityJSON (citygml-tools to-cityjson).";
        }
        if (text.contains("<osm")) {
            return "Convert it to GeoJSON (osmtogeojson).";
        }
        return text.contains("<html") || text.contains("<!doctype html")
                ? "Look at it in a browser: the server that gave it may ask for a sign-in or have no such file."
                : CONVERT;
    }
}
