package org.parvis.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Tag;
import org.parvis.protocol.WireException;
import org.parvis.protocol.move.MoveReader;
import org.parvis.protocol.move.MoveWriter;
import org.parvis.protocol.v1.ClientMessage;
import org.parvis.protocol.v1.Move;

/**
 * The reader of moves, beside the generated parser and the writer of moves. Plain comparisons instead of AssertJ's,
 * here and at the other decoders: these run a hundred thousand times a second.
 */
class MoveReaderFuzzTest {
    private static final int MAX_BYTES = 4_096;

    private final MoveReader reader = new MoveReader(MAX_BYTES);
    private final MoveReader again = new MoveReader(MAX_BYTES);
    private final Meter meter = new Meter(Allowance.NOTHING);
    private final ByteBuffer outside = ByteBuffer.allocateDirect(MAX_BYTES);
    private final byte[] written = new byte[MoveWriter.MAX_BYTES];
    private boolean move;

    @FuzzTest
    @Tag("A50")
    void readsWhatTheGeneratedParserReadsOrRefuses(byte[] input) throws Exception {
        meter.run(input.length, () -> move = reads(input));

        if (move) {
            assertIsWhatTheParserReads(input);
            assertIsWrittenAndReadAgain();
            outside.clear();
            if (!again.read(outside.put(input).flip())) {
                throw new AssertionError("No move when it lies outside of the heap");
            }
            assertSame();
        }
    }

    private boolean reads(byte[] input) {
        try {
            return reader.read(input, 0, input.length);
        } catch (WireException refused) {
            return false;
        }
    }

    private void assertIsWhatTheParserReads(byte[] input) throws IOException {
        if (!holdsMovesOnly(input)) {
            // Java's generated parser merges a move with one that another kind has put out of force; the schema does
            // not.
            return;
        }
        ClientMessage message;
        try {
            message = ClientMessage.parseFrom(input);
        } catch (InvalidProtocolBufferException broken) {
            // Something beside the move is malformed, which the reader leaves alone.
            return;
        }
        Move parsed = message.getMove();
        int gait = parsed.getGaitValue() == 2 || parsed.getGaitValue() == 3 ? parsed.getGaitValue() : 1;
        boolean same = message.hasMove()
                && reader.sequence() == parsed.getSequence()
                && reader.floor() == parsed.getFloor()
                && reader.xCm() == parsed.getXCm()
                && reader.zCm() == parsed.getZCm()
                && reader.yaw() == parsed.getYaw()
                && reader.gait() == gait
                && reader.clientTimeMs() == parsed.getClientTimeMs();
        if (!same) {
            throw new AssertionError(message + " is read as " + told(reader));
        }
    }

    private static boolean holdsMovesOnly(byte[] input) throws IOException {
        CodedInputStream fields = CodedInputStream.newInstance(input);
        for (int tag = fields.readTag(); tag != 0; tag = fields.readTag()) {
            int field = tag >>> 3;
            if (field <= ClientMessage.LEAVE_FIELD_NUMBER && field != ClientMessage.MOVE_FIELD_NUMBER) {
                return false;
            }
            fields.skipField(tag);
        }
        return true;
    }

    /** The writer refuses values out of range: that it takes these shows that they are within. */
    private void assertIsWrittenAndReadAgain() {
        int end = new MoveWriter()
                .sequence(reader.sequence())
                .target(reader.floor(), reader.xCm(), reader.zCm())
                .yaw(reader.yaw())
                .gait(reader.gait())
                .clientTimeMs(reader.clientTimeMs())
                .write(written, 0);
        if (!again.read(written, 0, end)) {
            throw new AssertionError("No move when it is written again");
        }
        assertSame();
    }

    private void assertSame() {
        boolean same = again.sequence() == reader.sequence()
                && again.floor() == reader.floor()
                && again.xCm() == reader.xCm()
                && again.zCm() == reader.zCm()
                && again.yaw() == reader.yaw()
                && again.gait() == reader.gait()
                && again.clientTimeMs() == reader.clientTimeMs();
        if (!same) {
            throw new AssertionError(told(reader) + " is read again as " + told(again));
        }
    }

    private static String told(MoveReader move) {
        return "move %d to floor %d, %d, %d cm, yaw %d, gait %d at %d ms"
                .formatted(
                        move.sequence(),
                        move.floor(),
                        move.xCm(),
                        move.zCm(),
                        move.yaw(),
                        move.gait(),
                        move.clientTimeMs());
    }
}
