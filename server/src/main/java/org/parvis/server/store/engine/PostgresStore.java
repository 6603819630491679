package org.parvis.server.store.engine;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.parvis.server.store.Store;
import org.parvis.server.store.StoreException.Kind;
import org.parvis.server.store.Work;

/**
 * The store on PostgreSQL: serializable transactions for what writes, snapshots for what reads. Half of the connections
 * serve each, so that slow reading never stops the writing.
 *
 * <p>Any thread. The schema is up to date already.
 */
final class PostgresStore implements Store {
    private final StoreThreads threads = new StoreThreads();
    private final Optional<PostgresOwner> owner;
    private final HikariDataSource writePool;
    private final HikariDataSource readPool;
    private final Lane writes;
    private final Lane reads;

    /**
     * Starts the threads.
     *
     * @param owner says whether this process owns the database, closed when this is; empty for a tool beside a server
     */
    PostgresStore(StoreConfig config, Optional<PostgresOwner> owner, MeterRegistry registry) {
        this.owner = owner;
        int readers = Math.max(1, config.connections() / 2);
        int writers = Math.max(1, config.connections() - readers);
        StoreMetrics metrics = new StoreMetrics(registry);
        writePool = PostgresPool.open(config, writers, true);
        readPool = PostgresPool.open(config, readers, false);
        writes = new Lane(Kind.UNCERTAIN, config.patienceMs(), threads.watch(), metrics);
        reads = new Lane(Kind.UNAVAILABLE, config.patienceMs(), threads.watch(), metrics);
        for (int writer = 1; writer <= writers; writer++) {
            threads.start(
                    "store-writer-" + writer,
                    writes,
                    new PostgresWorker(writePool, owner, true, config.clock(), writes, metrics));
        }
        for (int reader = 1; reader <= readers; reader++) {
            threads.start(
                    "store-reader-" + reader,
                    reads,
                    new PostgresWorker(readPool, owner, false, config.clock(), reads, metrics));
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
        writePool.close();
        readPool.close();
        owner.ifPresent(PostgresOwner::close);
    }
}
