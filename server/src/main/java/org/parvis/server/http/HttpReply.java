package org.parvis.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The answer to one request.
 *
 * @param status the status
 * @param contentType the body's type; empty when there is no body
 * @param body the bytes, never written to again: replies of one cached file share them
 * @param headers further header fields
 * @param closes true when the connection must not be used again, as after input that could not be understood
 */
public record HttpReply(
        HttpResponseStatus status, String contentType, ByteBuffer body, Map<String, String> headers, boolean closes) {
    /** Freezes the header fields. */
    public HttpReply {
        headers = Map.copyOf(headers);
    }

    /**
     * A reply with a text body.
     *
     * @param status the status
     * @param contentType the type, charset included
     * @param text the body
     * @return the reply, not to be stored by anybody
     */
    public static HttpReply text(HttpResponseStatus status, String contentType, String text) {
        ByteBuffer body = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        return new HttpReply(status, contentType, body, Map.of("cache-control", "no-store"), false);
    }

    /**
     * A reply without a body.
     *
     * @param status the status
     * @return the reply
     */
    public static HttpReply empty(HttpResponseStatus status) {
        return new HttpReply(status, "", ByteBuffer.allocate(0), Map.of(), false);
    }

    /**
     * Adds or replaces a header field.
     *
     * @param name its lower-case name
     * @param value its value
     * @return a new reply
     */
    public HttpReply withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpReply(status, contentType, body, more, closes);
    }

    /**
     * The same reply as the connection's last.
     *
     * @return a new reply
     */
    public HttpReply closing() {
        return new HttpReply(status, contentType, body, headers, true);
    }

    /** Wraps without copying: many connections may be sending the same cached file at their own speed. */
    ByteBuf content() {
        return Unpooled.wrappedBuffer(body.duplicate());
    }
}
