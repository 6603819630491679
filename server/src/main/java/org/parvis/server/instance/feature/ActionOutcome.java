package org.parvis.server.instance.feature;

import org.parvis.protocol.v1.ActionCode;

/**
 * What became of an action.
 *
 * @param code for programs
 * @param retryAfterMs earliest sensible repetition, {@link #NO_RETRY} where repeating is pointless or free
 * @param message one plain English sentence when the action was not done, else empty
 */
public record ActionOutcome(ActionCode code, int retryAfterMs, String message) {
    /** Nothing to say about repeating. */
    public static final int NO_RETRY = -1;

    /** Done. */
    public static final ActionOutcome DONE = new ActionOutcome(ActionCode.ACTION_CODE_DONE, NO_RETRY, "");

    /** Not done, for a reason that repeating does not change. */
    public static ActionOutcome refused(ActionCode code, String message) {
        return new ActionOutcome(code, NO_RETRY, message);
    }

    /** Not done now; later it may be. */
    public static ActionOutcome tooSoon(int retryAfterMs, String message) {
        return new ActionOutcome(ActionCode.ACTION_CODE_TOO_SOON, retryAfterMs, message);
    }

    /** Nothing was done, since a part of the server is away; it may be repeated after a while. */
    public static ActionOutcome unavailable(int retryAfterMs) {
        return new ActionOutcome(
                ActionCode.ACTION_CODE_UNAVAILABLE,
                retryAfterMs,
                "That cannot be done at the moment; please try again.");
    }

    /** Nobody knows yet whether it was done. */
    public static ActionOutcome uncertain() {
        return new ActionOutcome(
                ActionCode.ACTION_CODE_UNCERTAIN, NO_RETRY, "Whether that was done is not known yet; please look.");
    }

    /** A fault of the server. */
    public static ActionOutcome internal() {
        return new ActionOutcome(ActionCode.ACTION_CODE_INTERNAL, NO_RETRY, "That did not work; the fault is ours.");
    }

    /** Nothing was done: too much is under way. */
    public static ActionOutcome busy(int retryAfterMs) {
        return new ActionOutcome(
                ActionCode.ACTION_CODE_BUSY, retryAfterMs, "Too much is going on at the moment; please try again.");
    }
}
