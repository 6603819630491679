package org.parvis.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.parvis.protocol.WireException;
import org.parvis.protocol.bytes.ByteCursor;

/** The cursor under all hot readers, beside protobuf's own. */
class ByteCursorFuzzTest {
    private static final int KINDS = 9;

    private final ByteCursor cursor = new ByteCursor();
    private final Meter meter = new Meter(Allowance.NOTHING);

    /**
     * The first byte says how many of those that follow each name a kind of value; the rest is read as such values.
     * What the cursor reads protobuf reads too, and both end at the same place; the cursor may refuse more.
     */
    @FuzzTest
    @Tag("A50")
    void readsWhatProtobufReadsOrRefuses(byte[] input) throws Exception {
        int kinds = input.length == 0 ? 0 : Math.min(input[0] & 0x3F, input.length - 1);
        int offset = Math.min(1, input.length) + kinds;
        meter.run(input.length, () -> readAll(input, kinds, offset));

        cursor.wrap(input, offset, input.length - offset);
        CodedInputStream protobuf = CodedInputStream.newInstance(input, offset, input.length - offset);
        try {
            for (int i = 1; i <= kinds; i++) {
                int kind = Math.floorMod(input[i], KINDS);
                long value = read(kind);
                if (readByProtobuf(protobuf, kind) != value
                        || protobuf.getTotalBytesRead() != cursor.position() - offset) {
                    throw new AssertionError("Value %d, of kind %d, is %d and ends at %d; protobuf is at %d"
                            .formatted(i, kind, value, cursor.position() - offset, protobuf.getTotalBytesRead()));
                }
            }
        } catch (WireException refused) {
            // The cursor may refuse what protobuf reads, but not the other way round.
        }
    }

    private void readAll(byte[] input, int kinds, int offset) {
        cursor.wrap(input, offset, input.length - offset);
        try {
            for (int i = 1; i <= kinds; i++) {
                read(Math.floorMod(input[i], KINDS));
            }
        } catch (WireException refused) {
            // A whole answer, too.
        }
    }

    private long read(int kind) {
        return switch (kind) {
            case 0 -> cursor.readByte();
            case 1 -> cursor.readIntLittleEndian();
            case 2 -> cursor.readVarint64();
            case 3 -> cursor.readVarint32();
            case 4 -> cursor.readNatural();
            case 5 -> cursor.readZigZag32();
            case 6 -> cursor.readTag();
            case 7 -> {
                cursor.skipValue(cursor.readTag());
                yield 0;
            }
            default -> {
                int length = cursor.readLength();
                cursor.skip(length);
                yield length;
            }
        };
    }

    private static long readByProtobuf(CodedInputStream protobuf, int kind) throws IOException {
        return switch (kind) {
            case 0 -> protobuf.readRawByte() & 0xFF;
            case 1 -> protobuf.readRawLittleEndian32();
            case 2 -> protobuf.readRawVarint64();
            case 3, 4 -> protobuf.readUInt32();
            case 5 -> protobuf.readSInt32();
            case 6 -> protobuf.readTag();
            case 7 -> {
                protobuf.skipField(protobuf.readTag());
                yield 0;
            }
            default -> {
                int length = protobuf.readRawVarint32();
                protobuf.skipRawBytes(length);
                yield length;
            }
        };
    }
}
