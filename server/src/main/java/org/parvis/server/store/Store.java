package org.parvis.server.store;

import java.util.concurrent.CompletableFuture;

/**
 * Runs work in transactions of the database. Any thread may ask, never waits, and hears the outcome on a thread of the
 * store: an instance brings it to its tick with {@code Seam.execute}, an endpoint returns the future.
 *
 * <p>A write that completes normally is durable: it survives a crash at any later instant. A future that fails with a
 * {@link StoreException} of kind {@link StoreException.Kind#UNCERTAIN} may or may not have been done; repeat it with the
 * same idempotency key.
 */
public interface Store extends AutoCloseable {
    /**
     * Runs work that may change something, all or nothing.
     *
     * @param work what to do; may be run again
     * @param <T> its outcome
     * @return completed after the commit; fails with a {@link StoreException} or with what the work threw
     */
    <T> CompletableFuture<T> write(Work<T> work);

    /**
     * Runs work that only reads, on a consistent view of what was committed.
     *
     * @param work what to read
     * @param <T> its outcome
     * @return fails with a {@link StoreException} or with what the work threw
     */
    <T> CompletableFuture<T> read(Work<T> work);

    /** Finishes what was accepted, then closes the database. Blocks up to a few seconds. */
    @Override
    void close();
}
