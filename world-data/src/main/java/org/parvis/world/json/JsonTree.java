package org.parvis.world.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parvis.world.fault.Faults;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads JSON into a tree and notes what a plain mapper hides: keys that occur twice, numbers too large for a double,
 * NaN and infinities.
 *
 * <p>Depth and lengths are bounded; numbers become doubles (whole ones ints or longs). Owned by the reading thread.
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
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    /**
     * What a text of other people's data holds.
     *
     * @param values the values in their order: one in a file, many in a sequence
     * @param notNumbers how many members or elements were NaN or infinite; they are null in the tree
     * @param repeatedKeys how many keys occurred again in their object; the first of them was kept
     */
    public record Values(List<JsonNode> values, int notNumbers, int repeatedKeys) {}

    private final Faults faults;
    private final String file;
    private final boolean strict;
    private int notNumbers;
    private int repeatedKeys;

    private JsonTree(Faults faults, String file, boolean strict) {
        this.faults = faults;
        this.file = file;
        this.strict = strict;
    }

    /**
     * Reads a file that holds one value and nothing but standard JSON in UTF-8.
     *
     * @param faults takes syntax errors, double keys, NaN and infinite numbers
     * @param file name for the faults
     * @return empty when the text is not JSON at all
     */
    public static Optional<JsonNode> parse(Faults faults, String file, byte[] text) {
        if (!TextForm.isUtf8(text)) {
            faults.add(file, "", "the text is not UTF-8, and clients read nothing else", "Save it again as UTF-8.");
            return Optional.empty();
        }
        JsonTree tree = new JsonTree(faults, file, true);
        List<JsonNode> values = tree.values(text);
        if (values.size() > 1) {
            faults.add(file, "", "text follows after the end of the JSON value", "Remove it.");
        }
        return tree.notNumbers > 0 ? Optional.empty() : values.stream().findFirst();
    }

    /**
     * Reads other people's data: any number of values one after the other; NaN and infinite numbers become null, of
     * repeated keys the first is kept.
     *
     * @param faults takes syntax errors
     * @param file name for the faults
     */
    public static Values parseAll(Faults faults, String file, byte[] text) {
        JsonTree tree = new JsonTree(faults, file, false);
        List<JsonNode> values = tree.values(text);
        return new Values(values, tree.notNumbers, tree.repeatedKeys);
    }

    private List<JsonNode> values(byte[] text) {
        List<JsonNode> values = new ArrayList<>();
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            while (parser.nextToken() != null && (values.size() < 2 || !strict)) {
                values.add(value(parser, ""));
            }
            if (values.isEmpty()) {
                faults.add(file, "", "the file is empty", "Write a JSON object into it.");
            }
        } catch (JacksonException e) {
            SyntaxError error = SyntaxError.of(e, text);
            faults.add(file, "", error.problem(), error.cure());
            values.clear();
        }
        return values;
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
            if (before == null) {
                node.set(key, value);
            } else if (strict) {
                faults.add(file, here, "the key \"" + key + "\" occurs twice in this object", "Keep one of them.");
            } else {
                repeatedKeys++;
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
        double value = parser.getDoubleValue();
        if (Double.isFinite(value)) {
            return NODES.numberNode(value);
        }
        if (!strict) {
            notNumbers++;
            return NODES.nullNode();
        }
        if (!Character.isDigit(parser.getString().charAt(parser.getString().length() - 1))) {
            notNumbers++;
            String place = "line " + parser.currentTokenLocation().getLineNr() + ", column "
                    + parser.currentTokenLocation().getColumnNr();
            faults.add(file, pointer, parser.getString() + " is not JSON (" + place + ")", "Write a number, or null.");
        } else {
            faults.add(file, pointer, "the number is too large", "Write a number below 1e308.");
        }
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
