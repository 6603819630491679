package org.parvis.server.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.parvis.server.gateway.http.HttpDispatcher;
import org.parvis.server.gateway.http.ReplyWriter;
import org.parvis.server.gateway.http.Router;
import org.parvis.server.gateway.socket.OriginRule;
import org.parvis.server.gateway.socket.WebSocketCensus;
import org.parvis.server.gateway.socket.WebSocketDoor;
import org.parvis.server.gateway.socket.WebSocketRules;
import org.parvis.server.gateway.socket.WebSocketUpgrade;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listening port. Every connection starts as HTTP/1.1; a WebSocket handshake turns it into a player's.
 *
 * <pre>
 * doorman → HTTP codec → body → dispatcher ─┬→ router → reply
 *                                           └→ upgrade: WebSocket codec → UTF-8 → fragments → guard → session
 * </pre>
 *
 * <p>Sockets by the {@link Transport} of the configuration. Threads are named {@code io-1}, {@code io-2}, …
 *
 * <p>Started and closed by one thread.
 */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final int BACKLOG = 4096;

    private static final long GOODBYE_MS = 200;

    private final EventLoopGroup loops;
    private final Channel listener;
    private final WebSocketCensus census;

    private Gateway(EventLoopGroup loops, Channel listener, WebSocketCensus census) {
        this.loops = loops;
        this.listener = listener;
        this.census = census;
    }

    /**
     * Binds the port; when this returns, connections are served.
     *
     * @param config where and within which limits
     * @param router the HTTP side
     * @param handlers makes the sessions' handlers
     * @param metrics where connections and replies are counted
     * @return the open gateway
     * @throws BindException if the port is taken, the address is not this machine's, or the transport cannot be used
     */
    public static Gateway open(GatewayConfig config, Router router, ConnectionHandlers handlers, MeterRegistry metrics)
            throws BindException {
        WebSocketDoor door = new WebSocketDoor(
                WebSocketRules.PLAYERS,
                new OriginRule(config.allowedOrigins()),
                config.liveness(),
                (address, userAgent) -> handlers.newConnection(new ConnectionInfo(address, userAgent)),
                new WebSocketCensus(metrics));
        return open(config, router, door, metrics);
    }

    static Gateway open(GatewayConfig config, Router router, WebSocketDoor door, MeterRegistry metrics)
            throws BindException {
        Transport transport = config.transport();
        Throwable obstacle = transport.obstacle();
        if (obstacle != null) {
            throw new BindException(transport, obstacle);
        }
        EventLoopGroup loops =
                new MultiThreadIoEventLoopGroup(config.ioThreads(), new LoopThreads(), transport.loops());
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(transport.listener())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new Greeter(config, router, door, metrics));
        ChannelFuture bound = bootstrap.bind(new InetSocketAddress(config.host(), config.port()));
        bound.awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw new BindException(config.host(), config.port(), bound.cause());
        }
        LOG.debug("Listening on {} by {}", bound.channel().localAddress(), transport.resolved());
        return new Gateway(loops, bound.channel(), door.census());
    }

    /**
     * The port in use.
     *
     * @return 1 to 65535
     */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /**
     * How many WebSockets are open.
     *
     * @return 0 or more
     */
    public int openWebSockets() {
        return census.open();
    }

    /**
     * Closes the port and all connections; WebSockets still open get a close frame first. Returns when the loops have
     * stopped, at the latest after two seconds.
     */
    @Override
    public void close() {
        listener.close().awaitUninterruptibly(500);
        if (census.open() > 0) {
            census.closeAll();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(GOODBYE_MS));
        }
        // The quiet time lets the handlers of closed connections give back what they hold.
        loops.shutdownGracefully(50, 500, TimeUnit.MILLISECONDS).awaitUninterruptibly(1_000);
    }

    /** Netty's own kind of threads, which its buffers are fastest on, by the names that logs and dumps should show. */
    private static final class LoopThreads extends DefaultThreadFactory {
        private final AtomicInteger made = new AtomicInteger();

        LoopThreads() {
            super("io");
        }

        @Override
        protected Thread newThread(Runnable work, String ignored) {
            return super.newThread(work, "io-" + made.incrementAndGet());
        }
    }

    /** Sets up each accepted connection, on its own event loop. */
    private static final class Greeter extends ChannelInitializer<SocketChannel> {
        private final GatewayConfig config;
        private final Router router;
        private final WebSocketDoor door;
        private final Doorman doorman;
        private final ReplyWriter writer;

        Greeter(GatewayConfig config, Router router, WebSocketDoor door, MeterRegistry metrics) {
            this.config = config;
            this.router = router;
            this.door = door;
            doorman = new Doorman(config.maxConnections(), config.maxWaitingPerAddress(), metrics);
            writer = new ReplyWriter(metrics);
        }

        @Override
        protected void initChannel(SocketChannel channel) {
            if (!doorman.admit(channel)) {
                channel.close();
                return;
            }
            String joinPath = door.rules().path();
            HttpDispatcher.install(channel.pipeline(), router, writer, config.http(), doorman)
                    .handingOn(path -> path.toString().equals(joinPath));
            channel.pipeline().addLast(new WebSocketUpgrade(door, writer));
        }
    }
}
