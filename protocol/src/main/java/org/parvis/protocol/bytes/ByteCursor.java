package org.parvis.protocol.bytes;

import java.util.Objects;
import org.parvis.protocol.WireException.Fault;

/**
 * A position moving over a window of a byte array, reading protobuf's basic encodings; one thread at a time.
 *
 * <p>Every read checks the window's end first; malformed bytes end in a {@link org.parvis.protocol.WireException}
 * and leave the position undefined. It is stricter than protobuf's own parser where a lenient reading would hide a
 * fault: numbers that do not fit their type and groups are refused instead of cut off and skipped.
 */
public final class ByteCursor {

    private static final byte[] NOTHING = new byte[0];

    private byte[] bytes = NOTHING;
    private int position;
    private int end;

    /**
     * Lays the window over bytes, which the caller keeps and must not change while reading.
     *
     * @param source array to read from
     * @param offset first byte of the window
     * @param length bytes in the window
     * @throws IndexOutOfBoundsException when the window is not inside the array
     */
    public void wrap(byte[] source, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, source.length);
        bytes = source;
        position = offset;
        end = offset + length;
    }

    /**
     * Lays the window over a part of another cursor's array.
     *
     * @param other cursor whose array is read
     * @param offset first byte, an index into that array
     * @param length bytes in the window
     */
    public void wrap(ByteCursor other, int offset, int length) {
        wrap(other.bytes, offset, length);
    }

    /**
     * Tells whether bytes are left.
     *
     * @return true before the window's end
     */
    public boolean hasMore() {
        return position < end;
    }

    /**
     * Returns where the next read starts.
     *
     * @return an index into the wrapped array
     */
    public int position() {
        return position;
    }

    /**
     * Reads one byte.
     *
     * @return 0..255
     */
    public int readByte() {
        if (position >= end) {
            throw Fault.TRUNCATED.exception();
        }
        return bytes[position++] & 0xFF;
    }

    /**
     * Reads four bytes, least significant first.
     *
     * @return the 32 bits
     */
    public int readIntLittleEndian() {
        if (end - position < Integer.BYTES) {
            throw Fault.TRUNCATED.exception();
        }
        int at = position;
        position = at + Integer.BYTES;
        return (bytes[at] & 0xFF)
                | (bytes[at + 1] & 0xFF) << 8
                | (bytes[at + 2] & 0xFF) << 16
                | (bytes[at + 3] & 0xFF) << 24;
    }

    /**
     * Reads a varint of up to 64 bits.
     *
     * @return the bits, to be read as unsigned
     */
    public long readVarint64() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int next = readByte();
            if (shift == 63 && next > 1) {
                throw Fault.BAD_VARINT.exception();
            }
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw Fault.BAD_VARINT.exception();
    }

    /**
     * Reads a varint that must fit 32 bits.
     *
     * @return the bits, to be read as unsigned
     */
    public int readVarint32() {
        long value = readVarint64();
        if (value >>> 32 != 0) {
            throw Fault.BAD_VARINT.exception();
        }
        return (int) value;
    }

    /**
     * Reads a varint that must be within 0..2^31-1, such as a cell or avatar number.
     *
     * @return the number, never negative
     */
    public int readNatural() {
        long value = readVarint64();
        if (value >>> 31 != 0) {
            throw Fault.OUT_OF_RANGE.exception();
        }
        return (int) value;
    }

    /**
     * Reads a zigzag varint that must fit 32 bits.
     *
     * @return the signed number
     */
    public int readZigZag32() {
        int code = readVarint32();
        return (code >>> 1) ^ -(code & 1);
    }

    /**
     * Reads a field's tag.
     *
     * @return field number shifted left by three, with the wire type in the low bits
     */
    public int readTag() {
        int tag = readVarint32();
        if (tag >>> 3 == 0) {
            throw Fault.BAD_TAG.exception();
        }
        return tag;
    }

    /**
     * Reads the length of a length-delimited field and checks that so many bytes are left.
     *
     * @return bytes of the field's content, which starts at {@link #position()}
     */
    public int readLength() {
        long length = readVarint64();
        if (length < 0 || length > end - position) {
            throw Fault.TRUNCATED.exception();
        }
        return (int) length;
    }

    /**
     * Steps over bytes.
     *
     * @param count how many, at least 0
     */
    public void skip(int count) {
        if (count > end - position) {
            throw Fault.TRUNCATED.exception();
        }
        position += count;
    }

    /**
     * Steps over the value of a field that the reader does not know.
     *
     * @param tag the field's tag
     */
    public void skipValue(int tag) {
        switch (tag & 7) {
            case WireType.VARINT -> readVarint64();
            case WireType.FIXED64 -> skip(Long.BYTES);
            case WireType.LENGTH -> skip(readLength());
            case WireType.FIXED32 -> skip(Integer.BYTES);
            default -> throw Fault.BAD_TAG.exception();
        }
    }
}
