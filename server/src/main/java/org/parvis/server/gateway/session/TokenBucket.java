package org.parvis.server.gateway.session;

/** Allows so much a second, and a burst. One thread at a time. */
final class TokenBucket {
    private static final double NS_PER_S = 1e9;
    private static final long EXTRA_NS = 5_000_000_000L;

    private final SessionConfig.Budget budget;
    private double tokens;
    private long filledNs;
    /** What came of a pause; beyond the burst, and good for a short time only. */
    private double extra;

    private long extraUntilNs;

    TokenBucket(SessionConfig.Budget budget, long nowNs) {
        this.budget = budget;
        tokens = budget.burst();
        filledNs = nowNs;
    }

    /** Takes one token; false when there is none. */
    boolean take(long nowNs) {
        tokens = Math.min(budget.burst(), tokens + (nowNs - filledNs) / NS_PER_S * budget.perSecond());
        filledNs = nowNs;
        if (extra >= 1 && nowNs - extraUntilNs < 0) {
            extra -= 1;
            return true;
        }
        if (tokens < 1) {
            return false;
        }
        tokens -= 1;
        return true;
    }

    /** Adds what a time is worth, for those who could not be heard during it. */
    void add(long spanNs, long nowNs) {
        extra = spanNs / NS_PER_S * budget.perSecond();
        extraUntilNs = nowNs + EXTRA_NS;
    }
}
