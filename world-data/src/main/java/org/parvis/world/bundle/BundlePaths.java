package org.parvis.world.bundle;

import java.util.regex.Pattern;

/** Which names files of a bundle may have: they become parts of web addresses and of paths on disk. */
final class BundlePaths {
    private static final Pattern PLAIN =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");
    private static final int MAX_LENGTH = 200;

    private BundlePaths() {}

    /** Whether a name is relative, stays inside the bundle and needs no escaping anywhere. */
    static boolean isSafe(String name) {
        return name.length() <= MAX_LENGTH && PLAIN.matcher(name).matches();
    }
}
