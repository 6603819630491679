package org.parvis.protocol.move;

import java.nio.ByteBuffer;
import org.parvis.protocol.WireException.Fault;
import org.parvis.protocol.bytes.ByteCursor;
import org.parvis.protocol.quantise.Quantise;

/**
 * Reads a client message when it is a move; allocates nothing, one thread at a time.
 *
 * <p>It answers as the generated parser would (the last kind set counts, a repeated move is merged, unknown fields
 * are skipped), and is stricter in two ways: numbers that do not fit their field and groups are refused, and so are
 * values that the schema puts out of range. The accessors tell of the last move read.
 */
public final class MoveReader {

    private static final int LAST_KIND = 6;

    private static final int GAIT_IDLE = 1;
    private static final int GAIT_RUN = 3;
    private static final int GAIT_SIT = 4;

    private final int maxBytes;
    private final ByteCursor message = new ByteCursor();
    private final ByteCursor fields = new ByteCursor();
    private final byte[] copy;
    private int sequence;
    private int floor;
    private int xCm;
    private int zCm;
    private int yaw;
    private int gait;
    private int clientTimeMs;

    /**
     * Makes a reader.
     *
     * @param maxBytes largest message accepted, bytes; a larger one is refused before anything is decoded
     */
    public MoveReader(int maxBytes) {
        this.maxBytes = maxBytes;
        this.copy = new byte[maxBytes];
    }

    /**
     * Reads a message from a buffer, whose position and limit stay as they are.
     *
     * @param buffer a ClientMessage from position to limit
     * @return as {@link #read(byte[], int, int)}
     */
    public boolean read(ByteBuffer buffer) {
        int length = buffer.remaining();
        if (buffer.hasArray()) {
            return read(buffer.array(), buffer.arrayOffset() + buffer.position(), length);
        }
        if (length > maxBytes) {
            throw Fault.TOO_BIG.exception();
        }
        buffer.get(buffer.position(), copy, 0, length);
        return read(copy, 0, length);
    }

    /**
     * Reads a message.
     *
     * @param source array with the bytes of a ClientMessage
     * @param offset its first byte
     * @param length its bytes
     * @return true when it is a move, which the accessors then tell; false when it is of another kind or none, to be
     *     read by the generated parser (the content of other kinds has not been looked at)
     * @throws org.parvis.protocol.WireException when the bytes are malformed or a value of the move is out of range
     */
    public boolean read(byte[] source, int offset, int length) {
        if (length > maxBytes) {
            throw Fault.TOO_BIG.exception();
        }
        message.wrap(source, offset, length);
        boolean move = false;
        while (message.hasMore()) {
            int tag = message.readTag();
            if (tag == MoveTags.MOVE) {
                if (!move) {
                    clear();
                }
                move = true;
                int moveLength = message.readLength();
                fields.wrap(message, message.position(), moveLength);
                readFields();
                message.skip(moveLength);
            } else {
                message.skipValue(tag);
                move &= !isKind(tag);
            }
        }
        if (move) {
            checkRanges();
        }
        return move;
    }

    private static boolean isKind(int tag) {
        return (tag & 7) == 2 && tag >>> 3 <= LAST_KIND;
    }

    private void clear() {
        sequence = 0;
        floor = 0;
        xCm = 0;
        zCm = 0;
        yaw = 0;
        gait = 0;
        clientTimeMs = 0;
    }

    private void readFields() {
        while (fields.hasMore()) {
            int tag = fields.readTag();
            switch (tag) {
                case MoveTags.SEQUENCE -> sequence = fields.readVarint32();
                case MoveTags.FLOOR -> floor = fields.readNatural();
                case MoveTags.X -> xCm = fields.readZigZag32();
                case MoveTags.Z -> zCm = fields.readZigZag32();
                case MoveTags.YAW -> yaw = fields.readNatural();
                case MoveTags.GAIT -> gait = fields.readNatural();
                case MoveTags.CLIENT_TIME -> clientTimeMs = fields.readVarint32();
                default -> fields.skipValue(tag);
            }
        }
    }

    private void checkRanges() {
        if (!Quantise.isPositionInRange(xCm)
                || !Quantise.isPositionInRange(zCm)
                || !Quantise.isYawInRange(yaw)
                || gait > GAIT_SIT) {
            throw Fault.OUT_OF_RANGE.exception();
        }
        // Unspecified reads as idle; so does sitting, which only the server decides.
        if (gait == 0 || gait > GAIT_RUN) {
            gait = GAIT_IDLE;
        }
    }

    /**
     * Returns the client's count of moves.
     *
     * @return 32 bits, compared by their difference: {@code a - b > 0} means that a is the later one
     */
    public int sequence() {
        return sequence;
    }

    /**
     * Returns the floor that the client believes it is on.
     *
     * @return not negative; the instance may have fewer floors
     */
    public int floor() {
        return floor;
    }

    /**
     * Returns the target's x.
     *
     * @return centimetres east of the venue's origin, within ±2,000,000
     */
    public int xCm() {
        return xCm;
    }

    /**
     * Returns the target's z.
     *
     * @return centimetres south of the venue's origin, within ±2,000,000
     */
    public int zCm() {
        return zCm;
    }

    /**
     * Returns the direction faced.
     *
     * @return 0..255, 1/256 of a turn
     */
    public int yaw() {
        return yaw;
    }

    /**
     * Returns how the client moves.
     *
     * @return number of the gait: 1 idle, 2 walk, 3 run
     */
    public int gait() {
        return gait;
    }

    /**
     * Returns the client's clock.
     *
     * @return milliseconds, 32 bits to be read as unsigned; comparable with the same client's other values only
     */
    public int clientTimeMs() {
        return clientTimeMs;
    }
}
