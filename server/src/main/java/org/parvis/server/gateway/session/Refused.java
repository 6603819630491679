package org.parvis.server.gateway.session;

import com.google.protobuf.ByteString;
import org.parvis.protocol.v1.Refusal;
import org.parvis.protocol.v1.RefusalCode;
import org.parvis.protocol.v1.ServerMessage;

/**
 * A join that the gateway itself does not accept.
 *
 * @param code why
 * @param retryAfterMs earliest sensible next try; -1 when trying again unchanged is pointless
 * @param message one plain English sentence
 */
record Refused(RefusalCode code, int retryAfterMs, String message) implements Reception.Answer {
    ByteString bytes() {
        Refusal.Builder refusal = Refusal.newBuilder().setCode(code).setMessage(message);
        if (retryAfterMs >= 0) {
            refusal.setRetryAfterMs(retryAfterMs);
        }
        return ServerMessage.newBuilder().setRefusal(refusal).build().toByteString();
    }
}
