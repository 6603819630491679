package org.parvis.server.gateway.session;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.parvis.server.gateway.socket.LoopPause;

/**
 * How much one connection may still send. What is over the budget is dropped; who goes on is warned, then closed. What
 * was sent while the event loop was held up comes at once; it is charged as it was sent, over the time of the pause. One
 * event loop.
 */
final class InputBudgets {
    private static final long WARN_EVERY_NS = TimeUnit.SECONDS.toNanos(5);

    private final TokenBucket moves;
    private final TokenBucket actions;
    private final TokenBucket pings;
    private final TokenBucket presence;
    private final TokenBucket drops;
    private final LoopPause pause;
    private long pausedNs;
    private boolean warned;
    private long warnedNs;

    InputBudgets(SessionConfig.Budgets budgets, LoopPause pause, long nowNs) {
        this.pause = pause;
        pausedNs = pause.pausedNs(nowNs);
        moves = new TokenBucket(budgets.moves(), nowNs);
        actions = new TokenBucket(budgets.actions(), nowNs);
        pings = new TokenBucket(budgets.pings(), nowNs);
        presence = new TokenBucket(budgets.presence(), nowNs);
        drops = new TokenBucket(budgets.drops(), nowNs);
    }

    /** To be called before anything is taken: adds what a pause that has just ended is worth. */
    void catchUp(long nowNs) {
        long now = pause.pausedNs(nowNs);
        if (now != pausedNs) {
            for (TokenBucket bucket : List.of(moves, actions, pings, presence)) {
                bucket.add(now - pausedNs, nowNs);
            }
            pausedNs = now;
        }
    }

    TokenBucket moves() {
        return moves;
    }

    TokenBucket actions() {
        return actions;
    }

    TokenBucket pings() {
        return pings;
    }

    TokenBucket presence() {
        return presence;
    }

    /** What to do about a message over its budget. */
    enum Overrun {
        /** Nothing more than to drop it. */
        DROP,
        /** Tell the person to slow down. */
        WARN,
        /** Close the connection. */
        CLOSE
    }

    Overrun overrun(long nowNs) {
        if (!drops.take(nowNs)) {
            return Overrun.CLOSE;
        }
        if (warned && nowNs - warnedNs < WARN_EVERY_NS) {
            return Overrun.DROP;
        }
        warned = true;
        warnedNs = nowNs;
        return Overrun.WARN;
    }

    /** Allows so much a second, and a burst. One thread at a time. */
    static final class TokenBucket {
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
}
