package org.parvis.server.interest.fanout;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.pose.FrameHeader;
import org.parvis.protocol.pose.FrameTail;
import org.parvis.server.interest.cells.CellMap;
import org.parvis.server.interest.cells.IntBag;
import org.parvis.server.interest.plan.Pace;
import org.parvis.server.interest.plan.Plan;
import org.parvis.server.interest.plan.PlanMarks;
import org.parvis.server.interest.plan.SendSchedule;
import org.parvis.server.interest.sight.Sight;

/**
 * Makes the frames of viewers out of a tick's bytes: looks up the cells that are due, and copies.
 *
 * <p>Use: {@link #prepare}; when it says that there is something, {@link #sizeBytes} and {@link #write}. One event loop
 * only; nothing is allocated once warm.
 */
public final class FrameAssembler {
    /** A keyframe of a cell without anybody is tag, length, number of the cell, flag. */
    private static final int EMPTY_KEYFRAME_MAX_BYTES = 10;

    private static final int TAIL_MAX_BYTES = 1 << 20;

    private final CellMap map;
    private final PlanMarks marks;
    private final IntBag dropped = new IntBag(64);
    private final IntBag recalled = new IntBag(8);
    private final IntBag from = new IntBag(256);
    private final IntBag lengths = new IntBag(256);
    private final FrameTail tail = new FrameTail(TAIL_MAX_BYTES);
    private final byte[] header = new byte[FrameHeader.MAX_BYTES];
    private final IntBag nextCells = new IntBag(64);
    private final IntBag nextCounts = new IntBag(64);
    private int bodyBytes;
    private int headerBytes;

    /**
     * Makes one.
     *
     * @param map cells of the instance
     */
    public FrameAssembler(CellMap map) {
        this.map = map;
        marks = new PlanMarks(map.size());
    }

    /**
     * Gathers what a viewer gets of a tick, and notes it as received.
     *
     * @param view of the viewer
     * @param bytes of the tick
     * @return false when there is nothing new for this viewer
     */
    public boolean prepare(View view, TickBytes bytes) {
        int pace = view.viewer().pace();
        SendSchedule schedule = bytes.schedule();
        if (!Pace.isDue(schedule.beat(), view.viewer().number(), pace)) {
            return false;
        }
        Plan next = view.viewer().plan();
        SightBytes apart = bytes.apart(next.sight());
        if (next.sight() != Sight.COMMON && (apart == null || next.sightBeat() > schedule.beat())) {
            // Encoded before the viewer's sight was: nothing of it may be shown.
            return false;
        }
        from.clear();
        lengths.clear();
        dropped.clear();
        bodyBytes = 0;
        tail.reset();
        if (next != view.plan()) {
            view.adopt(next, marks, dropped);
        }
        int beats = view.advance(schedule.beat());
        gatherChanges(view, bytes, apart, beats);
        if (!bytes.recalls().isEmpty()) {
            gatherRecalls(view, bytes, apart, beats);
        }
        if (!view.isComplete()) {
            gatherKeyframes(view, bytes, apart);
        }
        gatherTail(view, bytes, apart, beats);
        bodyBytes += tail.size();
        if (bodyBytes == 0) {
            return false;
        }
        headerBytes = FrameHeader.write(header, 0, bytes.tick(), bodyBytes);
        return true;
    }

    private void gatherTail(View view, TickBytes bytes, @Nullable SightBytes apart, int beats) {
        int pace = view.viewer().pace();
        for (int i = 0; i < dropped.size(); i++) {
            tail.droppedCell(map.number(dropped.get(i)));
        }
        if (bytes.isCrowdCounted() && bytes.schedule().isHorizonTurn(beats)) {
            if (apart == null) {
                gatherHorizon(view, bytes.crowdCells(), bytes.crowdCounts());
            } else {
                gatherHorizon(view, apart.crowdCells(), apart.crowdCounts());
            }
        }
        if (view.tellPace(pace)) {
            tail.pace(pace);
        }
        if (view.tellNearDm(view.plan().nearDm())) {
            tail.nearDm(view.plan().nearDm());
        }
        tail.end();
    }

    /** Size of the message prepared. */
    public int sizeBytes() {
        return headerBytes + bodyBytes;
    }

    /** Appends the message prepared. */
    public void write(ByteBuf target, TickBytes bytes) {
        byte[] block = bytes.array();
        target.writeBytes(header, 0, headerBytes);
        // Dropped cells first, for clients that read a frame in one go.
        target.writeBytes(tail.array(), 0, tail.size());
        for (int i = 0; i < from.size(); i++) {
            target.writeBytes(block, from.get(i), lengths.get(i));
        }
    }

