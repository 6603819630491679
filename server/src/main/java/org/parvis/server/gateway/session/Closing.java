package org.parvis.server.gateway.session;

import com.google.protobuf.ByteString;
import org.parvis.protocol.close.CloseRules;
import org.parvis.protocol.v1.CloseReason;

/**
 * How the gateway ends connections: the reason and the words. Whether and when to come back follows from the
 * reason by {@link CloseRules}. Stateless.
 *
 * @param reason as on the wire
 * @param message one plain English sentence
 */
record Closing(CloseReason reason, String message) {
    static final Closing LEFT = new Closing(CloseReason.CLOSE_REASON_LEFT, "Good-bye.");
    static final Closing BAD_MESSAGE = new Closing(
            CloseReason.CLOSE_REASON_BAD_MESSAGE, "A message could not be understood; please reload the page.");
    static final Closing TOO_BIG = new Closing(CloseReason.CLOSE_REASON_MESSAGE_TOO_BIG, "A message was too big.");
    static final Closing OUT_OF_ORDER =
            new Closing(CloseReason.CLOSE_REASON_OUT_OF_ORDER, "A message came at a moment when it is not allowed.");
    static final Closing HELLO_TIMEOUT =
            new Closing(CloseReason.CLOSE_REASON_HELLO_TIMEOUT, "No greeting came in time.");
    static final Closing FLOOD = new Closing(CloseReason.CLOSE_REASON_FLOOD, "Too many messages in too short a time.");
    static final Closing SLOW_READER =
            new Closing(CloseReason.CLOSE_REASON_SLOW_READER, "The connection is too slow at the moment.");
    static final Closing DEAD = new Closing(CloseReason.CLOSE_REASON_DEAD, "Nothing was heard from you for too long.");
    static final Closing TAKEN_OVER =
            new Closing(CloseReason.CLOSE_REASON_TAKEN_OVER, "You are here over another connection now.");
    static final Closing REVOKED =
            new Closing(CloseReason.CLOSE_REASON_REVOKED, "Your sign-in has ended; please sign in again.");
    static final Closing BANNED = new Closing(CloseReason.CLOSE_REASON_BANNED, "You may not be here any longer.");
    static final Closing REMOVED =
            new Closing(CloseReason.CLOSE_REASON_BANNED, "The staff of this place have asked you to leave.");
    static final Closing ROLES_CHANGED =
            new Closing(CloseReason.CLOSE_REASON_ROLES_CHANGED, "Your roles changed; please come in again.");
    static final Closing INTERNAL =
            new Closing(CloseReason.CLOSE_REASON_INTERNAL, "Something went wrong; the fault is ours.");

    /** Whether the avatar waits for its person. */
    boolean mayResume() {
        return CloseRules.of(reason).mayResume();
    }

    /** The last message before the close. */
    ByteString farewell() {
        return CloseRules.farewell(reason, message).toByteString();
    }
}
