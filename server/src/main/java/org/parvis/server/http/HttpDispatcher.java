package org.parvis.server.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.parvis.server.peer.Peer;
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

    /** Refusals for asking too much after which the connection ends: answering them costs as well. */
    private static final int MOST_RATE_REFUSALS = 8;

    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    private final HttpSite site;
    private final RequestCheck check;
    private final Predicate<RequestPath> handOn;
    private final ArrayDeque<FullHttpRequest> queue = new ArrayDeque<>();
    private boolean answering;
    private boolean inputEnded;
    private int rateRefusals;
    private @Nullable RequestClock clock;

    private HttpDispatcher(HttpSite site, Predicate<RequestPath> handOn) {
        this.site = site;
        this.handOn = handOn;
        check = new RequestCheck(site.hosts());
    }

    /**
     * Puts the HTTP side onto a fresh connection.
     *
     * @param pipeline the connection's pipeline
     * @param site what it is made of
     * @param handOn names the requests that go down the pipeline instead of to the router
     */
    public static void install(ChannelPipeline pipeline, HttpSite site, Predicate<RequestPath> handOn) {
        HttpDecoderConfig decoder = new HttpDecoderConfig()
                .setMaxInitialLineLength(site.limits().maxUriBytes())
                .setMaxHeaderSize(site.limits().maxHeaderBytes())
                .setStrictLineParsing(true);
        pipeline.addLast(new HttpServerCodec(decoder));
        pipeline.addLast(new RequestAggregator(site.limits().maxBodyBytes(), site.writer()));
        pipeline.addLast(new ChunkedWriteHandler());
        pipeline.addLast(new HttpDispatcher(site, handOn));
    }

    /**
     * Takes the HTTP side off a connection that speaks something else from now on.
     *
     * @param pipeline the connection's pipeline
     */
    public static void uninstall(ChannelPipeline pipeline) {
        pipeline.remove(HttpDispatcher.class);
        pipeline.remove(ChunkedWriteHandler.class);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        clock = new RequestClock(ctx.channel(), site.limits(), () -> onLate(ctx));
        clock.awaitFirstRequest();
        site.ledger().waiting(ctx.channel());
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
        if (queue.size() == site.limits().pipelinedRequests()) {
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
        site.ledger().serving(ctx.channel());
        Optional<HttpReply> fault = check.fault(request);
        if (fault.isPresent()) {
            finish(ctx, request, fault.get());
            return;
        }
        if (HttpMethod.OPTIONS.equals(request.method()) && request.uri().equals("*")) {
            // About the server as a whole (RFC 9110, section 9.3.7); programs ask it to see whether anybody is there.
            finish(ctx, request, HttpReply.empty(HttpResponseStatus.NO_CONTENT).withHeader("allow", METHODS));
            return;
        }
        Optional<RequestPath> path = RequestPath.parse(request.uri());
        if (path.isEmpty()) {
            finish(ctx, request, Problem.badRequest("The address in the request is malformed."));
        } else {
            take(ctx, request, path.get());
        }
    }

    private void take(ChannelHandlerContext ctx, FullHttpRequest request, RequestPath path) {
        Peer peer = site.peers().of(ctx.channel().remoteAddress(), request.headers());
        boolean handsOn = handOn.test(path);
        // Who comes in by the hundred from one school has limits of their own: sockets a second, players.
        RequestRates.Verdict verdict = site.rates().judge(peer, path, !handsOn);
        if (verdict.refusal().isPresent()) {
            HttpReply refusal = verdict.refusal().get();
            finish(ctx, request, ++rateRefusals > MOST_RATE_REFUSALS ? refusal.closing() : refusal);
        } else if (handsOn) {
            clock().stop();
            ctx.fireChannelRead(new Arrival(request, peer));
        } else {
            route(ctx, request, call(request, path, peer), verdict);
        }
    }

    private static HttpCall call(FullHttpRequest request, RequestPath path, Peer peer) {
        ByteBuffer body =
                ByteBuffer.wrap(ByteBufUtil.getBytes(request.content())).asReadOnlyBuffer();
        return new HttpCall(request.method(), path, Map.of(), request.headers(), peer.address(), body, peer.secure());
    }

    private void route(
            ChannelHandlerContext ctx, FullHttpRequest request, HttpCall call, RequestRates.Verdict verdict) {
        answered(call).whenComplete((reply, failure) -> {
            HttpReply result = failure == null ? reply : failed(call.path(), failure);
            HttpReply told = site.rates().tell(result, verdict);
            if (ctx.executor().inEventLoop()) {
                finish(ctx, request, told);
            } else {
                ctx.executor().execute(() -> finish(ctx, request, told));
            }
        });
    }

    private CompletionStage<HttpReply> answered(HttpCall call) {
        try {
            return site.router().answer(call);
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private void finish(ChannelHandlerContext ctx, FullHttpRequest request, HttpReply reply) {
        site.writer().write(ctx, request, reply).addListener(done -> onWritten(ctx));
        request.release();
    }

    private void onWritten(ChannelHandlerContext ctx) {
        answering = false;
        if (ctx.isRemoved() || !ctx.channel().isActive()) {
            return;
        }
        if (inputEnded && queue.isEmpty()) {
            ctx.channel().close();
            return;
        }
        site.ledger().waiting(ctx.channel());
        clock().awaitNextRequest();
        answerNext(ctx);
    }

    /** Who has said everything and shut their side still gets their answers; nobody else has anything to wait for. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            if (!answering && queue.isEmpty()) {
                ctx.channel().close();
            }
        }
        ctx.fireUserEventTriggered(event);
    }

    private void onLate(ChannelHandlerContext ctx) {
        HttpReply reply = Problem.of(
                HttpResponseStatus.REQUEST_TIMEOUT, "request-timeout", "The request took too long to arrive.");
        site.writer().writeLast(ctx, reply);
    }

    private static HttpReply failed(RequestPath path, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof InputFault fault) {
            return fault.reply();
        }
        if (cause instanceof RejectedExecutionException) {
            return Problem.of(HttpResponseStatus.SERVICE_UNAVAILABLE, "busy", "The server is busy; try again shortly.")
                    .withHeader("retry-after", "2");
        }
        LOG.error("Answering {} failed", path, cause);
        return Problem.of(
                HttpResponseStatus.INTERNAL_SERVER_ERROR, "internal", "The server made a mistake; it has been logged.");
    }

    private RequestClock clock() {
        if (clock == null) {
            throw new IllegalStateException("Dispatcher used before it was added to a pipeline");
        }
        return clock;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // Who leaves in the middle of a request does so every day, and may do so on purpose.
        if (!(cause instanceof IOException || cause instanceof PrematureChannelClosureException)) {
            LOG.warn("Closing an HTTP connection after an unexpected failure", cause);
        }
        ctx.channel().close();
    }
}
