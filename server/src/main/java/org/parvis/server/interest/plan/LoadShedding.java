package org.parvis.server.interest.plan;

/**
 * What is left out so that everybody gets the rest in time; set by the instance as it comes under pressure.
 *
 * @param pace least ticks from frame to frame, see {@link Pace}
 * @param midThin of so many rounds of the mid ring one is sent: 1, 2 or {@link #MOST_THIN}
 * @param farThin the same for the far ring
 * @param introductionsPerTick most introductions one viewer gets in a tick
 */
public record LoadShedding(int pace, int midThin, int farThin, int introductionsPerTick) {
    /** The most a ring may be thinned. */
    public static final int MOST_THIN = 4;

    /** Refuses what cannot work. */
    public LoadShedding {
        if (Integer.bitCount(pace) != 1 || pace > Pace.SLOWEST) {
            throw new IllegalArgumentException("A pace is 1, 2 or 4, not " + pace);
        }
        // Powers of two, so that a turn of a thinner ring is one of a fuller ring too: no change can skip a turn.
        if (!isThinning(midThin) || !isThinning(farThin) || introductionsPerTick < 1) {
            throw new IllegalArgumentException("Rings are thinned by 1, 2 or 4, introductions at least 1 a tick");
        }
    }

    private static boolean isThinning(int thin) {
        return Integer.bitCount(thin) == 1 && thin <= MOST_THIN;
    }

    /** Nothing left out. */
    public static LoadShedding none(InterestConfig config) {
        return new LoadShedding(Pace.EVERY, 1, 1, config.introductionsPerTick());
    }
}
