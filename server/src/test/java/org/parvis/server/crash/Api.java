package org.parvis.server.crash;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The server's HTTP API, as a client sees it that may lose the server in the middle of a request. Any thread. */
final class Api {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final URI address;
    private final Records records;

    Api(URI address, Records records) {
        this.address = address;
        this.records = records;
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** Reads something; empty when no whole answer came. */
    Optional<Reply> get(String path, String accessToken) throws InterruptedException {
        return send(request(path, accessToken).GET());
    }

    /** Asks for a change that has one effect for its key; empty when no whole answer came, so nobody knows. */
    Optional<Reply> ask(Ask ask, String accessToken) throws InterruptedException {
        HttpRequest.Builder request = request(ask.path(), accessToken)
                .header("content-type", "application/json")
                .header("idempotency-key", ask.key());
        return send(
                request.method(ask.method(), BodyPublishers.ofString(ask.body().toString())));
    }

    private HttpRequest.Builder request(String path, String accessToken) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE);
        return accessToken.isEmpty() ? request : request.header("authorization", "Bearer " + accessToken);
    }

    private Optional<Reply> send(HttpRequest.Builder request) throws InterruptedException {
        try {
            var response = http.send(request.build(), BodyHandlers.ofByteArray());
            JsonNode body = response.body().length == 0 ? object() : JSON.readTree(response.body());
            return Optional.of(new Reply(response.statusCode(), body));
        } catch (ConnectException nobodyThere) {
            return Optional.empty();
        } catch (IOException lost) {
            records.unanswered.incrementAndGet();
            return Optional.empty();
        }
    }
}
