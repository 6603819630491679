package org.parvis.server.http;

import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * Input of a request that cannot be used as it is. Whatever endpoint throws it, or fails with it, the asker gets the
 * reply it carries: 400 for what is malformed, 422 for what is well-formed but not allowed. Strangers can cause it at
 * will, so it has no stack trace and is not logged.
 */
public final class InputFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient HttpReply reply;

    private InputFault(HttpResponseStatus status, String type, String sentence) {
        super(sentence, null, false, false);
        reply = Problem.of(status, type, sentence);
    }

    /**
     * Input that is not in the form it should have, such as broken JSON.
     *
     * @param sentence what is wrong, for whoever wrote the client; must not repeat the input
     * @return a fault that is answered with 400
     */
    public static InputFault malformed(String sentence) {
        return new InputFault(HttpResponseStatus.BAD_REQUEST, "malformed", sentence);
    }

    /**
     * Input in the right form with a value that is not allowed.
     *
     * @param sentence what is wrong, for whoever wrote the client; must not repeat the input
     * @return a fault that is answered with 422
     */
    public static InputFault unfit(String sentence) {
        return new InputFault(HttpResponseStatus.UNPROCESSABLE_ENTITY, "unfit", sentence);
    }

    /**
     * What the asker is told.
     *
     * @return a problem with the status 400 or 422
     */
    public HttpReply reply() {
        return reply;
    }
}
