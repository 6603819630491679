package org.parvis.server.instance.feature;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Work that goes on outside of the tick, such as in the database, and comes back to it. Tick thread only, except {@link
 * #execute}.
 */
public interface Later {
    /**
     * Starts something that takes long, and goes on with its result at a later tick. Room for the result is set aside
     * first, so it is never lost; when there is none, nothing is started and the call is answered BUSY.
     *
     * <p>{@code then} runs only while the visitor of the call is here. A failure answers the call by itself: UNAVAILABLE
     * when nothing was done, UNCERTAIN when nobody knows, INTERNAL for a fault. What has no result after {@value
     * #PATIENCE_MS} ms is answered UNCERTAIN; its result is left unheard.
     *
     * @param call to be answered by {@code then}
     * @param work starts it; called at once
     * @param then goes on with the result on the tick thread
     * @return false when nothing was started
     */
    <T> boolean whenDone(ActionCall call, Supplier<? extends CompletionStage<T>> work, Consumer<? super T> then);

    /**
     * The same for work on behalf of nobody who is here.
     *
     * @param work starts it
     * @param then goes on with the result
     * @param failed goes on with the failure, a {@link java.util.concurrent.TimeoutException} after {@value
     *     #PATIENCE_MS} ms
     * @return false when there was no room and nothing was started
     */
    <T> boolean whenDone(
            Supplier<? extends CompletionStage<T>> work, Consumer<? super T> then, Consumer<Throwable> failed);

    /** Does something at a later tick. Any thread. False when too much waits. */
    boolean execute(Runnable task);

    /** How long a result is waited for, milliseconds. */
    long PATIENCE_MS = 30_000;

    /** Works under way at a time for which room is set aside. */
    int MAX_UNDER_WAY = 1_024;
}
