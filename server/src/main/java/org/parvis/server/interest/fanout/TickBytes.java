package org.parvis.server.interest.fanout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.pose.CellUpdateWriter;
import org.parvis.server.interest.cells.IntBag;
import org.parvis.server.interest.plan.InterestConfig;
import org.parvis.server.interest.plan.Pace;
import org.parvis.server.interest.plan.SendSchedule;
import org.parvis.server.interest.sight.Sight;

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
    private final SendSchedule schedule;
    private final long[][] near = new long[Pace.COUNT][];
    private final long[] mid;
    private final long[] far;
    private final long[] keyframes;
    private final IntBag touched = new IntBag(256);
    private final AtomicInteger holders = new AtomicInteger();
    private final IntBag crowdCells = new IntBag(64);
    private final IntBag crowdCounts = new IntBag(64);
    private final List<SightBytes> apart = new ArrayList<>(0);
    private List<Recall> recalls = List.of();
    private int tick;
    private boolean crowdCounted;

    TickBytes(int cells, InterestConfig config) {
        schedule = new SendSchedule(config);
        for (int i = 0; i < near.length; i++) {
            near[i] = new long[cells];
        }
        mid = new long[cells];
        far = new long[cells];
        keyframes = new long[cells];
    }

    /** The tick. Any holder. */
    public int tick() {
        return tick;
    }

    /** What was encoded, and whose turn it is. */
    public SendSchedule schedule() {
        return schedule;
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
            for (long[] ofPace : near) {
                ofPace[cell] = 0;
            }
            mid[cell] = 0;
            far[cell] = 0;
            keyframes[cell] = 0;
        }
        for (int i = 0; i < apart.size(); i++) {
            apart.get(i).begin(Sight.COMMON);
        }
        recalls = List.of();
        touched.clear();
        crowdCells.clear();
        crowdCounts.clear();
        crowdCounted = false;
        writer.reset();
        tick = newTick;
    }

    /** Begins the bytes for viewers of a sight. */
    SightBytes beginApart(Sight sight) {
        while (apart.size() <= sight.slot()) {
            apart.add(new SightBytes());
        }
        SightBytes bytes = apart.get(sight.slot());
        bytes.begin(sight);
        return bytes;
    }

    /** What there is for viewers of a sight besides the common one; null when it was not in use at this tick. */
    @Nullable
    SightBytes apart(Sight sight) {
        SightBytes bytes = sight.slot() < apart.size() ? apart.get(sight.slot()) : null;
        return bytes != null && sight != Sight.COMMON && bytes.sight() == sight ? bytes : null;
    }

    void recalls(List<Recall> current) {
        recalls = current;
    }

    /** Bodies that some viewers see no longer. */
    List<Recall> recalls() {
        return recalls;
    }

    CellUpdateWriter writer() {
        return writer;
    }

    byte[] array() {
        return writer.array();
    }

    /** Notes a cell's near changes for those who get a frame so often. */
    void putNear(int pace, int cell, int from) {
        put(near[Pace.index(pace)], cell, from);
    }

    void putMid(int cell, int from) {
        put(mid, cell, from);
    }

    void putFar(int cell, int from) {
        put(far, cell, from);
    }

    void putKeyframe(int cell, int from) {
        put(keyframes, cell, from);
    }

    private void put(long[] table, int cell, int from) {
        if (table[cell] == 0) {
            touched.add(cell);
        }
        table[cell] = spanFrom(from);
    }

    /** The bytes from a position to the last one written. */
    long spanFrom(int from) {
        return span(from, writer.size());
    }

    /** Near changes by cell for those who get a frame so often: see {@link #from} and {@link #length}; 0 for none. */
    long[] near(int pace) {
        return near[Pace.index(pace)];
    }

    /** Changes of a cell in the mid ring. */
    long[] mid() {
        return mid;
    }

    /** Changes of a cell in the far ring. */
    long[] far() {
        return far;
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
