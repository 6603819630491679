package org.parvis.server.testing;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.parvis.server.api.ApiConfig;
import org.parvis.server.api.ApiParts;
import org.parvis.server.api.ApiRoutes;
import org.parvis.server.feature.FeatureModule;
import org.parvis.server.feature.FeatureParts;
import org.parvis.server.http.HttpCall;
import org.parvis.server.http.HttpEndpoint;
import org.parvis.server.http.HttpReply;
import org.parvis.server.http.Problem;
import org.parvis.server.http.RequestPath;
import org.parvis.server.http.Router;
import org.parvis.server.identity.Presence;
import org.parvis.server.identity.room.IdentityConfig;
import org.parvis.server.identity.room.IdentityRoom;
import org.parvis.server.instance.Relay;
import org.parvis.server.instance.feature.Feature;
import org.parvis.server.store.SteadyClock;
import org.parvis.server.store.Store;
import org.parvis.server.store.engine.Stores;
import org.parvis.server.store.webhook.TargetRule;
import org.parvis.server.store.webhook.Webhooks;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server with one feature and without sockets: a database, the API, and instances that a test ticks. The feature is
 * taken in as {@code app} takes in those of its list.
 */
public final class FeatureHouse implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Store store;
    private final IdentityRoom identity;
    private final FeatureParts parts;
    private final Router router = new Router(HttpEndpoint.now(call -> Problem.notFound()));

    private FeatureHouse(Path folder, FeatureModule module) throws Exception {
        store = Stores.open(
                TestDatabase.in(folder)
                        .withFeatures(module.migrations().stream().toList()),
                new SimpleMeterRegistry());
        identity = IdentityRoom.open(
                store, new IdentityConfig(folder, List.of()), SteadyClock.system(), module.personalData());
        parts = new FeatureParts(identity, new SimpleMeterRegistry());
        module.start(parts);
        ApiRoutes.addTo(
                router,
                new ApiParts(
                        identity,
                        new Webhooks(new TargetRule(false)),
                        new ApiParts.House(Presence.NOBODY, venue -> true),
                        Runnable::run,
                        new ApiConfig(10_000)));
        parts.routes().addTo(router);
    }

    /** Opens it on the database in a folder, a new one or that of a house before. */
    public static FeatureHouse open(Path folder, FeatureModule module) throws Exception {
        return new FeatureHouse(folder, module);
    }

    /** An instance with the feature. */
    public HandTicked instance(SmallVenue venue, Relay relay) {
        return HandTicked.mirror(venue, relay, parts.inInstances().toArray(Feature[]::new));
    }

    /** Somebody who is signed in. */
    public record SignedIn(String personId, String name, String accessToken) {}

    /** A new guest. */
    public SignedIn guest(String name) throws Exception {
        JsonNode made =
                call(null, "POST", "/v1/guests", "{\"name\":\"" + name + "\"}").json();
        return new SignedIn(
                made.at("/person/id").asString(), name, made.path("accessToken").asString());
    }

    /** An answer of the API. */
    public record Answer(int status, String body) {
        public JsonNode json() {
            return JSON.readTree(body);
        }
    }

    /** Asks the API, by nobody when {@code who} is null. */
    public Answer call(@Nullable SignedIn who, String method, String path, String body) throws Exception {
        HttpHeaders headers = new DefaultHttpHeaders().set("content-type", "application/json");
        if (who != null) {
            headers.set("authorization", "Bearer " + who.accessToken());
        }
        HttpCall call = new HttpCall(
                HttpMethod.valueOf(method),
                RequestPath.parse(path).orElseThrow(),
                Map.of(),
                headers,
                "192.0.2.1",
                ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
        HttpReply reply = router.answer(call).toCompletableFuture().get(10, TimeUnit.SECONDS);
        return new Answer(
                reply.status().code(),
                StandardCharsets.UTF_8.decode(reply.body().duplicate()).toString());
    }

    @Override
    public void close() {
        identity.close();
        store.close();
    }
}
