package org.parvis.server.interest.fanout;

import com.google.protobuf.ByteString;
import org.parvis.protocol.v1.CloseReason;
import org.parvis.protocol.v1.RefusalCode;

/**
 * A thing for one person, outside of frames: reliable and in order. Bytes are complete {@code ServerMessage}s and are
 * never written again. Immutable, any thread.
 */
public sealed interface Mail {
    /** For whom. */
    Recipient to();

    /**
     * A message.
     *
     * @param to for whom
     * @param bytes the message
     * @param kind what may happen to it when its way is blocked
     */
    record Message(Recipient to, ByteString bytes, MessageClass kind) implements Mail {
        /**
         * A message that is either never given up or of the moment.
         *
         * @param to for whom
         * @param bytes the message
         * @param lasting whether it still matters to somebody who was away and comes back
         */
        public Message(Recipient to, ByteString bytes, boolean lasting) {
            this(to, bytes, lasting ? MessageClass.ASSURED : MessageClass.MOMENTARY);
        }

        /** Whether it still matters to somebody who was away and comes back. */
        public boolean lasting() {
            return kind != MessageClass.MOMENTARY;
        }
    }

    /**
     * The person is in: frames may follow.
     *
     * @param to for whom
     * @param viewer whose frames these will be
     * @param welcome the message to send first
     */
    record Welcome(Recipient to, Viewer viewer, ByteString welcome) implements Mail {}

    /**
     * The person cannot come in.
     *
     * @param to for whom
     * @param code why, to be counted
     * @param refusal the message to send before closing
     */
    record Refused(Recipient to, RefusalCode code, ByteString refusal) implements Mail {}

    /**
     * The last mail for an earlier recipient of the same person: what it could not deliver belongs to the next one.
     *
     * @param to the earlier one
     * @param next who has the person now
     */
    record Handover(Recipient to, Recipient next) implements Mail {}

    /**
     * The instance ends the connection.
     *
     * @param to for whom
     * @param reason why
     * @param farewell the message to send before closing
     */
    record Farewell(Recipient to, CloseReason reason, ByteString farewell) implements Mail {}
}
