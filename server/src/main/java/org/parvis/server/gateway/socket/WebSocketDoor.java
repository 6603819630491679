package org.parvis.server.gateway.socket;

/**
 * Everything a WebSocket endpoint is made of, the same for all of its connections.
 *
 * @param rules what is accepted
 * @param origins which pages may connect
 * @param liveness how silence is judged
 * @param lastHandler makes the session's handler
 * @param census who is connected, and how many were turned away
 * @param refusals tells the operator why
 * @param pauses for how long its event loops were held up
 */
public record WebSocketDoor(
        WebSocketRules rules,
        OriginRule origins,
        Liveness liveness,
        LastHandler lastHandler,
        WebSocketCensus census,
        RefusalLog refusals,
        LoopPauses pauses) {
    /** An endpoint whose event loops have not been held up yet. */
    public WebSocketDoor(
            WebSocketRules rules,
            OriginRule origins,
            Liveness liveness,
            LastHandler lastHandler,
            WebSocketCensus census,
            RefusalLog refusals) {
        this(rules, origins, liveness, lastHandler, census, refusals, new LoopPauses());
    }
}
