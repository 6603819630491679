package org.parvis.server.interest;

import java.util.concurrent.atomic.AtomicInteger;
import org.parvis.protocol.pose.CellUpdateWriter;

/**
 * What one tick has to say: the encoded changes of all cells, and where in the block each cell's bytes are.
 *
 * <p>Written by the tick thread, then handed over and never written again until every event loop has released it; then
 * the same block serves a later tick. Bytes of a cell are complete {@code Frame.cells} fields, so that a frame is made by
 * copying them behind each other.
 */
public final class TickBytes {
    private static final int MAX_BYTES = 64 * 1024 * 1024;
    private static final int LENGTH_BITS = 32;

    private final CellUpdateWriter writer = new CellUpdateWriter(MAX_BYTES);
    private final long[] near;
    private final long[] mid;
    private final long[] far;
    private final long[] keyframes;
    private final IntBag touched = new IntBag(256);
    private final AtomicInteger holders = new AtomicInteger();
    private final IntBag crowdCells = new IntBag(64);
    private final IntBag crowdCounts = new IntBag(64);
    private int tick;
    private boolean crowdCounted;

    TickBytes(int cells) {
        near = new long[cells];
        mid = new long[cells];
        far = new long[cells];
        keyframes = new long[cells];
    }

    /** The tick. Any holder. */
    public int tick() {
        return tick;
    }

    /** True when no cell has anything new. */
    boolean isEmpty() {
        return touched.isEmpty() && !crowdCounted;
    }

    boolean isFree() {
        return holders.get() == 0;
    }

    void hold(int count) {
        holders.addAndGet(count);
    }

    void release() {
        if (holders.decrementAndGet() < 0) {
            throw new IllegalStateException("The bytes of tick " + tick + " were released more often than handed over");
        }
    }

    void begin(int newTick) {
        for (int i = 0; i < touched.size(); i++) {
            int cell = touched.get(i);
            near[cell] = 0;
            mid[cell] = 0;
            far[cell] = 0;
            keyframes[cell] = 0;
        }
        touched.clear();
        crowdCells.clear();
        crowdCounts.clear();
        crowdCounted = false;
        writer.reset();
        tick = newTick;
    }

    CellUpdateWriter writer() {
        return writer;
    }

    byte[] array() {
        return writer.array();
    }

    void put(Ring ring, int cell, int from) {
        touch(cell);
        table(ring)[cell] = span(from, writer.size());
    }

    void putKeyframe(int cell, int from) {
        touch(cell);
        keyframes[cell] = span(from, writer.size());
    }

    private void touch(int cell) {
        if ((near[cell] | mid[cell] | far[cell] | keyframes[cell]) == 0) {
            touched.add(cell);
        }
    }

    /** Where a cell's changes for a ring are, see {@link #from} and {@link #length}; 0 when there are none. */
    long span(Ring ring, int cell) {
        return table(ring)[cell];
    }

    /** Where a cell's keyframe is; 0 when none was made. */
    long keyframe(int cell) {
        return keyframes[cell];
    }

    static int from(long span) {
        return (int) (span >>> LENGTH_BITS);
    }

    static int length(long span) {
        return (int) span;
    }

    private static long span(int from, int to) {
        return ((long) from << LENGTH_BITS) | (to - from);
    }

    private long[] table(Ring ring) {
        return switch (ring) {
            case NEAR -> near;
            case MID -> mid;
            case FAR -> far;
        };
    }

    /** Notes how many stand in a cell. */
    void count(int cell, int people) {
        crowdCells.add(cell);
        crowdCounts.add(people);
    }

    void counted() {
        crowdCounted = true;
    }

    /** True on ticks whose numbers of people per cell are known. */
    boolean isCrowdCounted() {
        return crowdCounted;
    }

    /** Cells with people in them, rising; only on counted ticks. */
    IntBag crowdCells() {
        return crowdCells;
    }

    /** How many people are in the cells of {@link #crowdCells}. */
    IntBag crowdCounts() {
        return crowdCounts;
    }
}
