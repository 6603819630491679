package org.parvis.server.http;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.Optional;
import java.util.Set;

/** What is wrong with a request before its address is even looked at. Any thread. */
final class RequestCheck {
    /** Balancers ask by address, whatever name the server goes by, and the answer tells strangers nothing. */
    private static final String HEALTH = "/health/";

    /** Those of RFC 9110 and RFC 5789; which of them an address takes is the router's business. */
    private static final Set<HttpMethod> METHODS = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE,
            HttpMethod.OPTIONS,
            HttpMethod.TRACE,
            HttpMethod.CONNECT);

    private final HostRule hosts;

    RequestCheck(HostRule hosts) {
        this.hosts = hosts;
    }

    /** The answer to a request that cannot be served; empty when nothing is wrong with it. */
    Optional<HttpReply> fault(FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return Optional.of(undecodable(request.decoderResult().cause()));
        }
        if (!METHODS.contains(request.method())) {
            return Optional.of(
                    Problem.of(HttpResponseStatus.NOT_IMPLEMENTED, "method-not-known", "No such method is known here.")
                            .closing());
        }
        boolean oneHost = request.headers().getAll(HttpHeaderNames.HOST).size() == 1;
        String host = request.headers().get(HttpHeaderNames.HOST, "");
        boolean old = request.protocolVersion().equals(HttpVersion.HTTP_1_0)
                && !request.headers().contains(HttpHeaderNames.HOST);
        if (!old && !(oneHost && SecurityHeaders.isHost(host))) {
            return Optional.of(Problem.badRequest("Exactly one well-formed Host header is needed."));
        }
        if (HttpMethod.TRACE.equals(request.method()) || HttpMethod.CONNECT.equals(request.method())) {
            return Optional.of(Problem.methodNotAllowed(Set.of()));
        }
        // An address written whole names the host, and the header counts no more (RFC 9112, section 3.2.2).
        String named = RequestPath.authority(request.uri()).orElse(host);
        if (!old && !SecurityHeaders.isHost(named)) {
            return Optional.of(Problem.badRequest("The address in the request names no well-formed host."));
        }
        if (!hosts.permits(named) && !request.uri().startsWith(HEALTH)) {
            return Optional.of(foreignHost());
        }
        return body(request);
    }

    private static Optional<HttpReply> body(FullHttpRequest request) {
        String coding = request.headers().get(HttpHeaderNames.CONTENT_ENCODING, "identity");
        boolean coded = request.content().isReadable() && !coding.trim().equalsIgnoreCase("identity");
        return coded
                ? Optional.of(Problem.of(
                                HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE,
                                "content-coding",
                                "Send the body as it is, without a content coding.")
                        .withHeader("accept-encoding", "identity"))
                : Optional.empty();
    }

    static HttpReply unknownExpectation() {
        return Problem.of(
                        HttpResponseStatus.EXPECTATION_FAILED,
                        "expectation",
                        "The only expectation met here is 100-continue.")
                .closing();
    }

    static HttpReply tooLargeBody() {
        return Problem.of(
                        HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
                        "body-too-large",
                        "The request's body is larger than this server accepts.")
                .closing();
    }

    private static HttpReply foreignHost() {
        return Problem.of(
                        HttpResponseStatus.MISDIRECTED_REQUEST,
                        "foreign-host",
                        "This server does not answer under the name in the request's Host header.")
                .closing();
    }

    private static HttpReply undecodable(Throwable cause) {
        if (cause instanceof UnclearFrame unclear) {
            return unclear.answer();
        }
        if (cause instanceof TooLongHttpLineException) {
            return Problem.of(HttpResponseStatus.REQUEST_URI_TOO_LONG, "uri-too-long", "The address is too long.")
                    .closing();
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return Problem.of(
                            HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                            "headers-too-large",
                            "The request's headers are too large.")
                    .closing();
        }
        return Problem.badRequest("The request is not well-formed HTTP/1.1.");
    }
}
