package org.parvis.world.bundle;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which names files of a bundle may have: they become parts of web addresses and of paths on disk. */
final class BundlePaths {
    private static final Pattern PLAIN =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");
    private static final int MAX_LENGTH = 200;

    /** What operating systems and network drives leave in folders, in small letters. */
    private static final Set<String> OF_SYSTEM = Set.of(
            "__macosx",
            "thumbs.db",
            "ehthumbs.db",
            "desktop.ini",
            "@eadir",
            "$recycle.bin",
            "icon\r",
            "system volume information");

    private BundlePaths() {}

    /** Whether a file is hidden or was put there by an operating system: no part of the bundle. */
    static boolean isOfSystem(String name) {
        for (String part : name.split("/", -1)) {
            boolean hidden = part.startsWith(".") && !part.equals(".") && !part.equals("..");
            if (hidden || part.startsWith("~$") || OF_SYSTEM.contains(part.toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a name points out of the bundle, or to a place of its own. */
    static boolean leaves(String name) {
        return name.startsWith("/")
                || name.matches("[A-Za-z]:.*")
                || List.of(name.split("/", -1)).contains("..");
    }

    /** Whether a name is relative, stays inside the bundle and needs no escaping anywhere. */
    static boolean isSafe(String name) {
        return name.length() <= MAX_LENGTH && PLAIN.matcher(name).matches();
    }
}
