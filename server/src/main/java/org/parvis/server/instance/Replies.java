package org.parvis.server.instance;

import com.google.protobuf.ByteString;
import org.parvis.protocol.v1.ActionReply;
import org.parvis.protocol.v1.CloseReason;
import org.parvis.protocol.v1.Correction;
import org.parvis.protocol.v1.Farewell;
import org.parvis.protocol.v1.Notice;
import org.parvis.protocol.v1.NoticeCode;
import org.parvis.protocol.v1.Refusal;
import org.parvis.protocol.v1.RefusalCode;
import org.parvis.protocol.v1.ServerMessage;

/** Bytes of the messages that an instance sends by itself. Stateless. */
final class Replies {
    private Replies() {}

    static ByteString action(long id, ActionOutcome outcome) {
        ActionReply.Builder reply =
                ActionReply.newBuilder().setId(id).setCode(outcome.code()).setMessage(outcome.message());
        if (outcome.retryAfterMs() != ActionOutcome.NO_RETRY) {
            reply.setRetryAfterMs(outcome.retryAfterMs());
        }
        return ServerMessage.newBuilder().setActionReply(reply).build().toByteString();
    }

    static ByteString refusal(RefusalCode code, int retryAfterMs, String message) {
        Refusal.Builder refusal = Refusal.newBuilder().setCode(code).setMessage(message);
        if (retryAfterMs >= 0) {
            refusal.setRetryAfterMs(retryAfterMs);
        }
        return ServerMessage.newBuilder().setRefusal(refusal).build().toByteString();
    }

    static ByteString correction(Correction correction) {
        return ServerMessage.newBuilder().setCorrection(correction).build().toByteString();
    }

    static ByteString notice(NoticeCode code, String message) {
        return ServerMessage.newBuilder()
                .setNotice(Notice.newBuilder().setCode(code).setMessage(message))
                .build()
                .toByteString();
    }

    static ByteString draining(int retryAfterMs) {
        return ServerMessage.newBuilder()
                .setFarewell(Farewell.newBuilder()
                        .setReason(CloseReason.CLOSE_REASON_DRAINING)
                        .setRetryAfterMs(retryAfterMs)
                        .setMessage("The server is restarting; please come back in a few seconds."))
                .build()
                .toByteString();
    }
}
