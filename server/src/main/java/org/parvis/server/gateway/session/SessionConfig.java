package org.parvis.server.gateway.session;

import org.parvis.server.identity.GuestPolicy;

/**
 * How sessions are kept; made by a {@link Builder}.
 *
 * @param guests who may come in without an account
 * @param helloTimeoutMs how long a fresh connection may take to say Hello
 * @param resumeWindowMs how long an avatar waits for its person after a lost connection
 * @param slowGraceMs how long somebody may read too slowly before the connection is closed
 * @param sendBufferBytes unsent bytes of a connection above which frames are left out; about two seconds of traffic
 * @param mailBytes messages kept for somebody who reads slowly or is away
 * @param maxConnectionsPerAddress open connections of one address
 * @param budgets how fast people may send
 */
public record SessionConfig(
        GuestPolicy guests,
        int helloTimeoutMs,
        int resumeWindowMs,
        int slowGraceMs,
        int sendBufferBytes,
        int mailBytes,
        int maxConnectionsPerAddress,
        Budgets budgets) {
    /** What the design says; connections per address as for a household or a class room. */
    public static final SessionConfig DEFAULT = new Builder().build();

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
     * Begins with the defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Makes a configuration that differs from the default in what is said. One thread. */
    public static final class Builder {
        private GuestPolicy guests = GuestPolicy.WITH_IDENTITY;
        private int helloTimeoutMs = 10_000;
        private int resumeWindowMs = 120_000;
        private int slowGraceMs = 10_000;
        private int sendBufferBytes = 96 * 1024;
        private int mailBytes = 64 * 1024;
        private int maxConnectionsPerAddress = 64;
        private Budgets budgets = Budgets.DEFAULT;

        private Builder() {}

        /** Who may come in without an account. */
        public Builder guests(GuestPolicy policy) {
            guests = policy;
            return this;
        }

        /** How long a fresh connection may take to say Hello, 1 to 10,000 ms. */
        public Builder helloTimeoutMs(int ms) {
            helloTimeoutMs = ms;
            return this;
        }

        /** How long an avatar waits for its person after a lost connection, 0 or more milliseconds. */
        public Builder resumeWindowMs(int ms) {
            resumeWindowMs = ms;
            return this;
        }

        /** How long somebody may read too slowly, above 0 ms. */
        public Builder slowGraceMs(int ms) {
            slowGraceMs = ms;
            return this;
        }

        /** Unsent bytes of a connection above which frames are left out, 8,192 or more. */
        public Builder sendBufferBytes(int bytes) {
            sendBufferBytes = bytes;
            return this;
        }

        /** Bytes of messages kept for somebody who reads slowly or is away, 8,192 or more. */
        public Builder mailBytes(int bytes) {
            mailBytes = bytes;
            return this;
        }

        /** Open connections of one address, 1 or more. */
        public Builder maxConnectionsPerAddress(int connections) {
            maxConnectionsPerAddress = connections;
            return this;
        }

        /** How fast people may send. */
        public Builder budgets(Budgets allowed) {
            budgets = allowed;
            return this;
        }

        /**
         * The configuration.
         *
         * @return immutable
         * @throws IllegalArgumentException naming the first value that cannot work
         */
        public SessionConfig build() {
            return new SessionConfig(
                    guests,
                    helloTimeoutMs,
                    resumeWindowMs,
                    slowGraceMs,
                    sendBufferBytes,
                    mailBytes,
                    maxConnectionsPerAddress,
                    budgets);
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
