package org.parvis.server.gateway.socket;

import io.netty.util.AttributeKey;

/**
 * How a dead peer is told from a quiet one.
 *
 * @param pingEveryMs a peer that says nothing of itself is pinged so often
 * @param missedAfterMs a ping that is not answered within this time is missed: others are shown that the person is away
 * @param deadAfterMs a peer from which nothing came for so long is dead
 * @param awayDeadAfterMs the same for a person who said that they are away: hidden tabs and resting headsets answer
 *     late
 */
public record Liveness(long pingEveryMs, long missedAfterMs, long deadAfterMs, long awayDeadAfterMs) {
    /** Ping every 5 s, away a second after a missed one, dead after 15 s, 75 s when away. */
    public static final Liveness DEFAULT = new Liveness(5_000, 1_000, 15_000, 75_000);

    /**
     * With the usual time for an answer.
     *
     * @param pingEveryMs how often a quiet peer is pinged
     * @param deadAfterMs silence after which it is dead
     * @param awayDeadAfterMs the same for somebody away
     */
    public Liveness(long pingEveryMs, long deadAfterMs, long awayDeadAfterMs) {
        this(pingEveryMs, Math.min(pingEveryMs, 1_000), deadAfterMs, awayDeadAfterMs);
    }

    /** Told to the connection's handler when its peer is dead, so that it may say so before the socket ends. */
    public static final Object SILENT = new Sign("silent");

    /** Told to the connection's handler when a ping was not answered in time. */
    public static final Object MISSED = new Sign("missed");

    /** Told to the connection's handler when a peer is heard again after {@link #MISSED}. */
    public static final Object HEARD_AGAIN = new Sign("heard again");

    private record Sign(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    /** Set on the channel by the session when the person goes away or comes back. */
    public static final AttributeKey<Boolean> AWAY = AttributeKey.valueOf(Liveness.class, "away");

    long deadAfterMs(boolean away) {
        return away ? awayDeadAfterMs : deadAfterMs;
    }
}
