package org.parvis.server.endpoint;

import org.parvis.server.http.InputFault;
import org.parvis.server.http.InputText;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the JSON object in a request's body. Whatever it returns can be stored in either database and be written out
 * again: every text, the names of fields among them, keeps the rule of {@link InputText}; every number is a 64-bit
 * integer or a finite double; nothing is nested deeper than {@value #MAX_DEPTH}; no field stands twice. Stateless, any
 * thread.
 */
public final class JsonInput {
    /**
     * Objects and lists within each other, the body itself counted. Far below what the writers of JSON can write, since
     * what came in goes out again inside of something else.
     */
    public static final int MAX_DEPTH = 16;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonInput() {}

    /**
     * Reads a body.
     *
     * @param body as it came; may be empty
     * @return the object, a fresh one; without fields when the body is empty
     * @throws InputFault answered with 400 when this is no JSON object, with 422 when it holds what is not allowed
     */
    public static ObjectNode object(byte[] body) {
        if (body.length == 0) {
            return MAPPER.createObjectNode();
        }
        JsonNode read;
        try {
            read = MAPPER.readTree(body);
        } catch (StreamConstraintsException tooMuch) {
            throw InputFault.unfit("The body is nested at most " + MAX_DEPTH
                    + " deep, and its numbers and names are of sensible length.");
        } catch (JacksonException notJson) {
            throw InputFault.malformed("The body is not well-formed JSON.");
        }
        if (!(read instanceof ObjectNode object)) {
            throw InputFault.malformed("The body is to be a JSON object.");
        }
        check(object, "The body");
        return object;
    }

    private static void check(JsonNode node, String where) {
        if (node.isString()) {
            InputText.checked(node.asString(), where);
        } else if (node.isNumber()) {
            checkNumber(node, where);
        } else if (node.isObject()) {
            for (var field : node.properties()) {
                InputText.checked(field.getKey(), "The name of a field");
                check(field.getValue(), isPlain(field.getKey()) ? "The field " + field.getKey() : where);
            }
        } else {
            node.forEach(entry -> check(entry, where));
        }
    }

    private static void checkNumber(JsonNode number, String where) {
        boolean fits = number.isIntegralNumber() ? number.canConvertToLong() : Double.isFinite(number.asDouble());
        if (!fits) {
            throw InputFault.unfit(where + " holds a number that is too large.");
        }
    }

    /** Whether a name is one that an interface would choose, and may be told back. */
    private static boolean isPlain(String name) {
        return name.length() <= 40 && name.chars().allMatch(c -> c < 0x80 && Character.isLetterOrDigit(c));
    }
}
