package org.parvis.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who calls the API, with the tokens they were last given. Every answer is held against the contract. */
final class ApiClient {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    /** With everything but ASCII escaped, so that half a surrogate pair arrives as it is. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final ApiHouse house;
    private final Optional<JsonNode> tokens;

    ApiClient(ApiHouse house, Optional<JsonNode> tokens) {
        this.house = house;
        this.tokens = tokens;
    }

    /** An answer. */
    record Reply(ApiHouse house, HttpResponse<String> http) {
        Reply expect(int status) {
            assertThat(http.statusCode())
                    .as(http.request().method() + " " + http.uri() + "\n" + http.body())
                    .isEqualTo(status);
            boolean problem = status >= 400;
            if (!http.body().isEmpty()) {
                String type = http.headers().firstValue("content-type").orElse("");
                assertThat(type).isEqualTo(problem ? "application/problem+json" : "application/json");
            }
            return this;
        }

        /** Expects a problem of a type. */
        Reply expect(int status, String problem) {
            assertThat(expect(status).json().path("type").asString("")).isEqualTo("urn:parvis:problem:" + problem);
            return this;
        }

        JsonNode json() {
            return JSON.readTree(http.body());
        }

        String text(String field) {
            return json().path(field).asString("");
        }

        String header(String name) {
            return http.headers().firstValue(name).orElse("");
        }

        ApiClient signedIn() {
            return new ApiClient(house, Optional.of(json()));
        }
    }

    String personId() {
        return tokens.map(known -> known.path("person").path("id").asString("")).orElse("nobody");
    }

    String accessToken() {
        return tokens().path("accessToken").asString("");
    }

    String refreshToken() {
        return tokens().path("refreshToken").asString("");
    }

    private JsonNode tokens() {
        return tokens.orElseThrow();
    }

    Reply get(String path) {
        return send("GET", path, null);
    }

    Reply delete(String path) {
        return send("DELETE", path, null);
    }

    Reply post(String path, Map<String, ?> body, String... headers) {
        return send("POST", path, body, headers);
    }

    Reply patch(String path, Map<String, ?> body, String... headers) {
        return send("PATCH", path, body, headers);
    }

    Reply send(String method, String path, @Nullable Map<String, ?> body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(house.uri(path));
        request.method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(JSON.writeValueAsString(body)));
        if (body != null && !List.of(headers).contains("content-type")) {
            request.header("content-type", "application/json");
        }
        tokens.ifPresent(known -> request.header("authorization", "Bearer " + accessToken()));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            Contract.get().check(answer);
            return new Reply(house, answer);
        } catch (IOException failure) {
            throw new AssertionError(method + " " + path, failure);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new AssertionError(method + " " + path, stopping);
        }
    }

    @Override
    public String toString() {
        return Objects.toString(tokens.map(known -> personId()).orElse("visitor"));
    }
}
