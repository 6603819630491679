package org.parvis.server.identity.staff;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What an audit record tells beyond who, what and why, as JSON. Stateless. */
public final class AuditDetail {
    private static final JsonMapper JSON = new JsonMapper();

    private AuditDetail() {}

    /**
     * One fact.
     *
     * @param name of the fact
     * @param value as a text
     * @return a JSON object
     */
    public static String of(String name, Object value) {
        ObjectNode json = JSON.createObjectNode();
        json.put(name, value.toString());
        return json.toString();
    }

    /**
     * Two facts.
     *
     * @param name of the first
     * @param value of the first
     * @param otherName of the second
     * @param otherValue of the second
     * @return a JSON object
     */
    public static String of(String name, Object value, String otherName, Object otherValue) {
        ObjectNode json = JSON.createObjectNode();
        json.put(name, value.toString());
        json.put(otherName, otherValue.toString());
        return json.toString();
    }
}
