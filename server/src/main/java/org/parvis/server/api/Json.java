package org.parvis.server.api;

import io.netty.handler.codec.http.HttpResponseStatus;
import org.parvis.server.http.HttpReply;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON in and out. Stateless, any thread. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Plain maps, lists, texts and numbers as JSON. */
    static JsonNode of(Object plain) {
        return MAPPER.valueToTree(plain);
    }

    /** Stored by us, so well-formed. */
    static JsonNode stored(String json) {
        return MAPPER.readTree(json);
    }

    /** A request's body; an empty object when there is none. */
    static ObjectNode body(byte[] bytes) {
        if (bytes.length == 0) {
            return object();
        }
        try {
            if (MAPPER.readTree(bytes) instanceof ObjectNode node) {
                return node;
            }
        } catch (JacksonException notJson) {
            throw ApiFault.malformed("The body is not well-formed JSON.");
        }
        throw ApiFault.malformed("The body is to be a JSON object.");
    }

    static HttpReply ok(JsonNode body) {
        return reply(HttpResponseStatus.OK, body);
    }

    static HttpReply created(JsonNode body) {
        return reply(HttpResponseStatus.CREATED, body);
    }

    static HttpReply reply(HttpResponseStatus status, JsonNode body) {
        return HttpReply.text(status, "application/json", body.toString());
    }

    static HttpReply nothing() {
        return HttpReply.empty(HttpResponseStatus.NO_CONTENT).withHeader("cache-control", "no-store");
    }
}
