package org.parvis.server.interest;

import org.parvis.protocol.pose.CellUpdateWriter;
import org.parvis.protocol.pose.StateFlags;
import org.parvis.protocol.quantise.CellPose;

/**
 * Who is in which cell, and the encoding of what changed there.
 *
 * <p>Members are kept in rising order of their numbers, because that is the order on the wire. What changed is not kept
 * in lists: each body carries the beat (see {@link Rhythm}) of its last change, and an update takes those that changed
 * within its window. Only departures need a list, kept for the longest window.
 *
 * <p>Tick thread only. Nothing is allocated once the arrays have grown.
 */
final class Cells {
    private final CellMap map;
    private final Bodies bodies;
    private final InterestConfig config;
    private final int longestWindow;
    private final IntBag[] members;
    private final Departures[] departures;
    private final int[] changeBeat;
    private final int[] wishBeat;
    private final boolean[] isActive;
    private final IntBag active = new IntBag(64);
    private final IntBag wished = new IntBag(64);
    private int nearBytes;

    Cells(CellMap map, Bodies bodies, InterestConfig config) {
        this.map = map;
        this.bodies = bodies;
        this.config = config;
        longestWindow = config.longestWindow();
        members = bags(map.size());
        departures = new Departures[map.size()];
        for (int i = 0; i < departures.length; i++) {
            departures[i] = new Departures();
        }
        changeBeat = new int[map.size()];
        wishBeat = new int[map.size()];
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

    void enter(int avatar, int cell, int beat) {
        members[cell].insertSorted(avatar);
        bodies.enterCell(avatar, cell, beat);
        changed(cell, beat);
        activate(cell);
    }

    void leave(int avatar, int beat) {
        int cell = bodies.cell(avatar);
        if (cell == Bodies.NOWHERE) {
            return;
        }
        members[cell].removeSorted(avatar);
        departures[cell].note(avatar, beat);
        bodies.leaveCell(avatar);
        changed(cell, beat);
        activate(cell);
    }

    void changed(int cell, int beat) {
        changeBeat[cell] = beat;
    }

    private void activate(int cell) {
        if (!isActive[cell]) {
            isActive[cell] = true;
            active.add(cell);
        }
    }

    /** Has a keyframe of a cell made at the end of this tick. */
    void wishKeyframe(int cell, int beat) {
        if (wishBeat[cell] != beat) {
            wishBeat[cell] = beat;
            wished.add(cell);
        }
    }

    /**
     * Encodes everything that is due; wishes are fulfilled and forgotten.
     *
     * @param midWindow beats that changes for the mid ring reach back
     * @param farWindow beats that changes for the far ring reach back
     */
    void encode(TickBytes out, int midWindow, int farWindow) {
        Rhythm rhythm = out.rhythm();
        int beat = rhythm.beat();
        nearBytes = 0;
        for (int i = active.size() - 1; i >= 0; i--) {
            int cell = active.get(i);
            encodeNear(out, cell);
            if (rhythm.isMidDue(PlanBook.turn(cell, config.midEvery())) && encodeSince(beat - midWindow, cell, out)) {
                out.putMid(cell, out.writer().end());
            }
            if (rhythm.isFarDue(PlanBook.turn(cell, config.farEvery())) && encodeSince(beat - farWindow, cell, out)) {
                out.putFar(cell, out.writer().end());
            }
            departures[cell].forgetUpTo(beat - longestWindow);
            if (members[cell].isEmpty() && departures[cell].isEmpty()) {
                isActive[cell] = false;
                active.removeAt(i);
            }
        }
        for (int i = 0; i < wished.size(); i++) {
            encodeKeyframe(wished.get(i), beat, out);
        }
        wished.clear();
    }

    /** How many bytes near changes of all cells came to this beat, for viewers who get every frame. */
    int nearBytes() {
        return nearBytes;
    }

    private void encodeNear(TickBytes out, int cell) {
        for (int pace = Pace.EVERY; pace <= Pace.SLOWEST; pace <<= 1) {
            if (out.rhythm().offers(pace) && encodeSince(out.rhythm().beat() - pace, cell, out)) {
                out.putNear(pace, cell, out.writer().end());
                nearBytes += pace == Pace.EVERY ? TickBytes.length(out.near(pace)[cell]) : 0;
            }
        }
    }

    /** Forgets wishes of a tick that is not encoded; those who wished will wish again. */
    void dropWishes() {
        wished.clear();
    }

    /** Writes what changed in a cell after a beat; false when that is nothing. */
    private boolean encodeSince(int since, int cell, TickBytes out) {
        if (changeBeat[cell] <= since) {
            return false;
        }
        CellUpdateWriter writer = out.writer();
        writer.begin(map.number(cell));
        IntBag here = members[cell];
        for (int i = 0; i < here.size(); i++) {
            int avatar = here.get(i);
            if (bodies.poseBeat(avatar) > since) {
                writer.pose(avatar, packed(cell, avatar));
            }
            if (bodies.stateBeat(avatar) > since) {
                writeState(writer, avatar, bodies.jumpBeat(avatar) > since);
            }
        }
        Departures left = departures[cell];
        for (int i = 0; i < left.size(); i++) {
            if (left.beat(i) > since && bodies.cell(left.avatar(i)) != cell) {
                writer.gone(left.avatar(i));
            }
        }
        if (writer.isEmpty()) {
            writer.drop();
            return false;
        }
        return true;
    }

    private void encodeKeyframe(int cell, int beat, TickBytes out) {
        CellUpdateWriter writer = out.writer();
        writer.begin(map.number(cell));
        writer.keyframe();
        IntBag here = members[cell];
        for (int i = 0; i < here.size(); i++) {
            int avatar = here.get(i);
            writer.pose(avatar, packed(cell, avatar));
            boolean jumped = bodies.jumpBeat(avatar) == beat;
            if (jumped || !bodies.isPlainWalk(avatar)) {
                writeState(writer, avatar, jumped);
            }
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