    private void gatherChanges(View view, TickBytes bytes, @Nullable SightBytes apart, int beats) {
        Plan plan = view.plan();
        SendSchedule schedule = bytes.schedule();
        int reach = schedule.paceReaching(beats);
        if (reach == 0) {
            // So much has gone by that no update tells all of it; keyframes will.
            view.missed();
            return;
        }
        gather(view, bytes.near(reach), apart, Pace.index(reach), 0, plan.nearEnd());
        for (int beat = schedule.beat() - beats + 1; beat <= schedule.beat(); beat++) {
            if (schedule.isMidSent(beat)) {
                int slice = schedule.midSlice(beat);
                gather(view, bytes.mid(), apart, SightBytes.MID, plan.midStart(slice), plan.midStart(slice + 1));
            }
            if (schedule.isFarSent(beat)) {
                int slice = schedule.farSlice(beat);
                gather(view, bytes.far(), apart, SightBytes.FAR, plan.farStart(slice), plan.farStart(slice + 1));
            }
        }
    }

    /** Gathers the changes of one kind of the cells at some places of the plan. */
    private void gather(View view, long[] common, @Nullable SightBytes apart, int kind, int start, int end) {
        Plan plan = view.plan();
        for (int i = start; i < end; i++) {
            int cell = plan.cell(i);
            long span = apart == null ? common[cell] : apart.span(kind, cell, common[cell]);
            if (span != 0 && view.state(i) == View.HELD) {
                add(span);
            }
        }
    }

    /** Gathers keyframes of cells in which the client may know somebody whom its viewer sees no longer. */
    private void gatherRecalls(View view, TickBytes bytes, @Nullable SightBytes apart, int beats) {
        Plan plan = view.plan();
        recalled.clear();
        for (Recall recall : bytes.recalls()) {
            if (recall.beat() > bytes.schedule().beat() - beats && recall.concerns(plan.sight())) {
                recalled.insertSorted(recall.cell());
            }
        }
        for (int i = 0; i < plan.size() && !recalled.isEmpty(); i++) {
            if (view.state(i) == View.HELD && recalled.search(plan.cell(i)) >= 0) {
                add(keyframe(bytes, apart, plan.cell(i)));
            }
        }
    }

    private static long keyframe(TickBytes bytes, @Nullable SightBytes apart, int cell) {
        long common = bytes.keyframe(cell);
        return apart == null ? common : apart.span(SightBytes.KEYFRAME, cell, common);
    }

    private void gatherKeyframes(View view, TickBytes bytes, @Nullable SightBytes apart) {
        Plan plan = view.plan();
        for (int i = 0; i < plan.size(); i++) {
            byte state = view.state(i);
            if (state == View.HELD) {
                continue;
            }
            long span = keyframe(bytes, apart, plan.cell(i));
            if (span != 0) {
                if (state == View.STALE || TickBytes.length(span) > EMPTY_KEYFRAME_MAX_BYTES) {
                    add(span);
                }
                view.held(i);
            }
        }
        if (view.isComplete()) {
            view.complete();
        } else {
            view.stillIncomplete();
        }
    }

    private void add(long span) {
        from.add(TickBytes.from(span));
        lengths.add(TickBytes.length(span));
        bodyBytes += TickBytes.length(span);
    }

    /** Tells the numbers that changed, and 0 for cells that emptied or came into the rings. */
    private void gatherHorizon(View view, IntBag cells, IntBag counts) {
        if (cells.isEmpty() && view.toldCells().isEmpty()) {
            return;
        }
        marks.mark(view.plan());
        nextCells.clear();
        nextCounts.clear();
        int told = 0;
        for (int i = 0; i < cells.size(); i++) {
            int cell = cells.get(i);
            if (marks.position(cell) >= 0) {
                continue;
            }
            told = tellEmptied(view, told, cell);
            boolean wasTold = told < view.toldCells().size() && view.toldCells().get(told) == cell;
            int count = counts.get(i);
            if (!wasTold || view.toldCounts().get(told) != count) {
                tail.horizon(map.number(cell), count);
            }
            told += wasTold ? 1 : 0;
            nextCells.add(cell);
            nextCounts.add(count);
        }
        tellEmptied(view, told, Integer.MAX_VALUE);
        view.toldCells().copy(nextCells);
        view.toldCounts().copy(nextCounts);
    }

    private int tellEmptied(View view, int from, int before) {
        int told = from;
        while (told < view.toldCells().size() && view.toldCells().get(told) < before) {
            tail.horizon(map.number(view.toldCells().get(told)), 0);
            told++;
        }
        return told;
    }
}
