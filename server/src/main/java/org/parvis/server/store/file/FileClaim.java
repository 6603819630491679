package org.parvis.server.store.file;

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
public final class FileClaim implements AutoCloseable {
    private static final long POLL_MS = 50;

    private final Closeable lock;

    private FileClaim(Closeable lock) {
        this.lock = lock;
    }

    /**
     * Whether this process is the owner.
     *
     * @return false for a tool beside a server
     */
    public boolean isHeld() {
        return lock instanceof FileChannel;
    }

    /**
     * Claims nothing, for tools that work beside a server.
     *
     * @return not held
     */
    public static FileClaim none() {
        return new FileClaim(() -> {});
    }

    /**
     * Waits a while for whoever owns the database now to leave.
     *
     * @param database its file; need not exist
     * @param patienceMs how long to wait, milliseconds
     * @return empty when somebody else still owns it
     * @throws IOException if nothing can be written beside the file
     */
    public static Optional<FileClaim> take(Path database, long patienceMs) throws IOException {
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
