package org.parvis.fuzz;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.parvis.server.feature.bell.BellFeature;
import org.parvis.server.feature.seating.SeatingFeature;
import org.parvis.server.feature.social.ChatFeature;
import org.parvis.server.feature.social.EmoteFeature;
import org.parvis.server.gateway.ConnectionInfo;
import org.parvis.server.gateway.session.Backing;
import org.parvis.server.gateway.session.SessionConfig;
import org.parvis.server.gateway.session.SessionGateway;
import org.parvis.server.gateway.socket.Liveness;
import org.parvis.server.gateway.socket.OriginRule;
import org.parvis.server.gateway.socket.RefusalLog;
import org.parvis.server.gateway.socket.WebSocketCensus;
import org.parvis.server.gateway.socket.WebSocketDoor;
import org.parvis.server.gateway.socket.WebSocketRules;
import org.parvis.server.gateway.socket.WebSocketUpgrade;
import org.parvis.server.http.ConnectionLedger;
import org.parvis.server.http.HttpDispatcher;
import org.parvis.server.http.HttpLimits;
import org.parvis.server.http.HttpReply;
import org.parvis.server.http.HttpSite;
import org.parvis.server.http.ReplyWriter;
import org.parvis.server.http.Router;
import org.parvis.server.identity.GuestPolicy;
import org.parvis.server.instance.VenueInstances;
import org.parvis.server.instance.tick.InstanceConfig;
import org.parvis.server.placement.FullestFirst;
import org.parvis.server.placement.InstancePool;
import org.parvis.server.placement.LocalPool;
import org.parvis.server.placement.MirrorConfig;
import org.parvis.server.placement.Placement;
import org.parvis.world.bundle.VenueSource;
import org.parvis.world.fault.BundleException;

/**
 * A real server without sockets: its pipelines stand on embedded channels, and its one venue ticks when told. One thread.
 */
final class House implements AutoCloseable {
    private static final int TICK_RATE_HZ = 20;
    private static final long TICK_NS = 1_000_000_000L / TICK_RATE_HZ;
    private static final int CONNECTIONS_PER_GATEWAY = 512;

    /** Far more than a person sends, so that input is read instead of dropped, and no place kept for lost connections. */
    private static final SessionConfig SESSIONS = SessionConfig.builder()
            .guests(GuestPolicy.ANONYMOUS)
            .resumeWindowMs(0)
            .maxConnectionsPerAddress(1_000_000)
            .budgets(new SessionConfig.Budgets(plenty(), plenty(), plenty(), plenty(), plenty()))
            .build();

    private static final byte[] HANDSHAKE = """
            GET /v1/join HTTP/1.1\r
            Host: localhost\r
            Connection: Upgrade\r
            Upgrade: websocket\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            Sec-WebSocket-Protocol: parvis.v1\r
            \r
            """.getBytes(StandardCharsets.US_ASCII);

    private static final ConnectionLedger NOBODY_WAITS = new ConnectionLedger() {
        @Override
        public void waiting(Channel channel) {}

        @Override
        public void serving(Channel channel) {}
    };

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Complaints complaints = Complaints.listen();
    private final SteppedClock clock = new SteppedClock();
    private final VenueInstances instances = new VenueInstances(metrics, clock);
    private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(false);
    private final WebSocketCensus census = new WebSocketCensus(metrics);
    private final HttpSite site = HttpSite.open(
            new Router(call -> CompletableFuture.completedFuture(HttpReply.empty(HttpResponseStatus.NOT_FOUND))),
            new ReplyWriter(metrics),
            HttpLimits.DEFAULT,
            NOBODY_WAITS);
    private SessionGateway sessions = gateway();
    private int connections;

    House() {
        try {
            instances.start(
                    VenueSource.resolve(VenueSource.DEFAULT_VENUE).open(),
                    InstanceConfig.DEFAULT.withTickRate(TICK_RATE_HZ).withCapacity(8),
                    List.of(
                            new ChatFeature(new SimpleMeterRegistry()),
                            new EmoteFeature(),
                            new SeatingFeature(),
                            new BellFeature()));
        } catch (BundleException broken) {
            throw new IllegalStateException("The built-in venue is in order", broken);
        }
    }

    private static SessionConfig.Budget plenty() {
        return new SessionConfig.Budget(1e9, 1_000_000_000);
    }

    private SessionGateway gateway() {
        // Each has its own meters: those of one that is gone would be taken for those of the next.
        SimpleMeterRegistry own = new SimpleMeterRegistry();
        InstancePool pool = new LocalPool(
                instances,
                id -> {
                    throw new IllegalStateException("One instance is enough");
                },
                Runnable::run);
        Placement placement = new FullestFirst(pool, MirrorConfig.DEFAULT, own, clock::utcMs);
        return new SessionGateway(new SessionGateway.Venues(instances, placement), SESSIONS, own, Backing.none());
    }

    /** Opens a WebSocket; nothing has been said on it yet. */
    Visitor connect() {
        // A gateway keeps a letterbox for each event loop, of which every embedded channel has its own.
        if (++connections % CONNECTIONS_PER_GATEWAY == 0) {
            sessions = gateway();
        }
        SessionGateway current = sessions;
        WebSocketDoor door = new WebSocketDoor(
                WebSocketRules.PLAYERS,
                new OriginRule(List.of()),
                Liveness.DEFAULT,
                (address, userAgent) -> current.newConnection(new ConnectionInfo(address, userAgent)),
                census,
                new RefusalLog(new OriginRule(List.of())));
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.config().setAllocator(memory);
        HttpDispatcher.install(channel.pipeline(), site, path -> path.toString().equals(WebSocketRules.PLAYERS.path()));
        channel.pipeline().addLast(new WebSocketUpgrade(door, site.writer(), NOBODY_WAITS));
        channel.writeInbound(memory.buffer().writeBytes(HANDSHAKE));
        ByteBuf reply = channel.readOutbound();
        boolean switched =
                reply != null && reply.toString(StandardCharsets.US_ASCII).startsWith("HTTP/1.1 101 ");
        if (!switched) {
            throw new AssertionError("No WebSocket: " + reply);
        }
        reply.release();
        return new Visitor(channel, memory);
    }

    /** Lets the venue do one tick. */
    void tick() {
        try {
            clock.step(TICK_NS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while the venue ticked", stopped);
        }
    }

    /** Ends a visit, and checks that nothing of it is left. */
    void end(Visitor visitor) {
        visitor.close();
        tick();
        visitor.runTasks();
        tick();
        visitor.discard();
        complaints.assertNone();
        if (instances.population() != 0) {
            throw new AssertionError(instances.population() + " avatars are left");
        }
        long leftBytes = memory.metric().usedHeapMemory() + memory.metric().usedDirectMemory();
        if (leftBytes != 0) {
            throw new AssertionError(leftBytes + " bytes of buffers were not given back");
        }
    }

    @Override
    public void close() {
        instances.close();
    }
}
