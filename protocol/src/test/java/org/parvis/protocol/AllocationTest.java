package org.parvis.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.parvis.protocol.move.MoveReader;
import org.parvis.protocol.move.MoveWriter;
import org.parvis.protocol.pose.CellUpdateReader;
import org.parvis.protocol.pose.CellUpdateWriter;
import org.parvis.protocol.pose.FrameHeader;
import org.parvis.protocol.pose.FrameReader;
import org.parvis.protocol.pose.FrameTail;
import org.parvis.protocol.pose.StateFlags;
import org.parvis.protocol.quantise.CellGrid;
import org.parvis.protocol.quantise.CellPose;

/** The promise of the hot lane: once warm, writing and reading a tick allocates nothing. */
final class AllocationTest {

    private static final int ROUNDS = 2_000;
    private static final int AVATARS = 100;

    private final CellGrid grid = CellGrid.fitting(0, 0, 200, 200, 1);
    private final CellUpdateWriter writer = new CellUpdateWriter(1 << 16);
    private final FrameTail tail = new FrameTail(1 << 10);
    private final FrameReader frames = new FrameReader();
    private final CellUpdateReader updates = new CellUpdateReader();
    private final MoveWriter moveWriter = new MoveWriter();
    private final MoveReader moveReader = new MoveReader(4_096);
    private final byte[] message = new byte[1 << 16];
    private long checksum;

    @Test
    void aTickOfWritingAndReadingAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int round = 0; round < ROUNDS; round++) {
            tick(round);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int round = 0; round < ROUNDS; round++) {
            tick(round);
        }
        long perAvatar = (threads.getCurrentThreadAllocatedBytes() - before) / ((long) ROUNDS * AVATARS);

        // The measurement itself may allocate a few bytes; a single object per avatar would be 16 or more.
        assertThat(perAvatar).isZero();
        assertThat(checksum).isNotZero();
    }

    private void tick(int tick) {
        writer.reset();
        tail.reset();
        int cell = grid.cellAt(0, 2, 100, 100);
        writer.begin(cell);
        for (int avatar = 1; avatar <= AVATARS; avatar++) {
            writer.pose(avatar * 3, CellPose.encode(grid, cell, grid.minX(cell) + avatar * 0.1, 100, avatar));
            if (avatar % 10 == 0) {
                writer.state(avatar * 3, StateFlags.of(2, false, true), avatar, 1);
            } else if (avatar % 7 == 0) {
                writer.gone(avatar);
            }
        }
        writer.end();
        tail.droppedCell(cell + 1);
        tail.horizon(cell + 2, 40);
        tail.end();
        int at = FrameHeader.write(message, 0, tick, writer.size() + tail.size());
        System.arraycopy(writer.array(), 0, message, at, writer.size());
        System.arraycopy(tail.array(), 0, message, at + writer.size(), tail.size());
        read(cell, at + writer.size() + tail.size());
        move(tick);
    }

    private void read(int cell, int length) {
        assertThatIsFrame(frames.wrapMessage(message, 0, length));
        while (frames.nextDroppedCell()) {
            checksum += frames.droppedCell();
        }
        while (frames.nextCell(updates)) {
            while (updates.nextPose()) {
                checksum += (long) CellPose.decodeX(grid, cell, updates.packedPose());
            }
            while (updates.nextState()) {
                checksum += updates.heightCm();
            }
            while (updates.nextGone()) {
                checksum += updates.goneAvatar();
            }
        }
        while (frames.nextHorizon()) {
            checksum += frames.horizonCount();
        }
    }

    /** AssertJ would allocate. */
    private static void assertThatIsFrame(boolean frame) {
        if (!frame) {
            throw new AssertionError("not a frame");
        }
    }

    private void move(int tick) {
        int end =
                moveWriter.sequence(tick).target(0, tick, -tick).yaw(tick & 255).write(message, 0);
        checksum += moveReader.read(message, 0, end) ? moveReader.xCm() : 0;
    }
}
