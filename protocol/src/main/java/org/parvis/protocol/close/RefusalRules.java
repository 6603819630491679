package org.parvis.protocol.close;

import org.parvis.protocol.v1.Refusal;
import org.parvis.protocol.v1.RefusalCode;
import org.parvis.protocol.v1.ServerMessage;

/** The rule of every refusal of a join, and the message that follows from it. Stateless, any thread. */
public final class RefusalRules {

    private RefusalRules() {}

    /**
     * Returns the rule of a refusal. A session is never resumed by it: a token that was refused for a passing reason
     * ({@code DRAINING}, {@code BUSY}, {@code TOO_MANY_CONNECTIONS}) is still good, and its owner tries it again.
     *
     * @param code why a join is refused
     * @return the rule; a code of a later version gets that of an unknown one
     */
    public static RetryRule of(RefusalCode code) {
        return switch (code) {
            case REFUSAL_CODE_UNSPECIFIED, UNRECOGNIZED -> RetryRule.never("refusal.unspecified");
            case REFUSAL_CODE_BAD_HELLO -> RetryRule.never("refusal.bad-hello");
            case REFUSAL_CODE_UNSUPPORTED_VERSION -> RetryRule.never("refusal.unsupported-version");
            case REFUSAL_CODE_UNKNOWN_VENUE -> RetryRule.never("refusal.unknown-venue");
            case REFUSAL_CODE_VENUE_FULL -> RetryRule.joinAfter(15_000, "refusal.venue-full");
            case REFUSAL_CODE_BAD_NAME -> RetryRule.never("refusal.bad-name");
            case REFUSAL_CODE_RESUME_EXPIRED -> RetryRule.joinAfter(0, "refusal.resume-expired");
            case REFUSAL_CODE_DRAINING -> RetryRule.joinAfter(3_000, "refusal.draining");
            case REFUSAL_CODE_BUSY -> RetryRule.joinAfter(1_000, "refusal.busy");
            case REFUSAL_CODE_TOO_MANY_CONNECTIONS -> RetryRule.joinAfter(1_000, "refusal.too-many-connections");
            case REFUSAL_CODE_BANNED -> RetryRule.never("refusal.banned");
            case REFUSAL_CODE_BAD_TICKET -> RetryRule.joinAfter(0, "refusal.bad-ticket");
            case REFUSAL_CODE_UNAVAILABLE -> RetryRule.joinAfter(2_000, "refusal.unavailable");
            case REFUSAL_CODE_IDENTITY_REQUIRED -> RetryRule.never("refusal.identity-required");
            case REFUSAL_CODE_ACCOUNT_REQUIRED -> RetryRule.never("refusal.account-required");
            case REFUSAL_CODE_FORBIDDEN -> RetryRule.never("refusal.forbidden");
        };
    }

    /**
     * Returns the message that refuses a join.
     *
     * @param code why
     * @param message one plain English sentence
     * @return a server message with the code's rule
     */
    public static ServerMessage refusal(RefusalCode code, String message) {
        RetryRule rule = of(code);
        Refusal.Builder refusal = Refusal.newBuilder().setCode(code).setMessage(message);
        if (rule.mayRetry()) {
            refusal.setRetryAfterMs(rule.retryAfterMs());
        }
        return ServerMessage.newBuilder().setRefusal(refusal).build();
    }
}
