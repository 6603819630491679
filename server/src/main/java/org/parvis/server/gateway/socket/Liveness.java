package org.parvis.server.gateway.socket;

import io.netty.util.AttributeKey;

/**
 * How a dead peer is told from a quiet one.
 *
 * @param pingEveryMs a peer that was quiet this long is pinged
 * @param deadAfterMs a peer from which nothing came for so long is dead
 * @param awayDeadAfterMs the same for a person who said that they are away: hidden tabs and resting headsets answer
 *     late
 */
public record Liveness(long pingEveryMs, long deadAfterMs, long awayDeadAfterMs) {
    /** Ping every 5 s, dead after 15 s, 75 s when away. */
    public static final Liveness DEFAULT = new Liveness(5_000, 15_000, 75_000);

    /** Told to the connection's handler when its peer is dead, so that it may say so before the socket ends. */
    public static final Object SILENT = new Object() {
        @Override
        public String toString() {
            return "silent";
        }
    };

    /** Set on the channel by the session when the person goes away or comes back. */
    public static final AttributeKey<Boolean> AWAY = AttributeKey.valueOf(Liveness.class, "away");

    long deadAfterMs(boolean away) {
        return away ? awayDeadAfterMs : deadAfterMs;
    }
}
