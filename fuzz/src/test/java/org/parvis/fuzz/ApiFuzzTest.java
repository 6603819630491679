package org.parvis.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.parvis.server.api.ApiConfig;
import org.parvis.server.api.ApiParts;
import org.parvis.server.api.ApiRoutes;
import org.parvis.server.app.feature.FeatureList;
import org.parvis.server.endpoint.Route;
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
import org.parvis.server.identity.staff.Bootstrap;
import org.parvis.server.store.Store;
import org.parvis.server.store.engine.StoreConfig;
import org.parvis.server.store.engine.Stores;
import org.parvis.server.store.webhook.TargetRule;
import org.parvis.server.store.webhook.Webhooks;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bodies of the HTTP API, before a real database: whoever sends them gets a typed answer, never a fault of ours. */
class ApiFuzzTest {
    private static final int PLENTY_PER_MINUTE = 10_000_000;
    private static final long PATIENCE_S = 30;
    private static final JsonMapper JSON = new JsonMapper();

    /** Ends whom the target asks as, or asks other servers; everything else is asked. */
    private static final List<String> LEFT_OUT = List.of("DELETE /v1/me", "POST /v1/me:logout");

    private static final Api API = Api.open();

    private final Meter meter = new Meter(Allowance.MESSAGE);

    @AfterAll
    static void close() {
        API.close();
    }

    /**
     * The first byte names a route, the second who asks (nobody, a guest, an admin) and whether with an Idempotency-Key;
     * the rest is the body.
     */
    @FuzzTest
    @Tag("A50")
    void bodyIsAnsweredProperly(byte[] input) throws Exception {
        if (input.length < 2) {
            return;
        }
        Route route = API.routes.get((input[0] & 0xFF) % API.routes.size());
        HttpCall call = API.call(route, input[1], Arrays.copyOfRange(input, 2, input.length));
        HttpReply[] reply = new HttpReply[1];
        meter.run(input.length, () -> reply[0] = API.answer(call));

        int status = reply[0].status().code();
        assertThat(status).as("%s %s", route, call.body()).isBetween(200, 499);
        ByteBuffer body = reply[0].body().duplicate();
        if (body.hasRemaining()) {
            JsonNode json = JSON.readTree(StandardCharsets.UTF_8.decode(body).toString());
            assertThat(status < 400 || json.path("type").asString("").startsWith("urn:parvis:problem:"))
                    .as("a problem: %s", json)
                    .isTrue();
        }
        API.renewLogins(status, input[1]);
    }

    /** The API on a database of its own, and those who ask it. One thread. */
    private static final class Api implements AutoCloseable {
        private final Scratch scratch = new Scratch();
        private final Store store;
        private final IdentityRoom identity;
        private final Router router = new Router(HttpEndpoint.now(call -> Problem.notFound()));
        private final List<Route> routes;
        private final String somebody;
        private String guest;
        private String admin;

        private Api() throws Exception {
            store = Stores.open(StoreConfig.of("jdbc:sqlite:" + scratch.file("parvis.db")), new SimpleMeterRegistry());
            identity = IdentityRoom.open(
                    store, new IdentityConfig(scratch.folder(), List.of()), InstantSource.system(), List.of());
            ApiParts parts = new ApiParts(
                    identity,
                    new Webhooks(new TargetRule(false)),
                    new ApiParts.House(Presence.NOBODY, venue -> true),
                    Runnable::run,
                    new ApiConfig(PLENTY_PER_MINUTE));
            FeatureParts features = new FeatureParts(identity, new SimpleMeterRegistry());
            FeatureList.start(features);
            features.routes().addTo(router);
            routes = Stream.concat(ApiRoutes.addTo(router, parts).stream(), features.routes().list().stream())
                    .filter(route -> !LEFT_OUT.contains(route.method() + " " + route.template()))
                    .toList();
            somebody = newGuest().path("person").path("id").asString();
            guest = newGuest().path("accessToken").asString();
            admin = newAdmin();
        }

        static Api open() {
            try {
                return new Api();
            } catch (Exception broken) {
                throw new IllegalStateException("The API cannot be opened", broken);
            }
        }

        private JsonNode newGuest() throws Exception {
            HttpReply reply = answer(call("POST", "/v1/guests", "", "{\"name\":\"Greta\"}"));
            return JSON.readTree(
                    StandardCharsets.UTF_8.decode(reply.body().duplicate()).toString());
        }

        private String newAdmin() throws Exception {
            String token = newGuest().path("accessToken").asString();
            String once = store.write(Bootstrap::renew).join();
            HttpReply made = answer(call("POST", "/v1/bootstrap", token, "{\"token\":\"" + once + "\"}"));
            assertThat(made.status().code()).isEqualTo(201);
            return token;
        }

        /** Whoever was banned, revoked or robbed of a role by the target gets a new login. */
        void renewLogins(int status, int who) throws Exception {
            boolean refused = status == 401 || status == 403;
            if (refused && Math.floorMod(who, 3) == 1) {
                guest = newGuest().path("accessToken").asString();
            } else if (refused && Math.floorMod(who, 3) == 2) {
                admin = newAdmin();
            }
        }

        HttpCall call(Route route, int who, byte[] body) {
            String token = Math.floorMod(who, 3) == 0 ? "" : Math.floorMod(who, 3) == 1 ? guest : admin;
            String path = route.template().replaceAll("\\{[^}]*}", somebody);
            HttpCall call = call(route.method(), path, token, "");
            if (who < 0) {
                call.headers()
                        .set("idempotency-key", UUID.nameUUIDFromBytes(body).toString());
            }
            return new HttpCall(
                    call.method(), call.path(), Map.of(), call.headers(), "192.0.2.1", ByteBuffer.wrap(body), true);
        }

        private static HttpCall call(String method, String path, String token, String body) {
            HttpHeaders headers = new DefaultHttpHeaders().set("content-type", "application/json");
            if (!token.isEmpty()) {
                headers.set("authorization", "Bearer " + token);
            }
            return new HttpCall(
                    HttpMethod.valueOf(method),
                    RequestPath.parse(path).orElseThrow(),
                    Map.of(),
                    headers,
                    "192.0.2.1",
                    ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)),
                    true);
        }

        HttpReply answer(HttpCall call) throws Exception {
            return router.answer(call).toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
        }

        @Override
        public void close() {
            identity.close();
            store.close();
            scratch.close();
        }
    }
}
