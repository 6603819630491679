package org.parvis.server.gateway.session;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.parvis.server.feature.bell.BellFeature;
import org.parvis.server.feature.seating.SeatingFeature;
import org.parvis.server.feature.social.ChatFeature;
import org.parvis.server.feature.social.EmoteFeature;
import org.parvis.server.feature.social.ReactionFeature;
import org.parvis.server.gateway.Gateway;
import org.parvis.server.gateway.GatewayConfig;
import org.parvis.server.gateway.Transport;
import org.parvis.server.gateway.socket.Liveness;
import org.parvis.server.http.HttpLimits;
import org.parvis.server.http.HttpReply;
import org.parvis.server.http.Router;
import org.parvis.server.identity.GuestPolicy;
import org.parvis.server.instance.VenueInstance;
import org.parvis.server.instance.VenueInstances;
import org.parvis.server.instance.feature.Feature;
import org.parvis.server.instance.tick.InstanceConfig;
import org.parvis.server.placement.FullestFirst;
import org.parvis.server.placement.LocalPool;
import org.parvis.server.placement.MirrorConfig;
import org.parvis.server.testing.OverTls;
import org.parvis.server.testing.SmallVenue;
import org.parvis.world.bundle.LoadedVenue;

/** A real server on a free port, with one small venue. */
final class TestHouse implements AutoCloseable {
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final VenueInstances instances = new VenueInstances(metrics);
    final VenueInstance instance;
    final FullestFirst placement;
    private final List<Feature> features = new ArrayList<>();
    private final Gateway gateway;
    private final SessionGateway handlers;

    /** Lets in people without an identity as well, who are most of those in tests. */
    static final SessionConfig ANYBODY =
            SessionConfig.builder().guests(GuestPolicy.ANONYMOUS).build();

    private TestHouse(SmallVenue venue, InstanceConfig config, SessionConfig sessions, Backing backing)
            throws Exception {
        this(2, venue, config, new Settings(sessions, MirrorConfig.DEFAULT), backing);
    }

    /** How sessions and mirrors are kept. */
    private record Settings(SessionConfig sessions, MirrorConfig mirrors) {}

    private TestHouse(int ioThreads, SmallVenue venue, InstanceConfig config, Settings settings, Backing backing)
            throws Exception {
        LoadedVenue built = venue.build();
        placement = new FullestFirst(
                new LocalPool(instances, id -> instances.start(built, config, features), Runnable::run),
                settings.mirrors(),
                metrics,
                () -> System.nanoTime() / 1_000_000);
        handlers = new SessionGateway(
                new SessionGateway.Venues(instances, placement), settings.sessions(), metrics, backing);
        features.addAll(List.of(
                new ChatFeature(new SimpleMeterRegistry()),
                new EmoteFeature(),
                new ReactionFeature(metrics),
                new SeatingFeature(),
                new BellFeature()));
        handlers.placeKeeper().ifPresent(features::add);
        instance = instances.start(built, config, features);
        GatewayConfig listening = new GatewayConfig(
                        "127.0.0.1",
                        0,
                        Transport.AUTO,
                        ioThreads,
                        10_000,
                        10_000,
                        List.of(),
                        HttpLimits.DEFAULT,
                        Liveness.DEFAULT)
                .with(OverTls.shell());
        gateway = Gateway.open(
                listening,
                new Router(call -> CompletableFuture.completedFuture(HttpReply.empty(HttpResponseStatus.NOT_FOUND))),
                handlers,
                metrics);
    }

    static TestHouse open() throws Exception {
        return open(ANYBODY);
    }

    static TestHouse open(SessionConfig sessions) throws Exception {
        SmallVenue venue = SmallVenue.square(100).bench("bench-1", 3, 0, 2).bell("bell-1", 0, 3);
        return open(venue, InstanceConfig.DEFAULT.withCapacity(200), sessions);
    }

    static TestHouse open(SmallVenue venue, InstanceConfig config, SessionConfig sessions) throws Exception {
        return new TestHouse(venue, config, sessions, Backing.none());
    }

    static TestHouse open(Backing backing) throws Exception {
        return new TestHouse(SmallVenue.square(100), InstanceConfig.DEFAULT.withCapacity(200), ANYBODY, backing);
    }

    static TestHouse open(Backing backing, SessionConfig sessions) throws Exception {
        return new TestHouse(SmallVenue.square(100), InstanceConfig.DEFAULT.withCapacity(200), sessions, backing);
    }

    /** With as many event loops. */
    static TestHouse openOn(int ioThreads, Backing backing) throws Exception {
        return new TestHouse(
                ioThreads,
                SmallVenue.square(100),
                InstanceConfig.DEFAULT.withCapacity(200),
                new Settings(ANYBODY, MirrorConfig.DEFAULT),
                backing);
    }

    /** Where mirrors open and close. */
    static TestHouse open(SmallVenue venue, InstanceConfig config, MirrorConfig mirrors) throws Exception {
        return new TestHouse(2, venue, config, new Settings(ANYBODY, mirrors), Backing.none());
    }

    int posts() {
        return (int) metrics.get("parvis.posts").gauge().value();
    }

    URI uri() {
        String scheme = gateway.scheme().equals("https") ? "wss" : "ws";
        return URI.create(scheme + "://127.0.0.1:" + gateway.port() + "/v1/join");
    }

    double count(String meter) {
        return metrics.find(meter).counters().stream()
                .mapToDouble(io.micrometer.core.instrument.Counter::count)
                .sum();
    }

    /** Ends as a server does that is told to: in order, with everybody's place noted. */
    void end() {
        close();
        handlers.noteLastPlaces().join();
    }

    /** Ends without a word and without a note. */
    @Override
    public void close() {
        gateway.close();
        instances.close();
    }
}
