package org.parvis.server.placement;

/**
 * When instances of a venue open and close.
 *
 * @param maxPerVenue instances of one venue that may run at once, 1 or more
 * @param openAtShare share of its capacity above which an instance is no place for newcomers while another may open,
 *     above 0 and at most 1
 * @param closeAfterMs how long an instance that was opened for load stays empty before it closes
 */
public record MirrorConfig(int maxPerVenue, double openAtShare, long closeAfterMs) {
    /** One instance of a venue, as many as are named at the start; room kept for friends of those inside. */
    public static final MirrorConfig DEFAULT = new MirrorConfig(1, 0.9, 60_000);

    /** Refuses what cannot work. */
    public MirrorConfig {
        if (maxPerVenue < 1 || openAtShare <= 0 || openAtShare > 1 || closeAfterMs < 0) {
            throw new IllegalArgumentException(
                    "at least one instance, a share above 0 and at most 1, and a time of at least 0 ms are needed");
        }
    }

    /**
     * The same with another number of instances.
     *
     * @param instances of one venue at most
     * @return a copy
     */
    public MirrorConfig withMaxPerVenue(int instances) {
        return new MirrorConfig(instances, openAtShare, closeAfterMs);
    }
}
