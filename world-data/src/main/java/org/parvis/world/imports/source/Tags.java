package org.parvis.world.imports.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The properties of a feature, with those that some exports pack one level deeper brought up. */
public final class Tags {
    private static final Pattern PACKED =
            Pattern.compile("\"((?:[^\"\\\\]|\\\\.){1,200}+)\"=>\"((?:[^\"\\\\]|\\\\.){0,500}+)\"");

    private Tags() {}

    /**
     * All properties as one object: those of a member {@code tags} (an object) or {@code other_tags} (a text such as
     * {@code "height"=>"12","name"=>"Hall"}) too, unless there is one of the same name above.
     */
    public static JsonNode of(JsonNode properties) {
        if (!properties.isObject()) {
            return JsonNodeFactory.instance.objectNode();
        }
        JsonNode nested = properties.path("tags");
        JsonNode packed = properties.path("other_tags");
        if (!nested.isObject() && !packed.isString()) {
            return properties;
        }
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        properties.properties().forEach(entry -> all.set(entry.getKey(), entry.getValue()));
        nested.properties().forEach(entry -> putIfAbsent(all, entry.getKey(), entry.getValue()));
        Matcher matcher = PACKED.matcher(packed.asString(""));
        while (matcher.find()) {
            String value = matcher.group(2).replace("\\\"", "\"").replace("\\\\", "\\");
            putIfAbsent(all, matcher.group(1), JsonNodeFactory.instance.stringNode(value));
        }
        return all;
    }

    private static void putIfAbsent(ObjectNode all, String key, JsonNode value) {
        if (all.path(key).isMissingNode() || all.path(key).isNull()) {
            all.set(key, value);
        }
    }
}
