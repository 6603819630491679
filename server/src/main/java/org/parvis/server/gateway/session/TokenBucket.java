package org.parvis.server.gateway.session;

/** Allows so much a second, and a burst. One thread at a time. */
final class TokenBucket {
    private static final double NS_PER_S = 1e9;

    private final SessionConfig.Budget budget;
    private double tokens;
    private long filledNs;

    TokenBucket(SessionConfig.Budget budget, long nowNs) {
        this.budget = budget;
        tokens = budget.burst();
        filledNs = nowNs;
    }

    /** Takes one token; false when there is none. */
    boolean take(long nowNs) {
        tokens = Math.min(budget.burst(), tokens + (nowNs - filledNs) / NS_PER_S * budget.perSecond());
        filledNs = nowNs;
        if (tokens < 1) {
            return false;
        }
        tokens -= 1;
        return true;
    }
}
