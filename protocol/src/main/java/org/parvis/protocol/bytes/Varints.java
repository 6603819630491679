package org.parvis.protocol.bytes;

/** Variable-length numbers on plain byte arrays. Stateless; any thread. */
public final class Varints {

    /** Most bytes that a 32-bit varint takes. */
    public static final int MAX_BYTES_32 = 5;

    private Varints() {}

    /**
     * Returns how many bytes a varint takes.
     *
     * @param value 32 bits, read as unsigned
     * @return 1..5
     */
    public static int size32(int value) {
        return (38 - Integer.numberOfLeadingZeros(value | 1)) / 7;
    }

    /**
     * Writes a varint.
     *
     * @param target array to write to
     * @param offset index of the first byte
     * @param value 32 bits, written as unsigned
     * @return index after the last byte
     */
    public static int put32(byte[] target, int offset, int value) {
        int at = offset;
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            target[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        target[at] = (byte) rest;
        return at + 1;
    }
}
