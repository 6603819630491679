package org.parvis.server.store.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.parvis.server.store.StoreException;
import org.parvis.server.store.StoreException.Kind;

/** What went wrong in the store. */
final class Failing {
    private Failing() {}

    /** Waits for a failure and returns what the asker is told. */
    static Throwable cause(CompletableFuture<?> future) {
        Throwable problem = catchThrowable(future::join);
        assertThat(problem).as("a failure").isNotNull();
        return Objects.requireNonNull(problem.getCause());
    }

    /** Waits for one of the store's own failures. */
    static Kind kind(CompletableFuture<?> future) {
        Throwable cause = cause(future);
        assertThat(cause).isInstanceOf(StoreException.class);
        return ((StoreException) cause).kind();
    }

    /** Whether it was refused because too much waits. */
    static boolean isBusy(CompletableFuture<?> future) {
        Throwable problem = catchThrowable(future::join);
        return problem != null && problem.getCause() instanceof StoreException ours && ours.kind() == Kind.BUSY;
    }
}
