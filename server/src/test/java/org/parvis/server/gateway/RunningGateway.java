package org.parvis.server.gateway;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.parvis.server.gateway.assets.AssetCache;
import org.parvis.server.gateway.assets.AssetSource;
import org.parvis.server.gateway.assets.StoredFile;
import org.parvis.server.gateway.socket.Liveness;
import org.parvis.server.http.HttpLimits;
import org.parvis.server.http.Router;
import org.parvis.server.testing.OverTls;

/** A gateway on a free port of this machine, with a small site, one venue, and sessions that echo. */
final class RunningGateway implements AutoCloseable {
    static final String HASH = "ab".repeat(32);
    static final String SCRIPT = "console.log('".concat("walk ".repeat(1000)).concat("');");

    static final String LARGE = "0123456789abcdef".repeat(256 * 1024);

    private static final Map<String, String> SITE = Map.of(
            "index.html",
            "<!doctype html><title>Parvis</title>",
            "assets/player-4F7KQ2ZB.js",
            SCRIPT,
            "assets/plain-stylesheet.css",
            "body{}",
            "assets/large-4F7KQ2ZB.bin",
            LARGE);

    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    /** Who opened a WebSocket, as the session is told. */
    final List<ConnectionInfo> arrivals = new CopyOnWriteArrayList<>();

    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final Gateway gateway;

    private RunningGateway(GatewayConfig config) throws BindException {
        ServerFacts facts = new ServerFacts("1.2.3", 1, 20, Optional::empty, () -> "# no metrics\n");
        AssetCache cache = new AssetCache(1 << 20, workers, metrics);
        Router router = SiteRoutes.of(facts, new OneVenue(), RunningGateway::page, cache);
        OperationsRoutes.addMetrics(OperationsRoutes.addHealth(router, facts), facts, workers);
        gateway = Gateway.open(config, router, this::newConnection, metrics);
    }

    static RunningGateway open() throws BindException {
        return open(HttpLimits.DEFAULT, List.of());
    }

    static RunningGateway open(HttpLimits limits, List<String> allowedOrigins) throws BindException {
        return new RunningGateway(config(limits, allowedOrigins).with(OverTls.shell()));
    }

    static RunningGateway open(ShellConfig shell) throws BindException {
        return new RunningGateway(config(HttpLimits.DEFAULT, List.of()).with(shell));
    }

    static RunningGateway open(GatewayConfig config) throws BindException {
        return new RunningGateway(config);
    }

    /** One event loop, impatient with the silent. */
    static GatewayConfig config(HttpLimits limits, List<String> allowedOrigins) {
        Liveness liveness = new Liveness(200, 600, 60_000);
        return new GatewayConfig("127.0.0.1", 0, Transport.AUTO, 1, 1_000, 64, allowedOrigins, limits, liveness);
    }

    private ChannelHandler newConnection(ConnectionInfo info) {
        arrivals.add(info);
        return new Echo();
    }

    int port() {
        return gateway.port();
    }

    RawPeer connect() {
        return gateway.scheme().equals("https") ? RawPeer.connectByTls(port()) : RawPeer.connect(port());
    }

    double count(String meter, String... tags) {
        return metrics.get(meter).tags(tags).counter().count();
    }

    @Override
    public void close() {
        gateway.close();
        workers.shutdownNow();
    }

    private static Optional<StoredFile> page(String path) {
        return Optional.ofNullable(SITE.get(path)).map(RunningGateway::stored);
    }

    private static StoredFile stored(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        return new StoredFile(bytes, Optional.empty(), Optional.empty());
    }

    private static final class OneVenue implements VenueDirectory {
        @Override
        public List<HostedVenue> venues() {
            return List.of(new HostedVenue("square", Map.of("en", "Square"), HASH, 3, 100, true));
        }

        @Override
        public Optional<AssetSource> files(String id, String hash) {
            AssetSource files = path -> path.equals("venue.json") ? Optional.of(stored("{}")) : Optional.empty();
            return id.equals("square") && hash.equals(HASH) ? Optional.of(files) : Optional.empty();
        }
    }

    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ctx.writeAndFlush(message);
        }
    }
}
