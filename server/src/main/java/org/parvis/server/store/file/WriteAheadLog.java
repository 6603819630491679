package org.parvis.server.store.file;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads the write-ahead log of SQLite without SQLite, which drops in silence whatever stands behind the first frame that
 * does not fit. By the <a href="https://www.sqlite.org/fileformat2.html#the_write_ahead_log">file format</a>: a header
 * with two salts, then frames, each with the salts and a checksum over all before it. A frame with the current salts
 * behind one that does not fit was written in this round of the log and can no longer be read; frames with other salts
 * are left over from earlier rounds and mean nothing. Stateless, any thread; only while nobody writes.
 */
public final class WriteAheadLog {
    private static final int HEADER_BYTES = 32;
    private static final int FRAME_HEADER_BYTES = 24;
    private static final int MAGIC = 0x377f0682;
    private static final int CHECKSUMMED_HEADER = 24;
    private static final int CHECKSUMMED_FRAME_HEADER = 8;
    private static final int SMALLEST_PAGE = 512;
    private static final int LARGEST_PAGE = 65_536;
    private static final int BUFFER = 1 << 20;

    /**
     * What a log holds.
     *
     * @param isHeaderWhole false when nothing of it can be read; true for an absent or empty log
     * @param readable frames that SQLite will read
     * @param lost frames of this round of the log behind them, that it will not
     * @param lostCommits how many of those end a transaction
     */
    public record Survey(boolean isHeaderWhole, long readable, long lost, long lostCommits) {
        private static final Survey NOTHING = new Survey(true, 0, 0, 0);

        /**
         * Whether something was lost that had been acknowledged. A single transaction may be one whose bytes were on
         * their way to the disk when the power went, and nobody was told of it; before another is begun, the one
         * before is on the disk.
         *
         * @return true when at least two transactions cannot be read
         */
        public boolean isDamaged() {
            return lostCommits > 1;
        }
    }

    private WriteAheadLog() {}

    /**
     * Where the log of a database is.
     *
     * @param database its file
     * @return beside it
     */
    public static Path beside(Path database) {
        return database.resolveSibling(database.getFileName() + "-wal");
    }

    /**
     * Looks through a log.
     *
     * @param log its file; may be absent
     * @return what it holds
     * @throws IOException if the file cannot be read
     */
    public static Survey survey(Path log) throws IOException {
        if (!Files.exists(log) || Files.size(log) == 0) {
            return Survey.NOTHING;
        }
        try (InputStream file = Files.newInputStream(log);
                DataInputStream in = new DataInputStream(new BufferedInputStream(file, BUFFER))) {
            byte[] header = new byte[HEADER_BYTES];
            in.readFully(header);
            Checksum sum = new Checksum(header);
            sum.add(header, CHECKSUMMED_HEADER);
            ByteBuffer fields = ByteBuffer.wrap(header);
            int pageSize = fields.getInt(8);
            boolean whole = (fields.getInt(0) & ~1) == MAGIC
                    && sum.fits(fields, CHECKSUMMED_HEADER)
                    && pageSize >= SMALLEST_PAGE
                    && pageSize <= LARGEST_PAGE;
            return whole ? frames(in, sum, fields.getLong(16), pageSize) : new Survey(false, 0, 0, 0);
        } catch (EOFException shorterThanAHeader) {
            return new Survey(false, 0, 0, 0);
        }
    }

    private static Survey frames(DataInputStream in, Checksum sum, long salts, int pageSize) throws IOException {
        byte[] head = new byte[FRAME_HEADER_BYTES];
        byte[] page = new byte[pageSize];
        long readable = 0;
        long lost = 0;
        long lostCommits = 0;
        boolean broken = false;
        while (in.readNBytes(head, 0, head.length) == head.length && in.readNBytes(page, 0, pageSize) == pageSize) {
            ByteBuffer fields = ByteBuffer.wrap(head);
            boolean current = fields.getLong(8) == salts;
            if (!broken) {
                sum.add(head, CHECKSUMMED_FRAME_HEADER);
                sum.add(page, pageSize);
                broken = !current || !sum.fits(fields, 16);
                readable += broken ? 0 : 1;
            }
            if (broken && current) {
                lost++;
                lostCommits += fields.getInt(4) != 0 ? 1 : 0;
            }
        }
        return new Survey(true, readable, lost, lostCommits);
    }

    /** The running checksum, in the byte order that the log's magic number tells. */
    private static final class Checksum {
        private final ByteOrder order;
        private int first;
        private int second;

        Checksum(byte[] header) {
            order = (header[3] & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        }

        void add(byte[] bytes, int length) {
            ByteBuffer words = ByteBuffer.wrap(bytes).order(order);
            for (int at = 0; at < length; at += 2 * Integer.BYTES) {
                first += words.getInt(at) + second;
                second += words.getInt(at + Integer.BYTES) + first;
            }
        }

        boolean fits(ByteBuffer fields, int at) {
            return fields.getInt(at) == first && fields.getInt(at + Integer.BYTES) == second;
        }
    }
}
