package org.parvis.server.api;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.parvis.server.app.feature.FeatureList;
import org.parvis.server.endpoint.Route;
import org.parvis.server.feature.FeatureParts;
import org.parvis.server.gateway.Gateway;
import org.parvis.server.gateway.GatewayConfig;
import org.parvis.server.gateway.Transport;
import org.parvis.server.gateway.socket.Liveness;
import org.parvis.server.http.HttpCall;
import org.parvis.server.http.HttpEndpoint;
import org.parvis.server.http.HttpLimits;
import org.parvis.server.http.HttpReply;
import org.parvis.server.http.Problem;
import org.parvis.server.http.Router;
import org.parvis.server.identity.oidc.ProviderConfig;
import org.parvis.server.identity.room.IdentityConfig;
import org.parvis.server.identity.room.IdentityRoom;
import org.parvis.server.identity.staff.Bootstrap;
import org.parvis.server.store.Store;
import org.parvis.server.store.engine.StoreConfig;
import org.parvis.server.store.engine.Stores;
import org.parvis.server.store.engine.TestClock;
import org.parvis.server.store.webhook.TargetRule;
import org.parvis.server.store.webhook.Webhooks;
import org.parvis.server.testing.TestDatabase;

/** The API on a database of its own and a free port, with a clock that tests set. */
final class ApiHouse implements AutoCloseable {
    final TestClock clock = new TestClock();
    final KnownPresence presence = new KnownPresence();
    final Store store;
    final IdentityRoom identity;
    final List<Route> routes;
    private final ExecutorService providerThreads = Executors.newFixedThreadPool(2);
    private final Gateway gateway;

    private ApiHouse(StoreConfig database, Path dataDir, int port, List<ProviderConfig> providers) throws Exception {
        store = Stores.open(database.withClock(clock), new SimpleMeterRegistry());
        identity = IdentityRoom.open(store, new IdentityConfig(dataDir, providers), clock, List.of());
        Router router = new Router(HttpEndpoint.now(ApiHouse::nothing));
        Webhooks webhooks = new Webhooks(new TargetRule(false));
        routes = new ArrayList<>(ApiRoutes.addTo(
                router,
                new ApiParts(
                        identity,
                        webhooks,
                        new ApiParts.House(presence, venue -> !venue.startsWith("nowhere")),
                        providerThreads,
                        new ApiConfig(10_000))));
        FeatureParts features = new FeatureParts(identity, new SimpleMeterRegistry());
        FeatureList.start(features);
        features.routes().addTo(router);
        routes.addAll(features.routes().list());
        Liveness liveness = new Liveness(5_000, 15_000, 60_000);
        GatewayConfig config = new GatewayConfig(
                "127.0.0.1", port, Transport.AUTO, 1, 1_000, 512, List.of(), HttpLimits.DEFAULT, liveness);
        gateway = Gateway.open(config, router, info -> new ChannelInboundHandlerAdapter(), new SimpleMeterRegistry());
    }

    private static HttpReply nothing(HttpCall call) {
        return Problem.notFound();
    }

    static ApiHouse open(Path folder) throws Exception {
        return open(folder, 0, List.of());
    }

    static ApiHouse open(Path folder, int port, List<ProviderConfig> providers) throws Exception {
        return new ApiHouse(embedded(folder), folder, port, providers);
    }

    static ApiHouse open(StoreConfig database, Path dataDir) throws Exception {
        return new ApiHouse(database, dataDir, 0, List.of());
    }

    static StoreConfig embedded(Path folder) {
        return TestDatabase.in(folder);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + gateway.port() + path);
    }

    /** Somebody without a token. */
    ApiClient visitor() {
        return new ApiClient(this, Optional.empty());
    }

    /** A new guest who is signed in. */
    ApiClient guest(String name) {
        return visitor().post("/v1/guests", Map.of("name", name)).expect(201).signedIn();
    }

    /** A new guest who is admin of the server. */
    ApiClient admin() {
        ApiClient guest = guest("Admin");
        String token = store.write(Bootstrap::renew).join();
        guest.post("/v1/bootstrap", Map.of("token", token)).expect(201);
        return guest;
    }

    @Override
    public void close() {
        gateway.close();
        identity.close();
        providerThreads.shutdownNow();
        store.close();
    }
}
