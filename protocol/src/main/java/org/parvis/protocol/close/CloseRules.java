package org.parvis.protocol.close;

import org.parvis.protocol.v1.CloseReason;
import org.parvis.protocol.v1.Farewell;
import org.parvis.protocol.v1.ServerMessage;

/**
 * The rule of every close reason, and the close code and last message that follow from it. Stateless, any thread.
 */
public final class CloseRules {

    /** What is added to a reason's number to make the WebSocket close code. */
    public static final int CODE_BASE = 4_000;

    private CloseRules() {}

    /**
     * Returns the rule of a reason.
     *
     * @param reason why a connection ends
     * @return the rule; a reason of a later version gets that of an unknown one
     */
    public static RetryRule of(CloseReason reason) {
        return switch (reason) {
            case CLOSE_REASON_UNSPECIFIED, UNRECOGNIZED -> RetryRule.resumeAfter(5_000, "close.unspecified");
            case CLOSE_REASON_LEFT -> RetryRule.never("close.left");
            case CLOSE_REASON_REFUSED -> RetryRule.never("close.refused");
            case CLOSE_REASON_BAD_MESSAGE -> RetryRule.never("close.bad-message");
            case CLOSE_REASON_MESSAGE_TOO_BIG -> RetryRule.never("close.message-too-big");
            case CLOSE_REASON_OUT_OF_ORDER -> RetryRule.never("close.out-of-order");
            case CLOSE_REASON_FLOOD -> RetryRule.joinAfter(10_000, "close.flood");
            case CLOSE_REASON_SLOW_READER -> RetryRule.resumeAfter(1_000, "close.slow-reader");
            case CLOSE_REASON_HELLO_TIMEOUT -> RetryRule.joinAfter(1_000, "close.hello-timeout");
            case CLOSE_REASON_DEAD -> RetryRule.resumeAfter(0, "close.dead");
            case CLOSE_REASON_TAKEN_OVER -> RetryRule.never("close.taken-over");
            case CLOSE_REASON_DRAINING -> RetryRule.resumeAfter(2_000, "close.draining");
            case CLOSE_REASON_INTERNAL -> RetryRule.resumeAfter(1_000, "close.internal");
            case CLOSE_REASON_REVOKED -> RetryRule.never("close.revoked");
            case CLOSE_REASON_BANNED -> RetryRule.never("close.banned");
            case CLOSE_REASON_ROLES_CHANGED -> RetryRule.joinAfter(0, "close.roles-changed");
        };
    }

    /**
     * Returns the WebSocket close code of a reason.
     *
     * @param reason why a connection ends, not an unrecognised one
     * @return 4000..4999
     */
    public static int code(CloseReason reason) {
        return CODE_BASE + reason.getNumber();
    }

    /**
     * Returns the last message of an accepted connection.
     *
     * @param reason why it ends
     * @param message one plain English sentence
     * @return a server message with the reason's rule
     */
    public static ServerMessage farewell(CloseReason reason, String message) {
        RetryRule rule = of(reason);
        Farewell.Builder farewell = Farewell.newBuilder()
                .setReason(reason)
                .setMayResume(rule.mayResume())
                .setMessage(message);
        if (rule.mayRetry()) {
            farewell.setRetryAfterMs(rule.retryAfterMs());
        }
        return ServerMessage.newBuilder().setFarewell(farewell).build();
    }
}
