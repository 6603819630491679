package org.parvis.server.gateway;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.concurrent.Executor;
import org.parvis.server.http.HttpEndpoint;
import org.parvis.server.http.HttpReply;
import org.parvis.server.http.Router;

/** The addresses for operators: health, which balancers ask for as well, and metrics. */
public final class OperationsRoutes {
    private OperationsRoutes() {}

    /**
     * Adds {@code /health/live} and {@code /health/ready}.
     *
     * @param router where
     * @param facts whether newcomers are welcome
     * @return the router
     */
    public static Router addHealth(Router router, ServerFacts facts) {
        return router.get("/health/live", HttpEndpoint.now(call -> plain(HttpResponseStatus.OK, "live")))
                .get("/health/ready", HttpEndpoint.now(call -> readiness(facts)));
    }

    /**
     * Adds {@code /metrics}, as Prometheus reads it.
     *
     * @param router where
     * @param facts has them
     * @param workers gathers them, which takes some milliseconds
     * @return the router
     */
    public static Router addMetrics(Router router, ServerFacts facts, Executor workers) {
        return router.get("/metrics", HttpEndpoint.on(workers, call -> metrics(facts)));
    }

    private static HttpReply readiness(ServerFacts facts) {
        return facts.notReady()
                .get()
                .map(reason -> plain(HttpResponseStatus.SERVICE_UNAVAILABLE, reason))
                .orElseGet(() -> plain(HttpResponseStatus.OK, "ready"));
    }

    private static HttpReply metrics(ServerFacts facts) {
        return HttpReply.text(
                HttpResponseStatus.OK,
                "text/plain; version=0.0.4; charset=utf-8",
                facts.metrics().get());
    }

    private static HttpReply plain(HttpResponseStatus status, String text) {
        return HttpReply.text(status, "text/plain; charset=utf-8", text + "\n");
    }
}
