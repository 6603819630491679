package org.parvis.server.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslHandler;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/**
 * Puts replies on the wire, with the headers every reply carries, and counts them by class of status.
 *
 * <p>Any event loop.
 */
public final class ReplyWriter {
    // RFC 1123 as Java has it writes one-digit days, HTTP wants two.
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    /** Larger bodies go out piece by piece, as the peer takes them. */
    private static final int WHOLE_BODY_MAX_BYTES = 64 * 1024;

    private final Counter[] repliesByClass = new Counter[6];

    /**
     * A writer.
     *
     * @param metrics where replies are counted
     */
    public ReplyWriter(MeterRegistry metrics) {
        for (int hundreds = 1; hundreds < repliesByClass.length; hundreds++) {
            repliesByClass[hundreds] = Counter.builder("parvis.http.replies")
                    .tag("status", hundreds + "xx")
                    .register(metrics);
        }
    }

    /**
     * Answers a request.
     *
     * @param ctx where to write
     * @param request what is answered
     * @param reply the answer; when it {@link HttpReply#closes}, the connection ends behind it
     * @return the write
     */
    public ChannelFuture write(ChannelHandlerContext ctx, HttpRequest request, HttpReply reply) {
        boolean keepAlive = HttpUtil.isKeepAlive(request) && !reply.closes();
        boolean inPieces = reply.body().remaining() > WHOLE_BODY_MAX_BYTES
                && !request.method().equals(HttpMethod.HEAD);
        return send(ctx, reply, new Manner(request.headers().get(HttpHeaderNames.HOST, ""), keepAlive, inPieces));
    }

    /**
     * Answers input that is no request, and ends the connection.
     *
     * @param ctx where to write
     * @param reply the answer
     */
    public void writeLast(ChannelHandlerContext ctx, HttpReply reply) {
        send(ctx, reply, new Manner("", false, false));
    }

    /** The last reply of a connection, for whoever writes it and closes. */
    FullHttpResponse last(ChannelPipeline pipeline, HttpReply reply) {
        count(reply);
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, reply.status(), reply.content());
        addHeaders(response.headers(), reply);
        addCommonHeaders(response.headers(), pipeline, new Manner("", false, false));
        return response;
    }

    /** How a reply is sent: to which Host, whether another may follow, and whether its body goes out piece by piece. */
    private record Manner(String host, boolean keepAlive, boolean inPieces) {}

    private ChannelFuture send(ChannelHandlerContext ctx, HttpReply reply, Manner manner) {
        count(reply);
        HttpResponse response = manner.inPieces()
                ? new DefaultHttpResponse(HttpVersion.HTTP_1_1, reply.status())
                : new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, reply.status(), reply.content());
        addHeaders(response.headers(), reply);
        addCommonHeaders(response.headers(), ctx.pipeline(), manner);
        ChannelFuture written = ctx.writeAndFlush(response);
        if (manner.inPieces()) {
            written = ctx.writeAndFlush(new BodyChunks(reply.body()));
        }
        if (!manner.keepAlive()) {
            written.addListener(done -> LingeringClose.begin(ctx.channel()));
        }
        return written;
    }

    private void count(HttpReply reply) {
        repliesByClass[reply.status().code() / 100].increment();
    }

    private static void addCommonHeaders(HttpHeaders headers, ChannelPipeline pipeline, Manner manner) {
        boolean tls = pipeline.get(SslHandler.class) != null;
        SecurityHeaders.add(headers, manner.host(), tls);
        headers.set(HttpHeaderNames.DATE, HTTP_DATE.format(ZonedDateTime.now(ZoneOffset.UTC)));
        headers.set(
                HttpHeaderNames.CONNECTION, manner.keepAlive() ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE);
    }

    private static void addHeaders(HttpHeaders headers, HttpReply reply) {
        if (!reply.contentType().isEmpty()) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, reply.contentType());
        }
        // RFC 9110, section 8.6: a 204 has no length, and a 304 would tell that of the body it stands for.
        if (!reply.status().equals(HttpResponseStatus.NOT_MODIFIED)
                && !reply.status().equals(HttpResponseStatus.NO_CONTENT)) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, reply.body().remaining());
        }
        for (Map.Entry<String, String> header : reply.headers().entrySet()) {
            headers.set(header.getKey(), header.getValue());
        }
    }
}
