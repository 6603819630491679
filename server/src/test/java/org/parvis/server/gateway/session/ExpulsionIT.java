package org.parvis.server.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.protocol.v1.ClientMessage;
import org.parvis.protocol.v1.CloseReason;
import org.parvis.protocol.v1.Hello;
import org.parvis.server.app.ServerProcess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From a request to the API of the packaged server to the end of a live socket. */
final class ExpulsionIT {
    private static final int CLOSE_BASE = 4_000;
    private static final Duration FELT_WITHIN = Duration.ofSeconds(2);
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static ServerProcess server;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static JsonNode admin;

    @BeforeAll
    static void open() throws Exception {
        server = ServerProcess.start(
                folder,
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--data-dir",
                folder.resolve("data").toString());
        server.awaitReady();
        admin = guest("Admin");
        post("/v1/bootstrap", admin, Map.of("token", ServerProcess.bootstrapToken(folder.resolve("data"))));
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    @Tag("A37")
    @Tag("A105")
    void banClosesTheLiveSessionWithinTwoSeconds() throws Exception {
        JsonNode bea = guest("Bea");
        try (TestPlayer player = enter(bea)) {
            Map<String, ?> scope =
                    Map.of("kind", "venue", "id", player.welcome().getVenue().getId());
            assertEnds(
                    player,
                    CloseReason.CLOSE_REASON_BANNED,
                    () -> post(
                            "/v1/staff/bans",
                            admin,
                            Map.of("personId", personId(bea), "scope", scope, "reason", "rude")));
        }
    }

    @Test
    @Tag("A37")
    void revokedLoginClosesTheLiveSessionWithinTwoSeconds() throws Exception {
        JsonNode bea = guest("Bea");
        try (TestPlayer player = enter(bea)) {
            assertEnds(
                    player,
                    CloseReason.CLOSE_REASON_REVOKED,
                    () -> post(
                            "/v1/staff/people/" + personId(bea) + ":revoke", admin, Map.of("reason", "stolen phone")));
        }
    }

    @Test
    @Tag("A37")
    void logoutClosesTheLiveSessionWithinTwoSeconds() throws Exception {
        JsonNode bea = guest("Bea");
        try (TestPlayer player = enter(bea)) {
            assertEnds(player, CloseReason.CLOSE_REASON_REVOKED, () -> post("/v1/me:logout", bea, Map.of()));
        }
    }

    @Test
    void banFromAnotherVenueLeavesTheSessionAlone() throws Exception {
        JsonNode bea = guest("Bea");
        try (TestPlayer player = enter(bea)) {
            Map<String, ?> elsewhere = Map.of("kind", "venue", "id", "elsewhere");
            post("/v1/staff/bans", admin, Map.of("personId", personId(bea), "scope", elsewhere, "reason", "rude"));
            assertEnds(player, CloseReason.CLOSE_REASON_REVOKED, () -> post("/v1/me:logout", bea, Map.of()));
        }
    }

    /** A request. */
    private interface Deed {
        void run() throws Exception;
    }

    private static void assertEnds(TestPlayer player, CloseReason reason, Deed deed) throws Exception {
        long startNs = System.nanoTime();
        deed.run();
        assertThat(player.awaitClose()).isEqualTo(CLOSE_BASE + reason.getNumber());
        assertThat(Duration.ofNanos(System.nanoTime() - startNs)).isLessThan(FELT_WITHIN);
    }

    private static TestPlayer enter(JsonNode person) throws Exception {
        String ticket =
                post("/v1/me/join-tickets", person, Map.of()).get("ticket").asString();
        TestPlayer player = TestPlayer.connect(
                URI.create(server.address("/v1/join").toString().replaceFirst("^http", "ws")));
        player.send(ClientMessage.newBuilder()
                .setHello(Hello.newBuilder()
                        .setProtocolVersion(1)
                        .setTicket(ticket)
                        .setResumeToken(ByteString.EMPTY))
                .build());
        player.welcome();
        return player;
    }

    private static JsonNode guest(String name) throws Exception {
        return send(HttpRequest.newBuilder(server.address("/v1/guests")), Map.of("name", name));
    }

    private static String personId(JsonNode person) {
        return person.get("person").get("id").asString();
    }

    private static JsonNode post(String path, JsonNode who, Map<String, ?> body) throws Exception {
        String bearer = "Bearer " + who.get("accessToken").asString();
        return send(HttpRequest.newBuilder(server.address(path)).header("authorization", bearer), body);
    }

    private static JsonNode send(HttpRequest.Builder request, Map<String, ?> body) throws Exception {
        request.header("content-type", "application/json");
        HttpResponse<String> reply = HTTP.send(
                request.POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build(),
                BodyHandlers.ofString());
        assertThat(reply.statusCode()).as(reply.uri() + " " + reply.body()).isBetween(200, 299);
        return reply.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(reply.body());
    }
}
