package org.parvis.server.gateway.session;

import com.google.protobuf.ByteString;
import org.parvis.protocol.close.RefusalRules;
import org.parvis.protocol.v1.RefusalCode;

/**
 * A join that the gateway itself does not accept. When to try again follows from the code by {@link RefusalRules}.
 *
 * @param code why
 * @param message one plain English sentence
 */
record Refused(RefusalCode code, String message) implements Reception.Answer {
    ByteString bytes() {
        return RefusalRules.refusal(code, message).toByteString();
    }
}
