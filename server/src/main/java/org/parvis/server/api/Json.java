package org.parvis.server.api;

import io.netty.handler.codec.http.HttpResponseStatus;
import org.parvis.server.http.HttpReply;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON in and out. Stateless, any thread. */
final class Json {
    /** What a person stored is written out again whatever it is, also from before its depth was limited. */
    private static final int DEEPEST_REPLY = 1_000;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST_REPLY)
                            .build())
                    .streamWriteConstraints(StreamWriteConstraints.builder()
                            .maxNestingDepth(DEEPEST_REPLY)
                            .build())
                    .build())
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

    static HttpReply ok(JsonNode body) {
        return reply(HttpResponseStatus.OK, body);
    }

    static HttpReply created(JsonNode body) {
        return reply(HttpResponseStatus.CREATED, body);
    }

    static HttpReply reply(HttpResponseStatus status, JsonNode body) {
        return HttpReply.text(status, "application/json", MAPPER.writeValueAsString(body));
    }

    static HttpReply nothing() {
        return HttpReply.empty(HttpResponseStatus.NO_CONTENT).withHeader("cache-control", "no-store");
    }
}
