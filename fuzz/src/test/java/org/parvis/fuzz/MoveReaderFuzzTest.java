package org.parvis.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Tag;
import org.parvis.protocol.WireException;
import org.parvis.protocol.move.MoveReader;
import org.parvis.protocol.move.MoveWriter;
import org.parvis.protocol.v1.ClientMessage;
import org.parvis.protocol.v1.Move;

/** The reader of moves, beside the generated parser and the writer of moves. */
class MoveReaderFuzzTest {
    private static final int MAX_BYTES = 4_096;

    private final MoveReader reader = new MoveReader(MAX_BYTES);
    private final MoveReader again = new MoveReader(MAX_BYTES);
    private final Meter meter = new Meter(Allowance.NOTHING);
    private final byte[] written = new byte[MoveWriter.MAX_BYTES];
    private boolean move;

    @FuzzTest
    @Tag("A50")
    void readsWhatTheGeneratedParserReadsOrRefuses(byte[] input) throws Exception {
        meter.run(input.length, () -> move = reads(input));

        if (move) {
            assertThat(input.length).isLessThanOrEqualTo(MAX_BYTES);
            assertIsWhatTheParserReads(input);
            assertIsWrittenAndReadAgain();
            assertThat(again.read(
                            ByteBuffer.allocateDirect(input.length).put(input).flip()))
                    .as("from memory outside of the heap")
                    .isTrue();
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

    private void assertIsWhatTheParserReads(byte[] input) {
        ClientMessage message;
        try {
            message = ClientMessage.parseFrom(input);
        } catch (InvalidProtocolBufferException broken) {
            // Something beside the move is malformed, which the reader leaves alone.
            return;
        }
        assertThat(message.getKindCase()).isEqualTo(ClientMessage.KindCase.MOVE);
        Move parsed = message.getMove();
        assertThat(reader.sequence()).isEqualTo(parsed.getSequence());
        assertThat(reader.floor()).isEqualTo(parsed.getFloor());
        assertThat(reader.xCm()).isEqualTo(parsed.getXCm());
        assertThat(reader.zCm()).isEqualTo(parsed.getZCm());
        assertThat(reader.yaw()).isEqualTo(parsed.getYaw());
        assertThat(reader.clientTimeMs()).isEqualTo(parsed.getClientTimeMs());
        assertThat(reader.gait())
                .isEqualTo(parsed.getGaitValue() == 2 || parsed.getGaitValue() == 3 ? parsed.getGaitValue() : 1);
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
        assertThat(again.read(written, 0, end)).isTrue();
        assertSame();
    }

    private void assertSame() {
        assertThat(again.sequence()).isEqualTo(reader.sequence());
        assertThat(again.floor()).isEqualTo(reader.floor());
        assertThat(again.xCm()).isEqualTo(reader.xCm());
        assertThat(again.zCm()).isEqualTo(reader.zCm());
        assertThat(again.yaw()).isEqualTo(reader.yaw());
        assertThat(again.gait()).isEqualTo(reader.gait());
        assertThat(again.clientTimeMs()).isEqualTo(reader.clientTimeMs());
    }
}
