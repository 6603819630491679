package org.parvis.server.feature.social;

/**
 * How many hear what is said, so that a crowd in which all talk at once costs no more than the instance can bear, and
 * nobody is told more than anybody could read. An instance delivers up to {@value #PER_S} pieces of talk a second, which
 * it saves up for one second. Each thing said may use a quarter of what is left, nearest hearers first, and always
 * reaches the {@value #NEAREST} nearest; where not even they can be paid for, it is not said. In a hall where 4,000 speak
 * once in ten seconds each thing said is so heard by about 50, and everybody hears about five things a second. Tick
 * thread only.
 */
final class HearingBudget {
    /** Pieces of talk delivered in a second. */
    static final int PER_S = 20_000;

    /** Hearers, the speaker included, who hear whatever is said at all. */
    static final int NEAREST = 32;

    private static final int SHARE = 4;
    private static final double MS_PER_S = 1_000;

    private double left = PER_S;
    private long refilledMs;

    /** How many may hear what is said now; 0 when nobody may speak at the moment. */
    int mayHear(long nowMs) {
        left = Math.min(PER_S, left + (nowMs - refilledMs) * PER_S / MS_PER_S);
        refilledMs = nowMs;
        return left < NEAREST ? 0 : Math.max(NEAREST, (int) (left / SHARE));
    }

    /** Pays for those who heard it. */
    void heard(int hearers) {
        left -= hearers;
    }
}
