package org.parvis.server.bench;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * Answers requests as another server does, and metrics with what this process has used. Waits for the other server on
 * the event loop: pages are asked for before the crowd comes.
 */
@ChannelHandler.Sharable
final class LikePages extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final URI like;

    LikePages(URI like) {
        this.like = like;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request)
            throws IOException, InterruptedException {
        byte[] body;
        int status = 200;
        if (request.uri().equals("/metrics")) {
            body = ownMetrics().getBytes(StandardCharsets.UTF_8);
        } else {
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(like.resolve(request.uri()))
                            .timeout(PATIENCE)
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            body = answer.body();
            status = answer.statusCode();
        }
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(body));
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        ctx.writeAndFlush(response);
    }

    private static String ownMetrics() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        double uptimeS = ManagementFactory.getRuntimeMXBean().getUptime() / 1e3;
        return String.format(
                Locale.ROOT,
                "process_cpu_time_ns_total %d%nprocess_uptime_seconds %.3f%n",
                system.getProcessCpuTime(),
                uptimeS);
    }
}
