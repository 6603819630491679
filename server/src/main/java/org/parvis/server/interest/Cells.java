package org.parvis.server.interest;

import org.parvis.protocol.pose.CellUpdateWriter;
import org.parvis.protocol.pose.StateFlags;
import org.parvis.protocol.quantise.CellPose;

/**
 * Who is in which cell, and the encoding of what changed there.
 *
 * <p>Members are kept in rising order of their numbers, because that is the order on the wire. What changed is not kept
 * in lists: each body carries the tick of its last change, and a ring's update takes those that changed since the ring's
 * turn before. Only departures need lists, one per ring, emptied at the ring's turn.
 *
 * <p>Tick thread only. Nothing is allocated once the arrays have grown.
 */
final class Cells {
    private final CellMap map;
    private final Bodies bodies;
    private final InterestConfig config;
    private final IntBag[] members;
    private final IntBag[][] gone = new IntBag[Ring.COUNT][];
    private final int[][] turnTick = new int[Ring.COUNT][];
    private final int[] changeTick;
    private final int[] wishTick;
    private final boolean[] isActive;
    private final IntBag active = new IntBag(64);
    private final IntBag wished = new IntBag(64);

    Cells(CellMap map, Bodies bodies, InterestConfig config) {
        this.map = map;
        this.bodies = bodies;
        this.config = config;
        members = bags(map.size());
        for (int ring = 0; ring < gone.length; ring++) {
            gone[ring] = bags(map.size());
            turnTick[ring] = new int[map.size()];
        }
        changeTick = new int[map.size()];
        wishTick = new int[map.size()];
        isActive = new boolean[map.size()];
    }

    private static IntBag[] bags(int count) {
        IntBag[] bags = new IntBag[count];
        for (int i = 0; i < count; i++) {
            bags[i] = new IntBag(0);
        }
        return bags;
    }

    /** Members of a cell in rising order. */
    IntBag members(int cell) {
        return members[cell];
    }

    void enter(int avatar, int cell, int tick) {
        members[cell].insertSorted(avatar);
        bodies.enterCell(avatar, cell, tick);
        changed(cell, tick);
        activate(cell);
    }

    void leave(int avatar, int tick) {
        int cell = bodies.cell(avatar);
        if (cell == Bodies.NOWHERE) {
            return;
        }
        members[cell].removeSorted(avatar);
        for (IntBag[] ofRing : gone) {
            ofRing[cell].insertSorted(avatar);
        }
        bodies.leaveCell(avatar);
        changed(cell, tick);
        activate(cell);
    }

    void changed(int cell, int tick) {
        changeTick[cell] = tick;
    }

    private void activate(int cell) {
        if (!isActive[cell]) {
            isActive[cell] = true;
            active.add(cell);
        }
    }

    /** Has a keyframe of a cell made at the end of this tick. */
    void wishKeyframe(int cell, int tick) {
        if (wishTick[cell] != tick) {
            wishTick[cell] = tick;
            wished.add(cell);
        }
    }

    /** Encodes everything that is due; wishes are fulfilled and forgotten. */
    void encode(TickBytes out, int tick) {
        int kept = active.size();
        for (int i = kept - 1; i >= 0; i--) {
            int cell = active.get(i);
            encodeRing(Ring.NEAR, cell, tick, out);
            if (PlanBook.turn(cell, config.midEvery()) == Math.floorMod(tick, config.midEvery())) {
                encodeRing(Ring.MID, cell, tick, out);
            }
            if (PlanBook.turn(cell, config.farEvery()) == Math.floorMod(tick, config.farEvery())) {
                encodeRing(Ring.FAR, cell, tick, out);
            }
            if (members[cell].isEmpty() && hasNothingPending(cell)) {
                isActive[cell] = false;
                active.removeAt(i);
            }
        }
        for (int i = 0; i < wished.size(); i++) {
            encodeKeyframe(wished.get(i), tick, out);
        }
        wished.clear();
    }

    private boolean hasNothingPending(int cell) {
        return gone[0][cell].isEmpty() && gone[1][cell].isEmpty() && gone[2][cell].isEmpty();
    }

    /** Forgets wishes of a tick that is not encoded; those who wished will wish again. */
    void dropWishes() {
        wished.clear();
    }

    private void encodeRing(Ring ring, int cell, int tick, TickBytes out) {
        int since = turnTick[ring.index()][cell];
        turnTick[ring.index()][cell] = tick;
        if (changeTick[cell] <= since) {
            return;
        }
        CellUpdateWriter writer = out.writer();
        writer.begin(map.number(cell));
        IntBag here = members[cell];
        for (int i = 0; i < here.size(); i++) {
            int avatar = here.get(i);
            if (bodies.poseTick(avatar) > since) {
                writer.pose(avatar, packed(cell, avatar));
            }
            if (bodies.stateTick(avatar) > since) {
                writeState(writer, avatar, bodies.jumpTick(avatar) > since);
            }
        }
        IntBag left = gone[ring.index()][cell];
        for (int i = 0; i < left.size(); i++) {
            int avatar = left.get(i);
            if (bodies.cell(avatar) != cell) {
                writer.gone(avatar);
            }
        }
        left.clear();
        if (writer.isEmpty()) {
            writer.drop();
        } else {
            out.put(ring, cell, writer.end());
        }
    }

    private void encodeKeyframe(int cell, int tick, TickBytes out) {
        CellUpdateWriter writer = out.writer();
        writer.begin(map.number(cell));
        writer.keyframe();
        IntBag here = members[cell];
        for (int i = 0; i < here.size(); i++) {
            int avatar = here.get(i);
            writer.pose(avatar, packed(cell, avatar));
            writeState(writer, avatar, bodies.jumpTick(avatar) == tick);
        }
        out.putKeyframe(cell, writer.end());
    }

    private int packed(int cell, int avatar) {
        double marginM = map.sideM() / 8;
        int xCode = CellPose.code(map.minXM(cell), map.sideM(), clamp(bodies.xM(avatar), map.minXM(cell), marginM));
        int zCode = CellPose.code(map.minZM(cell), map.sideM(), clamp(bodies.zM(avatar), map.minZM(cell), marginM));
        return CellPose.pack(xCode, zCode, bodies.yaw(avatar));
    }

    /** Only bodies at the rim of the grid can be beyond their cell's margin; they are shown at the rim. */
    private double clamp(double valueM, double minM, double marginM) {
        double lowest = minM - marginM;
        double highest = minM + map.sideM() + marginM - 1e-6;
        return valueM < lowest ? lowest : Math.min(valueM, highest);
    }

    private void writeState(CellUpdateWriter writer, int avatar, boolean jumped) {
        int flags = StateFlags.of(bodies.gait(avatar), bodies.isAway(avatar), jumped);
        writer.state(avatar, flags, bodies.heightCm(avatar), bodies.emote(avatar));
    }

    /** Tells how many are in each cell that has somebody. */
    void count(TickBytes out) {
        active.sort();
        for (int i = 0; i < active.size(); i++) {
            int cell = active.get(i);
            if (!members[cell].isEmpty()) {
                out.count(cell, members[cell].size());
            }
        }
        out.counted();
    }
}
