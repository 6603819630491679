package org.parvis.server.store.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small file outside of the database that knows which database it is and how many commits had been acknowledged. A
 * database that is found with fewer has lost some, whatever took them: a damaged log, an emptied file, an older copy.
 *
 * <p>The number is written right after each commit and before anybody is told of it, so it is exact however the process
 * ends. It is brought to the disk once a second by a thread of its own, {@code store-mark}: after a power cut it may be
 * a second old, never ahead.
 *
 * <p>{@link #reached} is called by one thread of the store, {@link #close} by whoever closes it.
 */
public final class CommitMark implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommitMark.class);
    private static final byte[] MAGIC = "parvis-1".getBytes(StandardCharsets.US_ASCII);
    private static final int NUMBER_AT = MAGIC.length;
    private static final int ID_AT = NUMBER_AT + Long.BYTES;
    private static final int ID_BYTES = 48;
    private static final int SIZE = ID_AT + ID_BYTES;
    private static final long SYNC_EVERY_MS = 1_000;

    private final Path path;
    private final FileChannel channel;
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
    private final ScheduledExecutorService thread;
    private volatile boolean unsynced;
    private boolean failing;

    /**
     * What a mark tells.
     *
     * @param databaseId which database; a copy has the same
     * @param commits how many commits were acknowledged in it, at least
     */
    public record Content(String databaseId, long commits) {}

    private CommitMark(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "store-mark");
            made.setDaemon(true);
            return made;
        });
        thread.scheduleWithFixedDelay(this::sync, SYNC_EVERY_MS, SYNC_EVERY_MS, TimeUnit.MILLISECONDS);
    }

    /**
     * Where the mark of an embedded database is.
     *
     * @param database its file
     * @return beside it
     */
    public static Path beside(Path database) {
        return database.resolveSibling(database.getFileName() + ".mark");
    }

    /**
     * Reads a mark.
     *
     * @param path of the file
     * @return empty when there is none
     * @throws IOException if it cannot be read, or is no mark
     */
    public static Optional<Content> read(Path path) throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        byte[] bytes = Files.readAllBytes(path);
        if (bytes.length != SIZE || !ByteBuffer.wrap(bytes, 0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
            throw new IOException(path + " is damaged; remove it if you know the database to be whole");
        }
        String id = new String(bytes, ID_AT, ID_BYTES, StandardCharsets.US_ASCII).strip();
        return Optional.of(new Content(id, ByteBuffer.wrap(bytes).getLong(NUMBER_AT)));
    }

    /**
     * Replaces a mark in one step, or makes the first one; on the disk when this returns.
     *
     * @param path of the file
     * @param content what it tells from now on
     * @throws IOException if it cannot be written; the one before stays
     */
    public static void write(Path path, Content content) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE).put(MAGIC).putLong(content.commits());
        byte[] id = content.databaseId().getBytes(StandardCharsets.US_ASCII);
        bytes.put(id);
        while (bytes.hasRemaining()) {
            bytes.put((byte) ' ');
        }
        Path next = path.resolveSibling(path.getFileName() + ".next");
        Files.deleteIfExists(next);
        PrivateFile.create(next);
        try (FileChannel out = FileChannel.open(next, StandardOpenOption.WRITE)) {
            out.write(bytes.flip());
            out.force(true);
        }
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Writes a mark and keeps it open for what is committed from now on.
     *
     * @param path of the file
     * @param content how far the database has come
     * @return an open mark
     * @throws IOException if it cannot be written
     */
    public static CommitMark open(Path path, Content content) throws IOException {
        write(path, content);
        return new CommitMark(path, FileChannel.open(path, StandardOpenOption.WRITE));
    }

    /**
     * Notes that a commit is durable. A mark that cannot be written does not stop the database: it is told once in the
     * log, and from then on a loss up to this one would still be noticed.
     *
     * @param commits how many there are now
     */
    public void reached(long commits) {
        try {
            channel.write(number.clear().putLong(commits).flip(), NUMBER_AT);
            unsynced = true;
            failing = false;
        } catch (IOException stuck) {
            if (!failing) {
                LOG.error("{} cannot be written, later losses would go unnoticed: {}", path, stuck.toString());
            }
            failing = true;
        }
    }

    private void sync() {
        if (unsynced) {
            unsynced = false;
            try {
                channel.force(false);
            } catch (IOException stuck) {
                LOG.debug("Cannot sync {}", path, stuck);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        sync();
        try {
            channel.close();
        } catch (IOException harmless) {
            LOG.debug("Cannot close {}", path, harmless);
        }
    }
}
