package org.parvis.world.bundle;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads JSON into a tree and notes what a plain mapper hides: keys that occur twice, numbers too large for a double.
 *
 * <p>Depth and lengths are bounded; numbers become doubles (whole ones ints or longs).
 */
public final class JsonTree {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_STRING = 1 << 20;
    /** Keys become parts of pointers, one for each value below them. */
    private static final int MAX_KEY = 1_000;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_STRING)
                    .maxNameLength(MAX_KEY)
                    .maxNumberLength(100)
                    .build())
            .build();

    private final Faults faults;
    private final String file;

    private JsonTree(Faults faults, String file) {
        this.faults = faults;
        this.file = file;
    }

    /**
     * Reads a whole file.
     *
     * @param faults takes syntax errors, double keys and infinite numbers
     * @param file name for the faults
     * @return empty when the text is not JSON at all
     */
    public static Optional<JsonNode> parse(Faults faults, String file, byte[] text) {
        JsonTree tree = new JsonTree(faults, file);
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == null) {
                faults.add(file, "", "the file is empty", "Write a JSON object into it.");
                return Optional.empty();
            }
            JsonNode root = tree.value(parser, "");
            if (parser.nextToken() != null) {
                faults.add(file, "", "text follows after the end of the JSON value", "Remove it.");
            }
            return Optional.of(root);
        } catch (JacksonException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            faults.add(file, "", "this is not JSON" + where + ": " + e.getOriginalMessage(), "Mend the text there.");
            return Optional.empty();
        }
    }

    private JsonNode value(JsonParser parser, String pointer) {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object(parser, pointer);
            case START_ARRAY -> array(parser, pointer);
            case VALUE_STRING -> NODES.stringNode(parser.getString());
            case VALUE_NUMBER_INT -> whole(parser, pointer);
            case VALUE_NUMBER_FLOAT -> decimal(parser, pointer);
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            default -> NODES.nullNode();
        };
    }

    private ObjectNode object(JsonParser parser, String pointer) {
        ObjectNode node = NODES.objectNode();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            String here = child(pointer, key);
            parser.nextToken();
            JsonNode value = value(parser, here);
            @Nullable JsonNode before = node.get(key);
            if (before != null) {
                faults.add(file, here, "the key \"" + key + "\" occurs twice in this object", "Keep one of them.");
            } else {
                node.set(key, value);
            }
        }
        return node;
    }

    private ArrayNode array(JsonParser parser, String pointer) {
        ArrayNode node = NODES.arrayNode();
        int index = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            JsonToken token = parser.currentToken();
            // Numbers are the bulk of every file: no pointer is built for them unless one is bad.
            node.add(
                    token == JsonToken.VALUE_NUMBER_FLOAT && Double.isFinite(parser.getDoubleValue())
                            ? NODES.numberNode(parser.getDoubleValue())
                            : token == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() == JsonParser.NumberType.INT
                                    ? NODES.numberNode(parser.getIntValue())
                                    : value(parser, child(pointer, index)));
            index++;
        }
        return node;
    }

    private JsonNode whole(JsonParser parser, String pointer) {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> decimal(parser, pointer);
        };
    }

    private JsonNode decimal(JsonParser parser, String pointer) {
        double value = Double.parseDouble(parser.getString());
        if (Double.isFinite(value)) {
            return NODES.numberNode(value);
        }
        faults.add(file, pointer, "the number is too large", "Write a number below 1e308.");
        return NODES.numberNode(0.0);
    }

    /** The pointer to member {@code key} of what {@code pointer} points to. */
    public static String child(String pointer, String key) {
        return pointer + "/" + key.replace("~", "~0").replace("/", "~1");
    }

    /** The pointer to element {@code index} of what {@code pointer} points to. */
    public static String child(String pointer, int index) {
        return pointer + "/" + index;
    }
}
