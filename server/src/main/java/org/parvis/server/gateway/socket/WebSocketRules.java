package org.parvis.server.gateway.socket;

/**
 * What a WebSocket endpoint accepts.
 *
 * @param path where it is
 * @param subprotocol the only one spoken; empty when none is asked for
 * @param textAllowed whether text messages pass, or close with 1003
 * @param maxMessageBytes bytes of one message, fragments joined
 */
public record WebSocketRules(String path, String subprotocol, boolean textAllowed, int maxMessageBytes) {
    /** The players' door: binary only, 8 KiB. */
    public static final WebSocketRules PLAYERS = new WebSocketRules("/v1/join", "parvis.v1", false, 8192);
}
