package org.parvis.protocol.close;

/**
 * What a client may do after a connection has ended. Immutable, any thread.
 *
 * @param retryAfterMs earliest sensible next try, milliseconds; {@link #NEVER} when a client must not try again by
 *     itself. A server under pressure may tell a longer time in the message.
 * @param mayResume whether the resume token is still good
 * @param textKey key of the words that a client shows, the same in every language
 */
public record RetryRule(int retryAfterMs, boolean mayResume, String textKey) {

    /** The value of {@link #retryAfterMs()} that forbids another try. */
    public static final int NEVER = -1;

    /**
     * Checks the rule.
     *
     * @throws IllegalArgumentException when the time is below {@link #NEVER} or a session could be resumed but never
     *     tried
     */
    public RetryRule {
        if (retryAfterMs < NEVER || (retryAfterMs == NEVER && mayResume)) {
            throw new IllegalArgumentException("not a rule: " + retryAfterMs + " ms, resume " + mayResume);
        }
    }

    /**
     * Tells whether a client may try again by itself.
     *
     * @return false when only the person may
     */
    public boolean mayRetry() {
        return retryAfterMs != NEVER;
    }

    static RetryRule never(String textKey) {
        return new RetryRule(NEVER, false, textKey);
    }

    static RetryRule joinAfter(int retryAfterMs, String textKey) {
        return new RetryRule(retryAfterMs, false, textKey);
    }

    static RetryRule resumeAfter(int retryAfterMs, String textKey) {
        return new RetryRule(retryAfterMs, true, textKey);
    }
}
