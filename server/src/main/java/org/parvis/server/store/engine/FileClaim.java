package org.parvis.server.store.engine;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Says that one server owns a database file: a lock on a file beside it, which the operating system lets go when the
 * process ends, however it ends.
 */
final class FileClaim implements AutoCloseable {
    private static final long POLL_MS = 50;

    private final Closeable lock;

    private FileClaim(Closeable lock) {
        this.lock = lock;
    }

    /** Whether this process is the owner. */
    boolean isHeld() {
        return lock instanceof FileChannel;
    }

    /** Claims nothing, for tools that work beside a server. */
    static FileClaim none() {
        return new FileClaim(() -> {});
    }

    /** Waits up to {@code patienceMs} for whoever owns the database now to leave. */
    static Optional<FileClaim> take(Path database, long patienceMs) throws IOException {
        Path lockFile = database.resolveSibling(database.getFileName() + ".lock");
        FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMs);
        while (!isLocked(channel)) {
            if (System.nanoTime() > endNs) {
                channel.close();
                return Optional.empty();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MS));
        }
        return Optional.of(new FileClaim(channel));
    }

    /** The lock lives as long as its channel. */
    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException byThisProcess) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
