package org.parvis.server.gateway.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes requests off one connection, one at a time and in order, and has the router answer them.
 *
 * <p>Requests that arrive behind one still being answered wait in a short queue; more than that and the connection is
 * closed. Requests that the {@code handOn} rule names (the WebSocket upgrade) go down the pipeline instead, in their
 * turn. Malformed input is answered with a 4xx and ends the connection.
 *
 * <p>Event loop only.
 */
public final class HttpDispatcher extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(HttpDispatcher.class);

    private final Router router;
    private final ReplyWriter writer;
    private final HttpLimits limits;
    private final ConnectionLedger ledger;
    private final Predicate<RequestPath> handOn;
    private final ArrayDeque<FullHttpRequest> queue = new ArrayDeque<>();
    private boolean answering;
    private @Nullable RequestClock clock;

    private HttpDispatcher(
            Router router,
            ReplyWriter writer,
            HttpLimits limits,
            ConnectionLedger ledger,
            Predicate<RequestPath> handOn) {
        this.router = router;
        this.writer = writer;
        this.limits = limits;
        this.ledger = ledger;
        this.handOn = handOn;
    }

    /**
     * Puts the HTTP side onto a fresh connection.
     *
     * @param pipeline the connection's pipeline
     * @param router the routes
     * @param writer writes replies
     * @param limits sizes and times
     * @param ledger told when the connection waits and when it is served
     * @return a step that takes the rule naming requests to hand on
     */
    public static HandOn install(
            ChannelPipeline pipeline, Router router, ReplyWriter writer, HttpLimits limits, ConnectionLedger ledger) {
        HttpDecoderConfig decoder = new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.maxUriBytes())
                .setMaxHeaderSize(limits.maxHeaderBytes())
                .setStrictLineParsing(true);
        pipeline.addLast(new HttpServerCodec(decoder));
        pipeline.addLast(new RequestAggregator(limits.maxBodyBytes(), writer));
        return rule -> pipeline.addLast(new HttpDispatcher(router, writer, limits, ledger, rule));
    }

    /** Last step of {@link #install}. */
    @FunctionalInterface
    public interface HandOn {
        /**
         * Adds the dispatcher.
         *
         * @param paths names the requests that go down the pipeline instead of to the router
         */
        void handingOn(Predicate<RequestPath> paths);
    }

    static HttpReply tooLargeBody() {
        return Problem.of(
                        HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
                        "body-too-large",
                        "The request's body is larger than this server accepts.")
                .closing();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        clock = new RequestClock(ctx.channel(), limits, () -> onLate(ctx));
        clock.awaitFirstRequest();
        ledger.waiting(ctx.channel());
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        clock().stop();
        queue.forEach(ReferenceCountUtil::release);
        queue.clear();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        clock().stop();
        ctx.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof FullHttpRequest request)) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (queue.size() == limits.pipelinedRequests()) {
            request.release();
            ctx.channel().close();
            return;
        }
        queue.add(request);
        answerNext(ctx);
    }

    private void answerNext(ChannelHandlerContext ctx) {
        FullHttpRequest request = answering ? null : queue.poll();
        if (request == null) {
            return;
        }
        answering = true;
        clock().awaitReplyWritten();
        ledger.serving(ctx.channel());
        Optional<HttpReply> fault = fault(request);
        if (fault.isPresent()) {
            finish(ctx, request, fault.get());
            return;
        }
        Optional<RequestPath> path = RequestPath.parse(request.uri());
        if (path.isEmpty()) {
            finish(ctx, request, Problem.badRequest("The address in the request is malformed."));
        } else if (handOn.test(path.get())) {
            clock().stop();
            ctx.fireChannelRead(request);
        } else {
            route(ctx, request, path.get());
        }
    }

    private void route(ChannelHandlerContext ctx, FullHttpRequest request, RequestPath path) {
        ByteBuffer body =
                ByteBuffer.wrap(ByteBufUtil.getBytes(request.content())).asReadOnlyBuffer();
        HttpCall call = new HttpCall(request.method(), path, Map.of(), request.headers(), addressOf(ctx), body);
        answered(call).whenComplete((reply, failure) -> {
            HttpReply result = failure == null ? reply : failed(path, failure);
            if (ctx.executor().inEventLoop()) {
                finish(ctx, request, result);
            } else {
                ctx.executor().execute(() -> finish(ctx, request, result));
            }
        });
    }

    private CompletionStage<HttpReply> answered(HttpCall call) {
        try {
            return router.answer(call);
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private void finish(ChannelHandlerContext ctx, FullHttpRequest request, HttpReply reply) {
        writer.write(ctx, request, reply).addListener(done -> onWritten(ctx));
        request.release();
    }

    private void onWritten(ChannelHandlerContext ctx) {
        answering = false;
        if (ctx.isRemoved() || !ctx.channel().isActive()) {
            return;
        }
        ledger.waiting(ctx.channel());
        clock().awaitNextRequest();
        answerNext(ctx);
    }

    private void onLate(ChannelHandlerContext ctx) {
        HttpReply reply = Problem.of(
                HttpResponseStatus.REQUEST_TIMEOUT, "request-timeout", "The request took too long to arrive.");
        writer.writeLast(ctx, reply);
    }

    private static Optional<HttpReply> fault(FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return Optional.of(undecodable(request.decoderResult().cause()));
        }
        boolean oneHost = request.headers().getAll(HttpHeaderNames.HOST).size() == 1;
        boolean goodHost = oneHost && SecurityHeaders.isHost(request.headers().get(HttpHeaderNames.HOST));
        boolean old = request.protocolVersion().equals(HttpVersion.HTTP_1_0)
                && !request.headers().contains(HttpHeaderNames.HOST);
        if (!goodHost && !old) {
            return Optional.of(Problem.badRequest("Exactly one well-formed Host header is needed."));
        }
        boolean known = !HttpMethod.TRACE.equals(request.method()) && !HttpMethod.CONNECT.equals(request.method());
        return known ? Optional.empty() : Optional.of(Problem.methodNotAllowed(Set.of()));
    }

    private static HttpReply undecodable(Throwable cause) {
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

    private static HttpReply failed(RequestPath path, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof RejectedExecutionException) {
            return Problem.of(HttpResponseStatus.SERVICE_UNAVAILABLE, "busy", "The server is busy; try again shortly.")
                    .withHeader("retry-after", "2");
        }
        LOG.error("Answering {} failed", path, cause);
        return Problem.of(
                HttpResponseStatus.INTERNAL_SERVER_ERROR, "internal", "The server made a mistake; it has been logged.");
    }

    private static String addressOf(ChannelHandlerContext ctx) {
        return ctx.channel().remoteAddress() instanceof InetSocketAddress inet
                ? inet.getAddress().getHostAddress()
                : "local";
    }

    private RequestClock clock() {
        if (clock == null) {
            throw new IllegalStateException("Dispatcher used before it was added to a pipeline");
        }
        return clock;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.warn("Closing an HTTP connection after an unexpected failure", cause);
        }
        ctx.channel().close();
    }
}
