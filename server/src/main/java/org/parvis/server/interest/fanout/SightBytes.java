package org.parvis.server.interest.fanout;

import java.util.Arrays;
import org.parvis.server.interest.cells.IntBag;
import org.parvis.server.interest.plan.Pace;
import org.parvis.server.interest.sight.Sight;

/**
 * What a tick has for viewers of one sight besides or instead of the bytes for everybody: the cells that a rule touches.
 * Part of a {@link TickBytes}, with its threads.
 */
final class SightBytes {
    static final int MID = Pace.COUNT;
    static final int FAR = MID + 1;
    static final int KEYFRAME = FAR + 1;
    private static final int KINDS = KEYFRAME + 1;

    private Sight sight = Sight.COMMON;
    private final IntBag cells = new IntBag(16);
    private long[] spans = new long[16 * KINDS];
    private final IntBag crowdCells = new IntBag(16);
    private final IntBag crowdCounts = new IntBag(16);

    void begin(Sight next) {
        sight = next;
        cells.clear();
        crowdCells.clear();
        crowdCounts.clear();
    }

    /** For whom these bytes are; {@link Sight#COMMON} when for nobody. */
    Sight sight() {
        return sight;
    }

    /** Adds a cell, of which nothing is told yet; cells come in rising order. */
    void add(int cell) {
        int from = cells.size() * KINDS;
        if (from + KINDS > spans.length) {
            spans = Arrays.copyOf(spans, spans.length * 2);
        }
        Arrays.fill(spans, from, from + KINDS, 0);
        cells.add(cell);
    }

    /** Notes bytes of the cell added last. */
    void put(int kind, long span) {
        spans[(cells.size() - 1) * KINDS + kind] = span;
    }

    /**
     * Where the bytes of a cell are for viewers of this sight.
     *
     * @param kind place of a pace in tables, {@link #MID}, {@link #FAR} or {@link #KEYFRAME}
     * @param cell dense index
     * @param common what everybody else gets of the cell
     */
    long span(int kind, int cell, long common) {
        int at = cells.search(cell);
        if (at >= 0) {
            return spans[at * KINDS + kind];
        }
        return sight.readsCommon() ? common : 0;
    }

    IntBag crowdCells() {
        return crowdCells;
    }

    IntBag crowdCounts() {
        return crowdCounts;
    }
}
