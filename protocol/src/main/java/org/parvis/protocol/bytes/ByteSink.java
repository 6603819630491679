package org.parvis.protocol.bytes;

import java.util.Arrays;

/**
 * A byte array that is appended to and grows up to a bound; one thread at a time.
 *
 * <p>Growth doubles, so a sink that is reset and filled again stops allocating once it has held its largest content.
 */
public final class ByteSink {

    private final int maxBytes;
    private byte[] bytes;
    private int size;

    /**
     * Makes an empty sink.
     *
     * @param initialBytes room to begin with, 16..maxBytes
     * @param maxBytes bound of the content
     */
    public ByteSink(int initialBytes, int maxBytes) {
        if (initialBytes < 16 || initialBytes > maxBytes) {
            throw new IllegalArgumentException("initialBytes must be within 16.." + maxBytes + ": " + initialBytes);
        }
        this.maxBytes = maxBytes;
        this.bytes = new byte[initialBytes];
    }

    /**
     * Returns the array that holds the content; valid until the next append.
     *
     * @return the array itself, owned by this sink
     */
    public byte[] array() {
        return bytes;
    }

    /**
     * Returns the size of the content.
     *
     * @return bytes from index 0 of {@link #array()}
     */
    public int size() {
        return size;
    }

    /** Forgets the content and keeps the room. */
    public void reset() {
        size = 0;
    }

    /**
     * Cuts the content back to an earlier size.
     *
     * @param newSize bytes to keep, 0..size
     */
    public void truncate(int newSize) {
        if (newSize < 0 || newSize > size) {
            throw new IllegalArgumentException("cannot cut " + size + " bytes to " + newSize);
        }
        size = newSize;
    }

    /**
     * Appends one byte.
     *
     * @param value the low eight bits are written
     */
    public void writeByte(int value) {
        makeRoom(1);
        bytes[size++] = (byte) value;
    }

    /**
     * Appends four bytes, least significant first.
     *
     * @param value the 32 bits
     */
    public void writeIntLittleEndian(int value) {
        makeRoom(Integer.BYTES);
        bytes[size] = (byte) value;
        bytes[size + 1] = (byte) (value >>> 8);
        bytes[size + 2] = (byte) (value >>> 16);
        bytes[size + 3] = (byte) (value >>> 24);
        size += Integer.BYTES;
    }

    /**
     * Appends a varint.
     *
     * @param value 32 bits, written as unsigned
     */
    public void writeVarint32(int value) {
        makeRoom(Varints.MAX_BYTES_32);
        size = Varints.put32(bytes, size, value);
    }

    /**
     * Appends a number with a sign as zigzag varint.
     *
     * @param value any
     */
    public void writeZigZag32(int value) {
        writeVarint32(value << 1 ^ value >> 31);
    }

    /**
     * Appends the content of another sink.
     *
     * @param other sink to copy from
     */
    public void write(ByteSink other) {
        makeRoom(other.size);
        System.arraycopy(other.bytes, 0, bytes, size, other.size);
        size += other.size;
    }

    private void makeRoom(int more) {
        int needed = size + more;
        if (needed > bytes.length) {
            grow(needed);
        }
    }

    private void grow(int needed) {
        // The bound guards memory against a fault of the caller; what is written is never half a record more.
        if (needed > maxBytes + Varints.MAX_BYTES_32) {
            throw new IllegalStateException("more than " + maxBytes + " bytes: split the content or raise the bound");
        }
        bytes = Arrays.copyOf(bytes, Math.max(needed, Math.min(bytes.length * 2, maxBytes)));
    }
}
