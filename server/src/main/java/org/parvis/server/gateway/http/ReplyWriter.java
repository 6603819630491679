package org.parvis.server.gateway.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
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
        FullHttpResponse response = response(reply);
        SecurityHeaders.add(response.headers(), request.headers().get(HttpHeaderNames.HOST, ""));
        boolean keepAlive = HttpUtil.isKeepAlive(request) && !reply.closes();
        return send(ctx, response, keepAlive);
    }

    /**
     * Answers input that is no request, and ends the connection.
     *
     * @param ctx where to write
     * @param reply the answer
     */
    public void writeLast(ChannelHandlerContext ctx, HttpReply reply) {
        FullHttpResponse response = response(reply);
        SecurityHeaders.add(response.headers(), "");
        send(ctx, response, false);
    }

    private ChannelFuture send(ChannelHandlerContext ctx, FullHttpResponse response, boolean keepAlive) {
        repliesByClass[response.status().code() / 100].increment();
        response.headers().set(HttpHeaderNames.DATE, HTTP_DATE.format(ZonedDateTime.now(ZoneOffset.UTC)));
        response.headers()
                .set(HttpHeaderNames.CONNECTION, keepAlive ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE);
        ChannelFuture written = ctx.writeAndFlush(response);
        if (!keepAlive) {
            written.addListener(done -> LingeringClose.begin(ctx.channel()));
        }
        return written;
    }

    private static FullHttpResponse response(HttpReply reply) {
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, reply.status(), reply.content());
        if (!reply.contentType().isEmpty()) {
            response.headers().set(HttpHeaderNames.CONTENT_TYPE, reply.contentType());
        }
        if (!reply.status().equals(HttpResponseStatus.NOT_MODIFIED)) {
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, reply.body().remaining());
        }
        for (Map.Entry<String, String> header : reply.headers().entrySet()) {
            response.headers().set(header.getKey(), header.getValue());
        }
        return response;
    }
}
