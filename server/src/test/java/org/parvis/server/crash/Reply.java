package org.parvis.server.crash;

import tools.jackson.databind.JsonNode;

/** An answer that came whole. */
record Reply(int status, JsonNode body) {
    boolean isGood() {
        return status >= 200 && status < 300;
    }

    /** The server could not do it now, and says that trying again is right. */
    boolean saysAgain() {
        return status == 503 || status == 429 || status == 409;
    }
}
