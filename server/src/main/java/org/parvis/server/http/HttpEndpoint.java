package org.parvis.server.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Answers the requests of one route.
 *
 * <p>Called on an event loop that also serves players: an endpoint that may take longer than a millisecond returns a
 * stage and works elsewhere, see {@link #on}. A failed stage becomes a 500 and a line in the log.
 */
@FunctionalInterface
public interface HttpEndpoint {
    /**
     * Answers.
     *
     * @param call the request
     * @return the reply, now or later, from any thread
     */
    CompletionStage<HttpReply> answer(HttpCall call);

    /**
     * An endpoint that answers at once.
     *
     * @param work cheap and never blocking
     * @return the endpoint
     */
    static HttpEndpoint now(Function<HttpCall, HttpReply> work) {
        return call -> CompletableFuture.completedFuture(work.apply(call));
    }

    /**
     * An endpoint that answers from another thread.
     *
     * @param workers where; when it is full and rejects, the peer gets a 503
     * @param work may block
     * @return the endpoint
     */
    static HttpEndpoint on(Executor workers, Function<HttpCall, HttpReply> work) {
        return call -> CompletableFuture.supplyAsync(() -> work.apply(call), workers);
    }
}
