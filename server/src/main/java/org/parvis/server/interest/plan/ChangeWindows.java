package org.parvis.server.interest.plan;

/**
 * Which paces are in use, and how far back updates must reach so that nobody misses a change while rings, paces and
 * thinning change. Who walked within the overlap is told of twice, which does no harm. Tick thread only.
 */
public final class ChangeWindows {
    private final InterestConfig config;
    private final int[] recentPaces = new int[Pace.SLOWEST];
    private LoadShedding shedding;
    private int midThin = 1;
    private int farThin = 1;
    private int thinUntil;

    /** Begins with nothing left out. */
    public ChangeWindows(InterestConfig config) {
        this.config = config;
        shedding = LoadShedding.none(config);
    }

    /** What is left out at present. */
    public LoadShedding shedding() {
        return shedding;
    }

    /** What was sent on every round until now reaches back over as many rounds as it will be left out, and the reverse. */
    public void shed(LoadShedding next, int beat) {
        midThin = Math.max(midThin, next.midThin());
        farThin = Math.max(farThin, next.farThin());
        thinUntil = beat + config.longestWindow();
        shedding = next;
    }

    /** Sets what this beat offers. */
    public void set(SendSchedule schedule, int beat, int pacesInUse) {
        recentPaces[beat % recentPaces.length] = pacesInUse;
        int offered = Pace.EVERY;
        for (int paces : recentPaces) {
            offered |= paces;
        }
        if (beat > thinUntil) {
            midThin = shedding.midThin();
            farThin = shedding.farThin();
        }
        schedule.set(beat, offered, shedding.midThin(), shedding.farThin());
    }

    /** Beats that changes for the mid ring reach back: to the turn before, or to the last frame in the near ring. */
    public int mid() {
        return config.midEvery() * midThin + Pace.SLOWEST;
    }

    /** Beats that changes for the far ring reach back: to the turn before, or to the last turn in the mid ring. */
    public int far() {
        return config.farEvery() * farThin + mid();
    }
}
