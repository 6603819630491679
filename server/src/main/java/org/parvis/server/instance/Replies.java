package org.parvis.server.instance;

import com.google.protobuf.ByteString;
import org.parvis.protocol.v1.ActionReply;
import org.parvis.protocol.v1.Notice;
import org.parvis.protocol.v1.NoticeCode;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.server.instance.feature.ActionOutcome;

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

    static ByteString notice(NoticeCode code, String message) {
        return ServerMessage.newBuilder()
                .setNotice(Notice.newBuilder().setCode(code).setMessage(message))
                .build()
                .toByteString();
    }
}
