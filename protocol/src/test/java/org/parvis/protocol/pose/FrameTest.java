package org.parvis.protocol.pose;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.parvis.protocol.WireException;
import org.parvis.protocol.v1.CellCount;
import org.parvis.protocol.v1.ClockPong;
import org.parvis.protocol.v1.Frame;
import org.parvis.protocol.v1.ServerMessage;

final class FrameTest {

    @Provide
    Arbitrary<UpdateModel> updates() {
        return UpdateModel.anyUpdate();
    }

    @Provide
    Arbitrary<Integer> numbers() {
        return Arbitraries.integers().between(0, Integer.MAX_VALUE);
    }

    @Property(tries = 300)
    void headerUpdatesAndTailMakeTheMessageThatTheSchemaDescribes(
            @ForAll int tick,
            @ForAll @Size(max = 4) List<@From("updates") UpdateModel> updates,
            @ForAll @Size(max = 4) List<@From("numbers") Integer> dropped,
            @ForAll @Size(max = 4) List<@From("numbers") Integer> horizon)
            throws InvalidProtocolBufferException {
        Frame.Builder expected = Frame.newBuilder().setTick(tick).addAllDroppedCells(dropped);
        CellUpdateWriter cells = new CellUpdateWriter(1 << 20);
        for (UpdateModel update : updates) {
            update.write(cells);
            expected.addCells(update.toMessage());
        }
        FrameTail tail = new FrameTail(4_096);
        dropped.forEach(tail::droppedCell);
        for (int cell : horizon) {
            tail.horizon(cell, cell / 3);
            expected.addHorizon(CellCount.newBuilder().setCell(cell).setCount(cell / 3));
        }
        tail.end();

        byte[] message = assemble(tick, cells, tail);

        assertThat(ServerMessage.parseFrom(message).getFrame()).isEqualTo(expected.build());
        assertReads(message, expected.build(), updates);
    }

    static byte[] assemble(int tick, CellUpdateWriter cells, FrameTail tail) {
        byte[] message = new byte[FrameHeader.MAX_BYTES + cells.size() + tail.size()];
        int at = FrameHeader.write(message, 0, tick, cells.size() + tail.size());
        System.arraycopy(cells.array(), 0, message, at, cells.size());
        System.arraycopy(tail.array(), 0, message, at + cells.size(), tail.size());
        return Arrays.copyOf(message, at + cells.size() + tail.size());
    }

    private static void assertReads(byte[] message, Frame expected, List<UpdateModel> updates) {
        FrameReader reader = new FrameReader();
        assertThat(reader.wrapMessage(message, 0, message.length)).isTrue();
        assertThat(reader.tick()).isEqualTo(expected.getTick());
        List<Integer> dropped = new ArrayList<>();
        while (reader.nextDroppedCell()) {
            dropped.add(reader.droppedCell());
        }
        assertThat(dropped).isEqualTo(expected.getDroppedCellsList());
        List<UpdateModel> read = new ArrayList<>();
        CellUpdateReader update = new CellUpdateReader();
        while (reader.nextCell(update)) {
            read.add(CellUpdateTest.read(update));
        }
        assertThat(read).isEqualTo(updates);
        List<CellCount> counts = new ArrayList<>();
        while (reader.nextHorizon()) {
            counts.add(CellCount.newBuilder()
                    .setCell(reader.horizonCell())
                    .setCount(reader.horizonCount())
                    .build());
        }
        assertThat(counts).isEqualTo(expected.getHorizonList());
    }

    @Example
    void fieldsMayStandInAnyOrderAndDroppedCellsNeedNotBePacked() {
        byte[] frame = {0x18, 9, 0x12, 2, 0x08, 5, 0x1A, 2, 10, 11, 0x08, 77, 0x52, 1, 0, 0x18, 12};
        FrameReader reader = new FrameReader();

        reader.wrap(frame, 0, frame.length);

        assertThat(reader.tick()).isEqualTo(77);
        List<Integer> dropped = new ArrayList<>();
        while (reader.nextDroppedCell()) {
            dropped.add(reader.droppedCell());
        }
        assertThat(dropped).containsExactly(9, 10, 11, 12);
        CellUpdateReader update = new CellUpdateReader();
        assertThat(reader.nextCell(update)).isTrue();
        assertThat(update.cell()).isEqualTo(5);
        assertThat(reader.nextCell(update)).isFalse();
        assertThat(reader.nextHorizon()).isFalse();
    }

    @Example
    void otherMessagesAreLeftToTheGeneratedParser() {
        byte[] pong = ServerMessage.newBuilder()
                .setClockPong(ClockPong.newBuilder().setTimeMs(5))
                .build()
                .toByteArray();

        assertThat(new FrameReader().wrapMessage(pong, 0, pong.length)).isFalse();
        assertThat(new FrameReader().wrapMessage(pong, 0, 0)).isFalse();
    }

    @Property
    void anyBytesAreReadOrRefusedByTheTypedException(@ForAll byte[] bytes) {
        FrameReader reader = new FrameReader();
        CellUpdateReader update = new CellUpdateReader();
        try {
            reader.wrap(bytes, 0, bytes.length);
            while (reader.nextDroppedCell()) {
                assertThat(reader.droppedCell()).isNotNegative();
            }
            while (reader.nextCell(update)) {
                CellUpdateTest.read(update);
            }
            while (reader.nextHorizon()) {
                assertThat(reader.horizonCount()).isNotNegative();
            }
        } catch (WireException refused) {
            assertThat(refused.getStackTrace()).isEmpty();
        }
    }
}
