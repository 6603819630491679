package org.parvis.server.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.parvis.server.gateway.socket.OriginRule;
import org.parvis.server.gateway.socket.RefusalLog;
import org.parvis.server.gateway.socket.WebSocketCensus;
import org.parvis.server.gateway.socket.WebSocketDoor;
import org.parvis.server.gateway.socket.WebSocketRules;
import org.parvis.server.gateway.socket.WebSocketUpgrade;
import org.parvis.server.gateway.tls.TlsException;
import org.parvis.server.gateway.tls.TlsFiles;
import org.parvis.server.gateway.tls.TlsServer;
import org.parvis.server.http.HostRule;
import org.parvis.server.http.HttpDispatcher;
import org.parvis.server.http.HttpSite;
import org.parvis.server.http.ReplyWriter;
import org.parvis.server.http.RequestRates;
import org.parvis.server.http.Router;
import org.parvis.server.peer.AddressBudgets;
import org.parvis.server.peer.PeerRules;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listening port. Every connection starts as HTTP/1.1; a WebSocket handshake turns it into a player's.
 *
 * <pre>
 * doorman → (TLS) → HTTP codec → body → dispatcher ─┬→ router → reply
 *                                                   └→ upgrade: WebSocket codec → UTF-8 → fragments → guard → session
 * </pre>
 *
 * <p>Sockets by the {@link Transport} of the configuration. Threads are named {@code io-1}, {@code io-2}, …
 *
 * <p>Started and closed by one thread.
 */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final int BACKLOG = 4096;

    /** Left to itself the kernel would keep megabytes for each peer that does not read what it asked for. */
    private static final int SEND_BUFFER_BYTES = 256 * 1024;

    private static final long GOODBYE_MS = 200;

    private final EventLoopGroup loops;
    private final Channel listener;
    private final WebSocketCensus census;
    private final @Nullable TlsServer tls;
    private @Nullable Channel operations;

    private Gateway(EventLoopGroup loops, Channel listener, Greeter greeter) {
        this.loops = loops;
        this.listener = listener;
        census = greeter.door.census();
        tls = greeter.tls;
    }

    /**
     * Binds the port; when this returns, connections are served.
     *
     * @param config where and within which limits
     * @param router the HTTP side
     * @param handlers makes the sessions' handlers
     * @param metrics where connections and replies are counted
     * @return the open gateway
     * @throws BindException if the port is taken, the address is not this machine's, or transport or certificate cannot be
     *     used
     */
    public static Gateway open(GatewayConfig config, Router router, ConnectionHandlers handlers, MeterRegistry metrics)
            throws BindException {
        OriginRule origins = new OriginRule(config.allowedOrigins());
        WebSocketDoor door = new WebSocketDoor(
                WebSocketRules.PLAYERS,
                origins,
                config.liveness(),
                (address, userAgent) -> handlers.newConnection(new ConnectionInfo(address, userAgent)),
                new WebSocketCensus(metrics),
                new RefusalLog(origins));
        return open(config, router, door, metrics);
    }

    static Gateway open(GatewayConfig config, Router router, WebSocketDoor door, MeterRegistry metrics)
            throws BindException {
        Transport transport = config.transport();
        Throwable obstacle = transport.obstacle();
        if (obstacle != null) {
            throw new BindException(transport, obstacle);
        }
        Greeter greeter = new Greeter(config, router, door, metrics);
        EventLoopGroup loops =
                new MultiThreadIoEventLoopGroup(config.ioThreads(), new LoopThreads(), transport.loops());
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(transport.listener())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER_BYTES)
                // Who asks and shuts their side is still answered. Over TLS an end without close_notify is an end.
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, config.shell().tls() == null)
                .childHandler(greeter);
        ChannelFuture bound = bootstrap.bind(new InetSocketAddress(config.host(), config.port()));
        bound.awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            greeter.close();
            throw new BindException(config.host(), config.port(), bound.cause());
        }
        LOG.debug("Listening on {} by {}", bound.channel().localAddress(), transport.resolved());
        return new Gateway(loops, bound.channel(), greeter);
    }

    /**
     * Opens a second port for what operators read, on the same event loops.
     *
     * @param address where it listens
     * @param router what it answers
     * @param metrics where its replies are counted
     * @return the port in use
     * @throws BindException if the port is taken or the address is not this machine's
     */
    public int openOperations(InetSocketAddress address, Router router, MeterRegistry metrics) throws BindException {
        Channel opened = OperationsPort.bind(loops, listener, address, router, metrics);
        operations = opened;
        return ((InetSocketAddress) opened.localAddress()).getPort();
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
     * What addresses of this server begin with.
     *
     * @return http or https
     */
    public String scheme() {
        return tls == null ? "http" : "https";
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
        if (operations != null) {
            operations.close().awaitUninterruptibly(500);
        }
        if (census.open() > 0) {
            census.closeAll();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(GOODBYE_MS));
        }
        // The quiet time lets the handlers of closed connections give back what they hold.
        loops.shutdownGracefully(50, 500, TimeUnit.MILLISECONDS).awaitUninterruptibly(1_000);
        if (tls != null) {
            tls.close();
        }
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
        private final WebSocketDoor door;
        private final Doorman doorman;
        private final HttpSite site;
        private final @Nullable TlsServer tls;

        Greeter(GatewayConfig config, Router router, WebSocketDoor door, MeterRegistry metrics) throws BindException {
            this.door = door;
            ShellConfig shell = config.shell();
            PeerRules peers = new PeerRules(shell.trustedProxies(), shell.staffAddresses(), shell.tls() != null);
            int forStaff = shell.staffAddresses().isEmpty() ? 0 : shell.staffReserve();
            Doorman.Places places =
                    new Doorman.Places(config.maxConnections(), forStaff, config.maxWaitingPerAddress());
            doorman = new Doorman(places, peers, budgets(shell.rates().connections()), metrics);
            RequestRates rates = new RequestRates(
                    budgets(shell.rates().requests()), budgets(shell.rates().apiRequests()), metrics);
            HostRule hosts = new HostRule(shell.allowedHosts());
            site = new HttpSite(router, new ReplyWriter(metrics), config.http(), doorman, peers, hosts, rates);
            tls = tls(config, metrics);
        }

        private static AddressBudgets budgets(int perSecond) {
            return new AddressBudgets(perSecond, perSecond * ShellConfig.Rates.BURST_S);
        }

        private static @Nullable TlsServer tls(GatewayConfig config, MeterRegistry metrics) throws BindException {
            TlsFiles files = config.shell().tls();
            if (files == null) {
                TlsServer.countNothing(metrics);
                return null;
            }
            try {
                // A bit less than a whole request gets, so that it is this clock that ends an unfinished handshake.
                return TlsServer.open(files, config.http().requestTimeoutMs() / 2, metrics);
            } catch (TlsException unusable) {
                throw new BindException(unusable);
            }
        }

        @Override
        protected void initChannel(SocketChannel channel) {
            if (!doorman.admit(channel)) {
                channel.close();
                return;
            }
            ChannelPipeline pipeline = channel.pipeline();
            if (tls != null) {
                tls.protect(pipeline);
            }
            String joinPath = door.rules().path();
            HttpDispatcher.install(pipeline, site, path -> path.toString().equals(joinPath));
            pipeline.addLast(new WebSocketUpgrade(door, site.writer(), doorman));
        }

        void close() {
            if (tls != null) {
                tls.close();
            }
        }
    }
}
