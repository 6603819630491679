package org.parvis.server.endpoint;

import io.netty.handler.codec.http.HttpResponseStatus;
import org.parvis.server.http.HttpReply;
import org.parvis.server.http.Problem;

/** A request that cannot be served as it is; carries its answer. Has no stack trace: it must cost little. */
public final class ApiFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient HttpReply reply;

    public ApiFault(HttpReply reply) {
        super("answered with " + reply.status(), null, false, false);
        this.reply = reply;
    }

    /** The request is not JSON as it should be, or not as the contract says. */
    public static ApiFault malformed(String sentence) {
        return new ApiFault(Problem.of(HttpResponseStatus.BAD_REQUEST, "malformed", sentence));
    }

    /** Well-formed, but not within what is possible. */
    public static ApiFault unfit(String sentence) {
        return new ApiFault(Problem.of(HttpResponseStatus.UNPROCESSABLE_ENTITY, "unfit", sentence));
    }

    public HttpReply reply() {
        return reply;
    }
}
