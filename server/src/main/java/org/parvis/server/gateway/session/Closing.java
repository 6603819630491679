package org.parvis.server.gateway.session;

import com.google.protobuf.ByteString;
import org.parvis.protocol.v1.CloseReason;
import org.parvis.protocol.v1.Farewell;
import org.parvis.protocol.v1.ServerMessage;

/**
 * How the gateway ends connections: the words, whether to come back, and whether the session may be resumed. Stateless.
 *
 * @param reason as on the wire
 * @param retryAfterMs earliest sensible reconnection, {@link #NEVER} for none
 * @param mayResume whether the avatar waits for its person
 * @param message one plain English sentence
 */
record Closing(CloseReason reason, int retryAfterMs, boolean mayResume, String message) {
    static final int NEVER = -1;
    static final int FIRST_CLOSE_CODE = 4000;

    static final Closing LEFT = never(CloseReason.CLOSE_REASON_LEFT, "Good-bye.");
    static final Closing BAD_MESSAGE =
            never(CloseReason.CLOSE_REASON_BAD_MESSAGE, "A message could not be understood; please reload the page.");
    static final Closing TOO_BIG = never(CloseReason.CLOSE_REASON_MESSAGE_TOO_BIG, "A message was too big.");
    static final Closing OUT_OF_ORDER =
            never(CloseReason.CLOSE_REASON_OUT_OF_ORDER, "A message came at a moment when it is not allowed.");
    static final Closing HELLO_TIMEOUT =
            new Closing(CloseReason.CLOSE_REASON_HELLO_TIMEOUT, 1_000, false, "No greeting came in time.");
    static final Closing FLOOD =
            new Closing(CloseReason.CLOSE_REASON_FLOOD, 10_000, false, "Too many messages in too short a time.");
    static final Closing SLOW_READER =
            new Closing(CloseReason.CLOSE_REASON_SLOW_READER, 1_000, true, "The connection is too slow at the moment.");
    static final Closing TAKEN_OVER =
            never(CloseReason.CLOSE_REASON_TAKEN_OVER, "You are here over another connection now.");
    static final Closing INTERNAL =
            new Closing(CloseReason.CLOSE_REASON_INTERNAL, 1_000, true, "Something went wrong; the fault is ours.");

    private static Closing never(CloseReason reason, String message) {
        return new Closing(reason, NEVER, false, message);
    }

    /** The WebSocket close code. */
    static int code(CloseReason reason) {
        return FIRST_CLOSE_CODE + reason.getNumber();
    }

    /** The last message before the close. */
    ByteString farewell() {
        Farewell.Builder farewell =
                Farewell.newBuilder().setReason(reason).setMayResume(mayResume).setMessage(message);
        if (retryAfterMs != NEVER) {
            farewell.setRetryAfterMs(retryAfterMs);
        }
        return ServerMessage.newBuilder().setFarewell(farewell).build().toByteString();
    }
}
