package org.parvis.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.parvis.fuzz.FrameCopy.HorizonCopy;
import org.parvis.fuzz.FrameCopy.UpdateCopy;
import org.parvis.protocol.WireException;
import org.parvis.protocol.pose.CellUpdateReader;
import org.parvis.protocol.pose.CellUpdateWriter;
import org.parvis.protocol.pose.FrameReader;
import org.parvis.protocol.v1.CellUpdate;
import org.parvis.protocol.v1.Frame;
import org.parvis.protocol.v1.ServerMessage;

/** The readers of frames, as clients of any kind use them. */
class FrameFuzzTest {
    private final FrameReader frames = new FrameReader();
    private final CellUpdateReader updates = new CellUpdateReader();
    private final Meter meter = new Meter(Allowance.NOTHING);
    private boolean whole;
    private int numbers;

    /** A whole ServerMessage. What is read of it survives being written and read again, and is what the schema says. */
    @FuzzTest
    @Tag("A50")
    void messageIsReadOrRefused(byte[] input) throws Exception {
        meter.run(input.length, () -> whole = readsFrame(input));
        assertThat(numbers).as("each takes a byte at least").isLessThanOrEqualTo(input.length);
        if (!whole) {
            return;
        }
        frames.wrapMessage(input, 0, input.length);
        FrameCopy read = FrameCopy.of(frames);
        byte[] written = read.message();
        assertThat(frames.wrapMessage(written, 0, written.length)).isTrue();
        assertThat(FrameCopy.of(frames)).isEqualTo(read);
        assertIsWhatTheSchemaSays(read, ServerMessage.parseFrom(written).getFrame());
        try {
            assertIsWhatTheSchemaSays(read, ServerMessage.parseFrom(input).getFrame());
        } catch (InvalidProtocolBufferException broken) {
            // A field that the reader does not know may hold what the parser does not accept.
        }
    }

    /** One cell update, without the frame around it. */
    @FuzzTest
    @Tag("A50")
    void cellUpdateIsReadOrRefused(byte[] input) throws Exception {
        meter.run(input.length, () -> whole = readsUpdate(input));
        assertThat(numbers).as("each takes a byte at least").isLessThanOrEqualTo(input.length);
        if (!whole) {
            return;
        }
        updates.wrap(input, 0, input.length);
        UpdateCopy read = UpdateCopy.of(updates);
        CellUpdateWriter writer = new CellUpdateWriter(1 << 20);
        read.write(writer);
        frames.wrap(writer.array(), 0, writer.size());
        assertThat(frames.nextCell(updates)).isTrue();
        assertThat(UpdateCopy.of(updates)).isEqualTo(read);
        CellUpdate parsed =
                Frame.parseFrom(Arrays.copyOf(writer.array(), writer.size())).getCells(0);
        assertThat(parsed.getCell()).isEqualTo(read.cell());
        assertThat(parsed.getKeyframe()).isEqualTo(read.keyframe());
    }

    private boolean readsFrame(byte[] input) {
        numbers = 0;
        try {
            if (!frames.wrapMessage(input, 0, input.length)) {
                return false;
            }
            while (frames.nextDroppedCell()) {
                numbers++;
            }
            while (frames.nextCell(updates)) {
                readRecords();
            }
            while (frames.nextHorizon()) {
                numbers++;
            }
            return true;
        } catch (WireException refused) {
            return false;
        }
    }

    private boolean readsUpdate(byte[] input) {
        numbers = 0;
        try {
            updates.wrap(input, 0, input.length);
            readRecords();
            return true;
        } catch (WireException refused) {
            return false;
        }
    }

    private void readRecords() {
        while (updates.nextPose()) {
            numbers++;
        }
        while (updates.nextState()) {
            numbers++;
        }
        while (updates.nextGone()) {
            numbers++;
        }
    }

    private static void assertIsWhatTheSchemaSays(FrameCopy read, Frame parsed) {
        assertThat(parsed.getTick()).isEqualTo(read.tick());
        assertThat(parsed.getPace()).isEqualTo(read.pace());
        assertThat(parsed.getNearDm()).isEqualTo(read.nearDm());
        assertThat(parsed.getDroppedCellsList()).isEqualTo(read.dropped());
        assertThat(parsed.getCellsList().stream().map(CellUpdate::getCell))
                .containsExactlyElementsOf(
                        read.cells().stream().map(UpdateCopy::cell).toList());
        assertThat(parsed.getCellsList().stream().map(CellUpdate::getKeyframe))
                .containsExactlyElementsOf(
                        read.cells().stream().map(UpdateCopy::keyframe).toList());
        assertThat(parsed.getHorizonList().stream().map(count -> new HorizonCopy(count.getCell(), count.getCount())))
                .containsExactlyElementsOf(read.horizon());
    }
}
