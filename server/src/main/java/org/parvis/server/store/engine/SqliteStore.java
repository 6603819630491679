package org.parvis.server.store.engine;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletableFuture;
import org.parvis.server.store.Store;
import org.parvis.server.store.StoreException.Kind;
import org.parvis.server.store.Work;

/**
 * The store on an embedded database: one writer with group commits, {@value #READERS} readers beside it.
 *
 * <p>Any thread. The file's schema is up to date already.
 */
final class SqliteStore implements Store {
    private static final int READERS = 2;

    private final StoreThreads threads = new StoreThreads();
    private final Lane writes;
    private final Lane reads;
    private final FileClaim claim;

    /**
     * Starts the threads.
     *
     * @param claim on the file, released when this is closed
     */
    SqliteStore(StoreConfig config, SqliteFile file, FileClaim claim, MeterRegistry registry) {
        this.claim = claim;
        StoreMetrics metrics = new StoreMetrics(registry);
        writes = new Lane(Kind.UNCERTAIN, config.patienceMs(), threads.watch(), metrics);
        reads = new Lane(Kind.UNAVAILABLE, config.patienceMs(), threads.watch(), metrics);
        threads.start(
                "store-writer", writes, new SqliteWriter(file, config.clock(), writes, threads.replies(), metrics));
        for (int reader = 1; reader <= READERS; reader++) {
            threads.start("store-reader-" + reader, reads, new SqliteReader(file, config.clock(), reads));
        }
    }

    @Override
    public <T> CompletableFuture<T> write(Work<T> work) {
        return writes.accept(work);
    }

    @Override
    public <T> CompletableFuture<T> read(Work<T> work) {
        return reads.accept(work);
    }

    @Override
    public void close() {
        threads.close();
        Stores.release(claim);
    }
}
