package org.parvis.world.bundle;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The types of files that bundles serve: data that clients show or play, and nothing that a browser could run. Everything
 * else is refused when a bundle is read.
 */
public final class ServedTypes {
    private static final Map<String, String> BY_ENDING = new TreeMap<>(Map.ofEntries(
            Map.entry("json", "application/json"),
            Map.entry("geojson", "application/geo+json"),
            Map.entry("glb", "model/gltf-binary"),
            Map.entry("gltf", "model/gltf+json"),
            Map.entry("bin", "application/octet-stream"),
            Map.entry("ktx2", "image/ktx2"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("webp", "image/webp"),
            Map.entry("avif", "image/avif"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("ogg", "audio/ogg"),
            Map.entry("opus", "audio/ogg"),
            Map.entry("m4a", "audio/mp4"),
            Map.entry("wav", "audio/wav"),
            Map.entry("webm", "video/webm"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("md", "text/plain; charset=utf-8")));

    /** Files that have no ending by custom. */
    private static final Set<String> PLAIN_TEXTS =
            Set.of("license", "licence", "copying", "notice", "readme", "authors", "credits");

    private static final Set<String> PACKED = Set.of("gz", "br");

    private ServedTypes() {}

    /**
     * The content type of a file.
     *
     * @param path its path in the bundle; a packed companion ({@code venue.json.gz}) has the type of what is packed
     * @return empty when files of this type are not served
     */
    public static Optional<String> contentType(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        int dot = name.lastIndexOf('.');
        if (dot < 0) {
            return PLAIN_TEXTS.contains(name) ? Optional.of("text/plain; charset=utf-8") : Optional.empty();
        }
        String ending = name.substring(dot + 1);
        return PACKED.contains(ending) && dot > 0
                ? contentType(name.substring(0, dot))
                : Optional.ofNullable(BY_ENDING.get(ending));
    }

    /** All endings, for messages. */
    static String endings() {
        return String.join(", ", new TreeSet<>(BY_ENDING.keySet()));
    }
}
