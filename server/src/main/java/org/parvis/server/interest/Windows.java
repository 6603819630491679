package org.parvis.server.interest;

/**
 * Which paces are in use, and how far back updates must reach so that nobody misses a change while rings, paces and
 * thinning change. Who walked within the overlap is told of twice, which does no harm. Tick thread only.
 */
final class Windows {
    private final InterestConfig config;
    private final int[] recentPaces = new int[Pace.SLOWEST];
    private Relief relief;
    private int midThin = 1;
    private int farThin = 1;
    private int thinUntil;

    Windows(InterestConfig config) {
        this.config = config;
        relief = Relief.none(config);
    }

    Relief relief() {
        return relief;
    }

    /** What was sent on every round until now reaches back over as many rounds as it will be left out, and the reverse. */
    void relief(Relief next, int beat) {
        midThin = Math.max(midThin, next.midThin());
        farThin = Math.max(farThin, next.farThin());
        thinUntil = beat + config.longestWindow();
        relief = next;
    }

    /** Sets what this beat offers. */
    void set(Rhythm rhythm, int beat, int pacesInUse) {
        recentPaces[beat % recentPaces.length] = pacesInUse;
        int offered = Pace.EVERY;
        for (int paces : recentPaces) {
            offered |= paces;
        }
        if (beat > thinUntil) {
            midThin = relief.midThin();
            farThin = relief.farThin();
        }
        rhythm.set(beat, offered, relief.midThin(), relief.farThin());
    }

    /** Beats that changes for the mid ring reach back: to the turn before, or to the last frame in the near ring. */
    int mid() {
        return config.midEvery() * midThin + Pace.SLOWEST;
    }

    /** Beats that changes for the far ring reach back: to the turn before, or to the last turn in the mid ring. */
    int far() {
        return config.farEvery() * farThin + mid();
    }
}
