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

    static Refused draining() {
        return new Refused(RefusalCode.REFUSAL_CODE_DRAINING, "The server is restarting.");
    }

    static Refused busy() {
        return new Refused(RefusalCode.REFUSAL_CODE_BUSY, "Too many people come at once.");
    }

    static Refused banned() {
        return new Refused(RefusalCode.REFUSAL_CODE_BANNED, "You may not enter this venue.");
    }

    static Refused unavailable() {
        return new Refused(RefusalCode.REFUSAL_CODE_UNAVAILABLE, "We cannot look up where you were at the moment.");
    }

    static Refused expired() {
        return new Refused(RefusalCode.REFUSAL_CODE_RESUME_EXPIRED, "You were away for too long; please come in anew.");
    }

    static Refused noSpectator() {
        return new Refused(
                RefusalCode.REFUSAL_CODE_FORBIDDEN,
                "Only staff of this venue look on without a body; come in without Hello.spectate.");
    }

    static Refused identityRequired() {
        return new Refused(
                RefusalCode.REFUSAL_CODE_IDENTITY_REQUIRED,
                "Everybody needs a join ticket here: become a guest with POST /v1/guests, get a ticket with"
                        + " POST /v1/me/join-tickets and send it in Hello.ticket;"
                        + " for load tests, start the server with --guests anonymous.");
    }
}
