package org.parvis.server.identity.people;

import java.util.ArrayList;
import java.util.List;
import org.parvis.server.identity.Look;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The parts of a profile that are stored as JSON. Stateless, any thread. */
final class ProfileJson {
    private static final JsonMapper JSON = new JsonMapper();

    private ProfileJson() {}

    static String of(Look look) {
        ObjectNode json = JSON.createObjectNode();
        json.put("body", look.body());
        json.put("outfit", look.outfit());
        json.put("color", look.color());
        json.put("skin", look.skin());
        json.put("hair", look.hair());
        return json.toString();
    }

    static Look look(String stored) {
        JsonNode json = JSON.readTree(stored);
        return new Look(
                json.path("body").asInt(0),
                json.path("outfit").asInt(0),
                json.path("color").asInt(0),
                json.path("skin").asInt(0),
                json.path("hair").asInt(0));
    }

    static String of(List<String> languages) {
        ArrayNode json = JSON.createArrayNode();
        languages.forEach(json::add);
        return json.toString();
    }

    static List<String> languages(String stored) {
        List<String> languages = new ArrayList<>();
        JSON.readTree(stored).forEach(tag -> languages.add(tag.asString("")));
        return languages;
    }
}
