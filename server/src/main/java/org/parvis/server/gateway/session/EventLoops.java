package org.parvis.server.gateway.session;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Brings answers of other threads to the event loop that asked. Stateless. */
final class EventLoops {
    private EventLoops() {}

    /**
     * The same answer, given on an event loop.
     *
     * @param loop that of the connection it is about
     * @param answer completed on any thread
     * @return complete at once where it can be, on the loop otherwise
     */
    static <T> CompletableFuture<T> on(EventExecutor loop, CompletableFuture<T> answer) {
        return answer.isDone() && loop.inEventLoop()
                ? answer
                : answer.handleAsync(
                                (value, failure) -> failure == null
                                        ? CompletableFuture.completedFuture(value)
                                        : CompletableFuture.<T>failedFuture(failure),
                                loop)
                        .thenCompose(Function.identity());
    }
}
