package org.parvis.server.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Errors as {@code application/problem+json} (RFC 9457): a stable type, a short title, and a sentence that says what to
 * do. Nothing the peer sent is echoed back.
 */
public final class Problem {
    private static final String TYPE_PREFIX = "urn:parvis:problem:";
    private static final JsonMapper JSON = new JsonMapper();

    private Problem() {}

    /**
     * An error.
     *
     * @param status the status
     * @param type stable kebab-case name, for programs
     * @param detail a sentence for people
     * @return the reply
     */
    public static HttpReply of(HttpResponseStatus status, String type, String detail) {
        ObjectNode problem = JSON.createObjectNode();
        problem.put("type", TYPE_PREFIX + type);
        problem.put("title", status.reasonPhrase());
        problem.put("status", status.code());
        problem.put("detail", detail);
        return HttpReply.text(status, "application/problem+json", problem.toString());
    }

    /**
     * Input that is not HTTP as it should be.
     *
     * @param detail what is wrong
     * @return a 400 that ends the connection
     */
    public static HttpReply badRequest(String detail) {
        return of(HttpResponseStatus.BAD_REQUEST, "bad-request", detail).closing();
    }

    /**
     * Nothing is there.
     *
     * @return a 404
     */
    public static HttpReply notFound() {
        return of(HttpResponseStatus.NOT_FOUND, "not-found", "There is nothing at this address.");
    }

    static HttpReply methodNotAllowed(Set<String> allowed) {
        String allow = allowed.isEmpty() ? "GET, HEAD" : String.join(", ", allowed);
        return of(HttpResponseStatus.METHOD_NOT_ALLOWED, "method-not-allowed", "Allowed here: " + allow + ".")
                .withHeader("allow", allow)
                .closing();
    }
}
