package org.parvis.loadtest.scenario;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the fields of one object of a scenario file and notes every fault with its place, so that a person
 * mends the file in one go.
 */
final class FieldReader {
    private final JsonNode node;
    private final String path;
    private final List<String> faults;
    private final Set<String> known = new LinkedHashSet<>();

    FieldReader(JsonNode node, String path, List<String> faults) {
        this.node = node;
        this.path = path;
        this.faults = faults;
        if (!node.isObject()) {
            fault("", "must be a group of named values");
        }
    }

    String text(String field, String otherwise) {
        JsonNode value = value(field);
        if (value == null) {
            return otherwise;
        }
        if (!value.isString() && !value.isNumber()) {
            fault(field, "must be a text");
            return otherwise;
        }
        return value.asString();
    }

    double number(String field, double otherwise, double min, double max) {
        JsonNode value = value(field);
        if (value == null) {
            return otherwise;
        }
        // YAML knows numbers that are none, and such that no double holds.
        double number = value.isNumber() ? value.asDouble(Double.NaN) : Double.NaN;
        if (!(number >= min && number <= max)) {
            fault(field, "must be a number from " + plain(min) + " to " + plain(max));
            return otherwise;
        }
        return number;
    }

    @Nullable
    Double optional(String field, double min, double max) {
        return value(field) == null ? null : number(field, min, min, max);
    }

    int integer(String field, int otherwise, int min, int max) {
        JsonNode value = value(field);
        if (value != null && !value.isIntegralNumber()) {
            fault(field, "must be a whole number from " + min + " to " + max);
            return otherwise;
        }
        return (int) number(field, otherwise, min, max);
    }

    long durationMs(String field, long otherwise) {
        JsonNode value = value(field);
        if (value == null) {
            return otherwise;
        }
        return Durations.parseMs(value.asString("")).orElseGet(() -> {
            fault(field, "must be a duration such as 500ms, 30s or 2m");
            return otherwise;
        });
    }

    boolean truth(String field, boolean otherwise) {
        JsonNode value = value(field);
        if (value == null) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            fault(field, "must be true or false");
        }
        return value.asBoolean(otherwise);
    }

    <E extends Enum<E>> E choice(String field, E otherwise) {
        JsonNode value = value(field);
        if (value == null) {
            return otherwise;
        }
        List<String> words = new ArrayList<>();
        for (E candidate : otherwise.getDeclaringClass().getEnumConstants()) {
            String word = candidate.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
            words.add(word);
            if (word.equals(value.asString(""))) {
                return candidate;
            }
        }
        fault(field, "must be one of " + String.join(", ", words));
        return otherwise;
    }

    List<FieldReader> list(String field) {
        JsonNode value = value(field);
        List<FieldReader> items = new ArrayList<>();
        if (value == null || !value.isArray() || value.isEmpty()) {
            fault(field, "must be a list with at least one entry");
            return items;
        }
        for (JsonNode item : value) {
            items.add(new FieldReader(item, path + field + "[" + items.size() + "].", faults));
        }
        return items;
    }

    FieldReader object(String field) {
        JsonNode value = value(field);
        return new FieldReader(
                value == null ? tools.jackson.databind.node.JsonNodeFactory.instance.objectNode() : value,
                path + field + ".",
                faults);
    }

    /** Notes fields that nothing asked for: a misspelt one must not be ignored silently. */
    void refuseOthers() {
        for (String name : node.propertyNames()) {
            if (!known.contains(name)) {
                fault(name, "is not known here; known are " + String.join(", ", known));
            }
        }
    }

    void fault(String field, String problem) {
        String place = path + field;
        faults.add((place.isEmpty() ? "the file" : place) + " " + problem);
    }

    private @Nullable JsonNode value(String field) {
        known.add(field);
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? null : value;
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
