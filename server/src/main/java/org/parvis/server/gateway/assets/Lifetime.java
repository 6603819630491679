package org.parvis.server.gateway.assets;

import java.util.regex.Pattern;

/** How long a browser may keep a file without asking again. */
public enum Lifetime {
    /** For ever: the address holds a hash of the content. */
    IMMUTABLE,
    /** For ever when the file's name ends in a hash, as bundlers write it; else asked again each time. */
    BY_NAME;

    private static final Pattern HASHED = Pattern.compile(".*[-.][A-Za-z0-9_]{8,64}\\.[a-z0-9]{1,12}(\\.map)?");
    private static final Pattern HAS_DIGIT_OR_CAPITAL =
            Pattern.compile(".*[-.][a-z0-9]*[A-Z0-9][A-Za-z0-9_]*\\.[a-z0-9]+(\\.map)?");

    String cacheControl(String path) {
        // "player-stylesheet.css" is a name, "player-4F7KQ2ZB.css" a hash: hashes hold digits or capitals.
        boolean hashed = HASHED.matcher(path).matches()
                && HAS_DIGIT_OR_CAPITAL.matcher(path).matches();
        return this == IMMUTABLE || hashed ? "public, max-age=31536000, immutable" : "no-cache";
    }
}
