package org.parvis.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether it is beyond doubt where a request ends: the version, and how its body is framed (RFC 9112, sections 2.3, 6.1
 * and 7; RFC 9110, section 2.5).
 *
 * <p>Asked as soon as the head has been read, before the body is taken, since a wrong guess would take the body for the
 * next request. A minor version that is not known is served as 1.1; another major version is refused with 505.
 *
 * <p>Any thread.
 */
final class FramingRule {
    private static final Pattern VERSION = Pattern.compile("HTTP/[0-9]\\.[0-9]");
    private static final String CHUNKED = "chunked";

    /** Registered, but not spoken here (RFC 9112, section 7): refused as a thing not done, not as nonsense. */
    private static final List<String> CODINGS = List.of("gzip", "x-gzip", "deflate", "compress", "x-compress");

    private FramingRule() {}

    /** The answer to a request whose frame is in doubt; empty when nothing is. Each ends the connection. */
    static Optional<HttpReply> fault(HttpRequest head) {
        String version = head.protocolVersion().text();
        if (!VERSION.matcher(version).matches()) {
            return Optional.of(Problem.badRequest("The request's version is not one of HTTP."));
        }
        if (head.protocolVersion().majorVersion() != 1) {
            return Optional.of(Problem.of(
                            HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED, "http-version", "HTTP/1.1 is spoken here.")
                    .closing());
        }
        return transferCoding(head);
    }

    private static Optional<HttpReply> transferCoding(HttpRequest head) {
        HttpHeaders headers = head.headers();
        if (!headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            return Optional.empty();
        }
        if (head.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            return Optional.of(Problem.badRequest("HTTP/1.0 knows no Transfer-Encoding."));
        }
        List<String> codings = codings(headers);
        if (codings.equals(List.of(CHUNKED))) {
            return Optional.empty();
        }
        boolean known = codings.stream().allMatch(coding -> coding.equals(CHUNKED) || CODINGS.contains(coding));
        boolean inOrder = codings.indexOf(CHUNKED) == codings.size() - 1;
        return Optional.of(
                known && !inOrder
                        ? Problem.badRequest("chunked must be the last transfer coding, and stand there once.")
                        : Problem.of(
                                        HttpResponseStatus.NOT_IMPLEMENTED,
                                        "transfer-coding",
                                        "The only transfer coding taken here is chunked.")
                                .closing());
    }

    private static List<String> codings(HttpHeaders headers) {
        List<String> codings = new ArrayList<>();
        for (String line : headers.getAll(HttpHeaderNames.TRANSFER_ENCODING)) {
            for (String coding : line.split(",", -1)) {
                codings.add(coding.trim().toLowerCase(Locale.ROOT));
            }
        }
        return codings;
    }
}
