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
}
