package org.parvis.server.gateway.socket;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * Everything a WebSocket endpoint is made of, the same for all of its connections.
 *
 * @param rules what is accepted
 * @param origins which pages may connect
 * @param liveness how silence is judged
 * @param lastHandler makes the session's handler
 * @param metrics where refusals and protocol errors are counted
 */
public record WebSocketDoor(
        WebSocketRules rules, OriginRule origins, Liveness liveness, LastHandler lastHandler, MeterRegistry metrics) {
    void countRefusal(int status) {
        metrics.counter("parvis.websocket.refusals", "status", Integer.toString(status))
                .increment();
    }

    void countFault(int closeCode) {
        metrics.counter("parvis.websocket.faults", "code", Integer.toString(closeCode))
                .increment();
    }
}
