package org.parvis.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
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
        checkCount(input);
        if (!whole) {
            return;
        }
        frames.wrapMessage(input, 0, input.length);
        FrameCopy read = FrameCopy.of(frames);
        byte[] written = read.message();
        if (!frames.wrapMessage(written, 0, written.length)
                || !FrameCopy.of(frames).equals(read)) {
            throw new AssertionError(read + " is read again as something else");
        }
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
        checkCount(input);
        if (!whole) {
            return;
        }
        updates.wrap(input, 0, input.length);
        UpdateCopy read = UpdateCopy.of(updates);
        CellUpdateWriter writer = new CellUpdateWriter(1 << 20);
        read.write(writer);
        frames.wrap(writer.array(), 0, writer.size());
        if (!frames.nextCell(updates) || !UpdateCopy.of(updates).equals(read)) {
            throw new AssertionError(read + " is read again as something else");
        }
        CellUpdate parsed =
                Frame.parseFrom(Arrays.copyOf(writer.array(), writer.size())).getCells(0);
        if (parsed.getCell() != read.cell() || parsed.getKeyframe() != read.keyframe()) {
            throw new AssertionError(read + " is parsed as " + parsed);
        }
    }

    /** Each record takes a byte at least. */
    private void checkCount(byte[] input) {
        if (numbers > input.length) {
            throw new AssertionError(numbers + " records in " + input.length + " bytes");
        }
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
        boolean same = parsed.getTick() == read.tick()
                && parsed.getPace() == read.pace()
                && parsed.getNearDm() == read.nearDm()
                && parsed.getDroppedCellsList().equals(read.dropped())
                && parsed.getCellsCount() == read.cells().size()
                && parsed.getHorizonCount() == read.horizon().size();
        for (int i = 0; same && i < read.cells().size(); i++) {
            same = parsed.getCells(i).getCell() == read.cells().get(i).cell()
                    && parsed.getCells(i).getKeyframe() == read.cells().get(i).keyframe();
        }
        for (int i = 0; same && i < read.horizon().size(); i++) {
            same = parsed.getHorizon(i).getCell() == read.horizon().get(i).cell()
                    && parsed.getHorizon(i).getCount() == read.horizon().get(i).count();
        }
        if (!same) {
            throw new AssertionError(read + " is parsed as " + parsed);
        }
    }
}
