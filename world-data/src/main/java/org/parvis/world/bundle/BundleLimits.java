package org.parvis.world.bundle;

/** How much a bundle may hold; beyond it reading stops with a fault instead of filling memory or disk. */
final class BundleLimits {
    static final int MAX_FILES = 2_000;
    static final long MAX_FILE_BYTES = 128L << 20;
    static final long MAX_TOTAL_BYTES = 512L << 20;

    /** Geometry deflates well, but not a thousandfold. */
    static final long MAX_ZIP_RATIO = 200;

    private BundleLimits() {}
}
