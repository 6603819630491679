package org.parvis.server.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One request, complete and within limits.
 *
 * @param method the method; {@code HEAD} reaches the endpoints of {@code GET}
 * @param path the decoded path
 * @param variables what the template's braces matched
 * @param headers the request's header fields, names without regard to case; not to be changed
 * @param remoteAddress the peer behind all trusted proxies, as limits per address count it: an IPv4 address, or the /64
 *     of an IPv6 address
 * @param body what came with the request, at most the limit of the gateway; not to be written to
 * @param secure whether the way from the peer is encrypted, by our own TLS or by a trusted proxy's
 */
public record HttpCall(
        HttpMethod method,
        RequestPath path,
        Map<String, String> variables,
        HttpHeaders headers,
        String remoteAddress,
        ByteBuffer body,
        boolean secure) {

    /**
     * A call over a line in clear.
     *
     * @param method the method
     * @param path the decoded path
     * @param variables what the template's braces matched
     * @param headers the request's header fields
     * @param remoteAddress the peer
     * @param body what came with the request
     */
    public HttpCall(
            HttpMethod method,
            RequestPath path,
            Map<String, String> variables,
            HttpHeaders headers,
            String remoteAddress,
            ByteBuffer body) {
        this(method, path, variables, headers, remoteAddress, body, false);
    }

    /**
     * A header field.
     *
     * @param name its name, any case
     * @return its first value
     */
    public Optional<String> header(CharSequence name) {
        return Optional.ofNullable(headers.get(name));
    }

    /**
     * What a brace of the template matched.
     *
     * @param name the name in the braces
     * @return the decoded text
     * @throws IllegalArgumentException if the template has no such brace, which is a mistake of the endpoint
     */
    public String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("No {" + name + "} in the template of " + path);
        }
        return value;
    }

    /**
     * Whether the peer is a person's browser asking for a page, which wants words instead of JSON.
     *
     * @return true when {@code text/html} is accepted by name
     */
    public boolean wantsPage() {
        return header("accept").orElse("").toLowerCase(Locale.ROOT).contains("text/html");
    }

    /**
     * The body as a fresh array.
     *
     * @return empty when the request had none
     */
    public byte[] bodyBytes() {
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        return bytes;
    }

    HttpCall with(Map<String, String> matched) {
        return new HttpCall(method, path, matched, headers, remoteAddress, body, secure);
    }
}
