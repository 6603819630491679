package org.parvis.server.gateway.socket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parvis.server.http.Arrival;
import org.parvis.server.http.ConnectionLedger;
import org.parvis.server.http.HttpDispatcher;
import org.parvis.server.http.HttpReply;
import org.parvis.server.http.Problem;
import org.parvis.server.http.ReplyWriter;
import org.parvis.server.peer.Peer;

/**
 * Turns a well-formed handshake into a WebSocket, and anything else into a 4xx and a closed connection.
 *
 * <p>No extension is ever agreed to, so frames are never compressed: position frames do not shrink, and inflating what
 * strangers send is a way to exhaust memory.
 *
 * <p>Event loop only; one per connection, gone after the upgrade.
 */
public final class WebSocketUpgrade extends SimpleChannelInboundHandler<Arrival> {
    private static final int MAX_USER_AGENT = 256;

    private final WebSocketDoor door;
    private final ReplyWriter writer;
    private final ConnectionLedger ledger;

    /**
     * An upgrade step for one connection.
     *
     * @param door what the endpoint is made of
     * @param writer writes refusals
     * @param ledger told when the connection waits for its first message, and when that has come
     */
    public WebSocketUpgrade(WebSocketDoor door, ReplyWriter writer, ConnectionLedger ledger) {
        this.door = door;
        this.writer = writer;
        this.ledger = ledger;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Arrival arrival) {
        try {
            answer(ctx, arrival.request(), arrival.peer());
        } finally {
            arrival.request().release();
        }
    }

    private void answer(ChannelHandlerContext ctx, FullHttpRequest request, Peer peer) {
        Optional<HttpReply> refusal = refusal(request, peer);
        if (refusal.isPresent()) {
            door.census().refused(refusal.get().status().code());
            door.refusals().told(request, peer.secure(), refusal.get().status());
            writer.write(ctx, request, refusal.get());
            return;
        }
        WebSocketDecoderConfig decoder = WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(door.rules().maxMessageBytes())
                .allowExtensions(false)
                .closeOnProtocolViolation(false)
                .withUTF8Validator(false)
                .build();
        String subprotocol =
                door.rules().subprotocol().isEmpty() ? null : door.rules().subprotocol();
        String userAgent = shortened(request.headers().get(HttpHeaderNames.USER_AGENT, ""));
        MessageDecoder frames = new MessageDecoder(decoder);
        new Handshaker(subprotocol, decoder, frames)
                .handshake(ctx.channel(), request, new DefaultHttpHeaders(), ctx.newPromise())
                .addListener(done -> {
                    if (done.isSuccess()) {
                        open(ctx, peer, userAgent, frames);
                    } else {
                        ctx.close();
                    }
                });
    }

    private void open(ChannelHandlerContext ctx, Peer peer, String userAgent, MessageDecoder frames) {
        Channel channel = ctx.channel();
        // A player who can be heard no more is gone, unlike somebody who asked for a page.
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
        if (channel instanceof DuplexChannel duplex && duplex.isInputShutdown()) {
            channel.close();
            return;
        }
        ChannelPipeline pipeline = ctx.pipeline();
        door.census().opened(channel);
        ChannelHandler session = door.lastHandler().create(peer.address(), userAgent);
        HttpDispatcher.uninstall(pipeline);
        pipeline.addLast(new Utf8FrameValidator(false));
        pipeline.addLast(new FragmentLimit(door.rules().fragments()));
        pipeline.addLast(new WebSocketFrameAggregator(door.rules().maxMessageBytes()));
        WebSocketGuard guard = new WebSocketGuard(door, () -> ledger.serving(channel));
        pipeline.addLast(guard);
        pipeline.addLast(session);
        pipeline.addLast(new FaultBarrier(door.census()));
        pipeline.remove(this);
        if (session instanceof MessageTaker taker) {
            taker.onOpen(new Outlet(channel, guard, door.pauses().of(channel.eventLoop())));
            frames.shortCutTo(taker, guard);
        }
        // Until it says who it is, it only holds a place.
        ledger.waiting(channel);
    }

    /** Netty's handshake, with our decoder of frames. */
    private final class Handshaker extends WebSocketServerHandshaker13 {
        private final MessageDecoder frames;

        Handshaker(@Nullable String subprotocol, WebSocketDecoderConfig config, MessageDecoder frames) {
            super(door.rules().path(), subprotocol, config);
            this.frames = frames;
        }

        @Override
        protected WebSocketFrameDecoder newWebsocketDecoder() {
            return frames;
        }
    }

    private Optional<HttpReply> refusal(FullHttpRequest request, Peer peer) {
        HttpHeaders headers = request.headers();
        if (!request.method().equals(HttpMethod.GET)
                || !request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                || !headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                || !headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
            return Optional.of(Problem.badRequest("This address takes WebSocket connections only."));
        }
        if (!"13".equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            return Optional.of(
                    Problem.of(HttpResponseStatus.UPGRADE_REQUIRED, "websocket-version", "Version 13 is spoken here.")
                            .withHeader("sec-websocket-version", "13")
                            .withHeader("upgrade", "websocket")
                            .closing());
        }
        if (!isKey(headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY, ""))) {
            return Optional.of(Problem.badRequest("Sec-WebSocket-Key must be 16 bytes in base 64."));
        }
        if (!door.origins().permits(headers, peer.secure())) {
            return Optional.of(
                    Problem.of(HttpResponseStatus.FORBIDDEN, "foreign-origin", "Pages from elsewhere may not connect.")
                            .closing());
        }
        boolean spoken = door.rules().subprotocol().isEmpty()
                || headers.containsValue(
                        HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, door.rules().subprotocol(), false);
        return spoken
                ? Optional.empty()
                : Optional.of(Problem.badRequest(
                        "Offer the subprotocol " + door.rules().subprotocol() + "."));
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == 16;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static String shortened(String userAgent) {
        String printable = userAgent.replaceAll("[^\\x20-\\x7e]", "?");
        return printable.substring(0, Math.min(printable.length(), MAX_USER_AGENT));
    }
}
