package org.parvis.server.gateway.socket;

/**
 * What a WebSocket endpoint accepts.
 *
 * @param path where it is
 * @param subprotocol the only one spoken; empty when none is asked for
 * @param textAllowed whether text messages pass, or close with 1003
 * @param maxMessageBytes bytes of one message, fragments joined
 * @param fragments messages in pieces
 */
public record WebSocketRules(
        String path, String subprotocol, boolean textAllowed, int maxMessageBytes, Fragments fragments) {
    /** The players' door: binary only, 8 KiB. */
    public static final WebSocketRules PLAYERS =
            new WebSocketRules("/v1/join", "parvis.v1", false, 8192, Fragments.FEW);

    /**
     * How messages may come in pieces; beyond, the connection is closed with 1008.
     *
     * @param inFiveSeconds pieces within five seconds
     * @param mayBeEmpty whether pieces that are not the last may hold nothing
     * @param lastWithinMs from the first piece of a message to its last
     */
    public record Fragments(int inFiveSeconds, boolean mayBeEmpty, long lastWithinMs) {
        /** As many as control frames, each with something in it, ten seconds for a message. */
        public static final Fragments FEW = new Fragments(250, false, 10_000);

        /** Whatever RFC 6455 lets through. */
        public static final Fragments ANY = new Fragments(Integer.MAX_VALUE, true, Integer.MAX_VALUE);
    }
}
