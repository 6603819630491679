package org.parvis.server.store.engine;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.parvis.server.store.Store;
import org.parvis.server.store.StoreException.Kind;
import org.parvis.server.store.Work;
import org.parvis.server.store.engine.SqliteWriter.Shared;
import org.parvis.server.store.file.CommitCount;
import org.parvis.server.store.file.CommitMark;
import org.parvis.server.store.file.FileClaim;
import org.parvis.server.store.file.LogBound;
import org.parvis.server.store.file.SqliteFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store on an embedded database: one writer with group commits, {@value #READERS} readers beside it.
 *
 * <p>Any thread. The file's schema is up to date already.
 */
final class SqliteStore implements Store {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteStore.class);
    private static final int READERS = 2;

    private final StoreThreads threads = new StoreThreads();
    private final Lane writes;
    private final Lane reads;
    private final SqliteFile file;
    private final FileClaim claim;
    private final Optional<CommitMark> mark;

    /**
     * Starts the threads.
     *
     * @param claim on the file, released when this is closed
     * @param mark of the file, closed when this is; empty beside a server that keeps it
     */
    SqliteStore(
            StoreConfig config, SqliteFile file, FileClaim claim, Optional<CommitMark> mark, MeterRegistry registry) {
        this.file = file;
        this.claim = claim;
        this.mark = mark;
        StoreMetrics metrics = new StoreMetrics(registry);
        writes = new Lane(Kind.UNCERTAIN, config.patienceMs(), threads.watch(), metrics);
        reads = new Lane(Kind.UNAVAILABLE, config.patienceMs(), threads.watch(), metrics);
        threads.start(
                "store-writer",
                writes,
                new SqliteWriter(
                        config,
                        file,
                        mark,
                        writes,
                        new Shared(threads.replies(), metrics, new LogBound(file, LogBound.MOST_BYTES, registry))));
        for (int reader = 1; reader <= READERS; reader++) {
            threads.start("store-reader-" + reader, reads, new SqliteReader(file, config.clock(), reads, metrics));
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
        if (claim.isHeld()) {
            endUse();
        }
        mark.ifPresent(CommitMark::close);
        Stores.release(claim);
    }

    /** When the last connection closes, SQLite brings the whole log into the file. */
    private void endUse() {
        try (Connection connection = file.openWriter()) {
            CommitCount.end(connection);
        } catch (SQLException away) {
            LOG.debug("The database stays noted as in use", away);
        }
    }
}
