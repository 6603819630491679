package org.parvis.server.gateway.session;

/**
 * How sessions are kept.
 *
 * @param helloTimeoutMs how long a fresh connection may take to say Hello
 * @param resumeWindowMs how long an avatar waits for its person after a lost connection
 * @param slowGraceMs how long somebody may read too slowly before the connection is closed
 * @param sendBufferBytes unsent bytes of a connection above which frames are left out; about two seconds of traffic
 * @param mailBytes messages kept for somebody who reads slowly or is away
 * @param maxConnectionsPerAddress open connections of one address
 * @param budgets how fast people may send
 */
public record SessionConfig(
        int helloTimeoutMs,
        int resumeWindowMs,
        int slowGraceMs,
        int sendBufferBytes,
        int mailBytes,
        int maxConnectionsPerAddress,
        Budgets budgets) {
    /** What the design says; connections per address as for a household or a class room. */
    public static final SessionConfig DEFAULT =
            new SessionConfig(10_000, 120_000, 10_000, 96 * 1024, 64 * 1024, 64, Budgets.DEFAULT);

    /** Refuses what cannot work, in words for an operator. */
    public SessionConfig {
        require(helloTimeoutMs > 0 && helloTimeoutMs <= 10_000, "hello timeout must be within 1..10000 ms");
        require(resumeWindowMs >= 0, "resume window must not be negative");
        require(slowGraceMs > 0, "grace for slow readers must be above 0 ms");
        require(sendBufferBytes >= 8_192 && mailBytes >= 8_192, "buffers must hold at least 8 KiB");
        require(maxConnectionsPerAddress >= 1, "at least one connection per address must be allowed");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /**
     * How fast people may send, per kind of message: so many a second in the long run, so many at once.
     *
     * @param moves of the avatar
     * @param actions of all kinds
     * @param pings of the clock
     * @param presence changes of it
     * @param drops messages that may be dropped before the connection is closed
     */
    public record Budgets(Budget moves, Budget actions, Budget pings, Budget presence, Budget drops) {
        /** Twenty moves a second with room for jitter, five actions a second. */
        public static final Budgets DEFAULT = new Budgets(
                new Budget(25, 50), new Budget(5, 10), new Budget(5, 20), new Budget(2, 10), new Budget(5, 100));
    }

    /**
     * A token bucket's measures.
     *
     * @param perSecond refill
     * @param burst content when full
     */
    public record Budget(double perSecond, int burst) {
        /** Refuses what cannot work. */
        public Budget {
            require(perSecond > 0 && burst >= 1, "a budget needs a rate above 0 and a burst of at least 1");
        }
    }
}
