package org.parvis.protocol.bytes;

/** Protobuf's wire types that this protocol uses, and tags made of them; groups are not among them. */
public final class WireType {

    /** A variable-length number. */
    public static final int VARINT = 0;

    /** Eight bytes. */
    public static final int FIXED64 = 1;

    /** A length, then so many bytes. */
    public static final int LENGTH = 2;

    /** Four bytes. */
    public static final int FIXED32 = 5;

    private WireType() {}

    /**
     * Returns the tag of a field; constant expressions cannot call it, hot code repeats its arithmetic.
     *
     * @param fieldNumber number of the field, at least 1
     * @param wireType one of the constants above
     * @return the tag
     */
    public static int tag(int fieldNumber, int wireType) {
        return fieldNumber << 3 | wireType;
    }
}
