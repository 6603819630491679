package org.parvis.server.store.file;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the write-ahead log of SQLite. It is emptied only when nobody reads what is behind its end, so a reader that is
 * stuck (a tool, a shell, a query without end) lets it grow without bound. Above {@value #LARGE_BYTES} bytes that is told
 * once; at {@value #MOST_BYTES} nothing is written any more until the log could be emptied, as if the disk were full.
 *
 * <p>The thread that writes; the metric is read by any.
 */
public final class LogBound {
    static final long LARGE_BYTES = 256L << 20;

    /** At which nothing more is written. */
    public static final long MOST_BYTES = 1L << 30;

    private static final Logger LOG = LoggerFactory.getLogger(LogBound.class);
    private static final long TRY_EVERY_NS = TimeUnit.SECONDS.toNanos(1);

    private final Path log;
    private final long mostBytes;
    private boolean isTold;
    private long triedNs = System.nanoTime() - TRY_EVERY_NS;

    /**
     * Watches the log of a file.
     *
     * @param file of the database
     * @param mostBytes at which nothing more is written
     * @param registry where its size is shown
     */
    public LogBound(SqliteFile file, long mostBytes, MeterRegistry registry) {
        log = WriteAheadLog.beside(file.path());
        this.mostBytes = mostBytes;
        Gauge.builder("parvis.store.log", log, LogBound::bytes)
                .baseUnit("bytes")
                .register(registry);
    }

    /**
     * Whether the log is at its bound; looks at the file.
     *
     * @return true when nothing may be written before it was emptied
     */
    public boolean isReached() {
        long bytes = bytes(log);
        if (bytes < LARGE_BYTES) {
            isTold = false;
        } else if (!isTold) {
            isTold = true;
            LOG.warn(
                    "The write-ahead log {} has {} MiB: somebody has been reading the database for long; at {} MiB"
                            + " nothing more is written",
                    log,
                    bytes >> 20,
                    mostBytes >> 20);
        }
        return bytes >= mostBytes;
    }

    /**
     * Whether it is time to try to empty the log once more.
     *
     * @return true once a second
     */
    public boolean mayEmpty() {
        boolean isTime = System.nanoTime() - triedNs >= TRY_EVERY_NS;
        triedNs = isTime ? System.nanoTime() : triedNs;
        return isTime;
    }

    private static long bytes(Path log) {
        try {
            return Files.size(log);
        } catch (IOException none) {
            return 0;
        }
    }
}
