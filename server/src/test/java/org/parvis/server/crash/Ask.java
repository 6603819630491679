package org.parvis.server.crash;

import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request for a change, the same however often it is sent.
 *
 * @param method of HTTP
 * @param path of the API
 * @param key of idempotency
 * @param body not to be changed
 */
record Ask(String method, String path, String key, ObjectNode body) {
    static Ask post(String path, ObjectNode body) {
        return new Ask("POST", path, UUID.randomUUID().toString(), body);
    }

    static Ask patch(String path, ObjectNode body) {
        return new Ask("PATCH", path, UUID.randomUUID().toString(), body);
    }
}
