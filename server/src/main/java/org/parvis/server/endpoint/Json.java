package org.parvis.server.endpoint;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Instant;
import org.parvis.server.http.HttpReply;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON in and out. Stateless, any thread. */
public final class Json {
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

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Plain maps, lists, texts and numbers as JSON. */
    public static JsonNode of(Object plain) {
        return MAPPER.valueToTree(plain);
    }

    /** Stored by us, so well-formed. */
    public static JsonNode stored(String json) {
        return MAPPER.readTree(json);
    }

    public static HttpReply ok(JsonNode body) {
        return reply(HttpResponseStatus.OK, body);
    }

    public static HttpReply created(JsonNode body) {
        return reply(HttpResponseStatus.CREATED, body);
    }

    public static HttpReply reply(HttpResponseStatus status, JsonNode body) {
        return HttpReply.text(status, "application/json", MAPPER.writeValueAsString(body));
    }

    public static HttpReply nothing() {
        return HttpReply.empty(HttpResponseStatus.NO_CONTENT).withHeader("cache-control", "no-store");
    }

    public static String time(long ms) {
        return Instant.ofEpochMilli(ms).toString();
    }
}
