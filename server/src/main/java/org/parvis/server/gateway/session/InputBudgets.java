package org.parvis.server.gateway.session;

import java.util.concurrent.TimeUnit;

/**
 * How much one connection may still send. What is over the budget is dropped; who goes on is warned, then closed. One
 * event loop.
 */
final class InputBudgets {
    private static final long WARN_EVERY_NS = TimeUnit.SECONDS.toNanos(5);

    private final TokenBucket moves;
    private final TokenBucket actions;
    private final TokenBucket pings;
    private final TokenBucket presence;
    private final TokenBucket drops;
    private boolean warned;
    private long warnedNs;

    InputBudgets(SessionConfig.Budgets budgets, long nowNs) {
        moves = new TokenBucket(budgets.moves(), nowNs);
        actions = new TokenBucket(budgets.actions(), nowNs);
        pings = new TokenBucket(budgets.pings(), nowNs);
        presence = new TokenBucket(budgets.presence(), nowNs);
        drops = new TokenBucket(budgets.drops(), nowNs);
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
}
