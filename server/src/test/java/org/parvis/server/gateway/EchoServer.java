package org.parvis.server.gateway;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parvis.server.gateway.socket.Liveness;
import org.parvis.server.gateway.socket.MessageTaker;
import org.parvis.server.gateway.socket.OriginRule;
import org.parvis.server.gateway.socket.Outlet;
import org.parvis.server.gateway.socket.RefusalLog;
import org.parvis.server.gateway.socket.WebSocketCensus;
import org.parvis.server.gateway.socket.WebSocketDoor;
import org.parvis.server.gateway.socket.WebSocketRules;
import org.parvis.server.http.HttpEndpoint;
import org.parvis.server.http.HttpLimits;
import org.parvis.server.http.Problem;
import org.parvis.server.http.Router;

/**
 * The real pipeline with an echo at its end, for the Autobahn suite, which the build runs against it. Unlike players, the
 * suite sends text, speaks no subprotocol and sends messages of up to 16 MiB.
 */
public final class EchoServer {
    private static final int MAX_MESSAGE_BYTES = 16 << 20;

    private EchoServer() {}

    /**
     * Serves until the virtual machine ends.
     *
     * @param args the port
     * @throws BindException if the port is taken
     */
    public static void main(String[] args) throws BindException {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        WebSocketDoor door = new WebSocketDoor(
                new WebSocketRules("/", "", true, MAX_MESSAGE_BYTES, WebSocketRules.Fragments.ANY),
                new OriginRule(List.of()),
                Liveness.DEFAULT,
                (address, userAgent) -> new Echo(),
                new WebSocketCensus(metrics),
                new RefusalLog(new OriginRule(List.of())));
        int port = Integer.parseInt(args[0]);
        GatewayConfig config = new GatewayConfig(
                "0.0.0.0", port, Transport.AUTO, 1, 1000, 1000, List.of(), HttpLimits.DEFAULT, Liveness.DEFAULT);
        Gateway.open(config, new Router(HttpEndpoint.now(call -> Problem.notFound())), door, metrics);
    }

    /** Takes the short cut of binary messages as a session does. */
    private static final class Echo extends ChannelInboundHandlerAdapter implements MessageTaker {
        private @Nullable ChannelHandlerContext context;

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            context = ctx;
        }

        @Override
        public void onOpen(Outlet outlet) {}

        @Override
        public void onMessage(ByteBuf content) {
            if (context != null) {
                context.writeAndFlush(new BinaryWebSocketFrame(content.copy()));
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ctx.writeAndFlush(message);
        }
    }
}
