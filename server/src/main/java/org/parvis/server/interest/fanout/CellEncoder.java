package org.parvis.server.interest.fanout;

import org.parvis.protocol.pose.CellUpdateWriter;
import org.parvis.protocol.pose.StateFlags;
import org.parvis.protocol.quantise.CellPose;
import org.parvis.server.interest.cells.Bodies;
import org.parvis.server.interest.cells.CellContent;
import org.parvis.server.interest.cells.CellMap;
import org.parvis.server.interest.cells.Cells;
import org.parvis.server.interest.cells.IntBag;
import org.parvis.server.interest.cells.RecentDepartures;
import org.parvis.server.interest.plan.InterestConfig;
import org.parvis.server.interest.plan.Pace;
import org.parvis.server.interest.plan.PlanBook;
import org.parvis.server.interest.plan.SendSchedule;

/**
 * Writes what changed in each cell into a tick's bytes: once for each ring and pace that is due, whoever looks.
 *
 * <p>Tick thread only. Nothing is allocated once the arrays have grown.
 */
public final class CellEncoder {
    private final CellMap map;
    private final Cells cells;
    private final Bodies bodies;
    private final InterestConfig config;
    private final int[] wishBeat;
    private final IntBag wished = new IntBag(64);
    private int nearBytes;

    /**
     * Makes an encoder.
     *
     * @param map numbers and edges of the cells
     * @param cells who is in them
     * @param bodies what there is to tell
     * @param config rings
     */
    public CellEncoder(CellMap map, Cells cells, Bodies bodies, InterestConfig config) {
        this.map = map;
        this.cells = cells;
        this.bodies = bodies;
        this.config = config;
        wishBeat = new int[map.size()];
    }

    /** Has a keyframe of a cell made at the end of this tick. */
    public void wishKeyframe(int cell, int beat) {
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
    public void encode(TickBytes out, int midWindow, int farWindow) {
        SendSchedule schedule = out.schedule();
        int beat = schedule.beat();
        nearBytes = 0;
        IntBag active = cells.active();
        for (int i = active.size() - 1; i >= 0; i--) {
            int cell = active.get(i);
            encodeNear(out, cell);
            if (schedule.isMidDue(PlanBook.turn(cell, config.midEvery())) && encodeSince(beat - midWindow, cell, out)) {
                out.putMid(cell, out.writer().end());
            }
            if (schedule.isFarDue(PlanBook.turn(cell, config.farEvery())) && encodeSince(beat - farWindow, cell, out)) {
                out.putFar(cell, out.writer().end());
            }
        }
        for (int i = 0; i < wished.size(); i++) {
            encodeKeyframe(wished.get(i), beat, out);
        }
        wished.clear();
    }

    /** How many bytes near changes of all cells came to this beat, for viewers who get every frame. */
    public int nearBytes() {
        return nearBytes;
    }

    private void encodeNear(TickBytes out, int cell) {
        for (int pace = Pace.EVERY; pace <= Pace.SLOWEST; pace <<= 1) {
            if (out.schedule().offers(pace) && encodeSince(out.schedule().beat() - pace, cell, out)) {
                out.putNear(pace, cell, out.writer().end());
                nearBytes += pace == Pace.EVERY ? TickBytes.length(out.near(pace)[cell]) : 0;
            }
        }
    }

    /** Forgets wishes of a tick that is not encoded; those who wished will wish again. */
    public void dropWishes() {
        wished.clear();
    }

    /** Writes what changed in a cell after a beat; false when that is nothing. */
    private boolean encodeSince(int since, int cell, TickBytes out) {
        CellContent content = cells.content(cell);
        if (content.changeBeat() <= since) {
            return false;
        }
        CellUpdateWriter writer = out.writer();
        writer.begin(map.number(cell));
        IntBag here = content.members();
        for (int i = 0; i < here.size(); i++) {
            int avatar = here.get(i);
            if (bodies.poseBeat(avatar) > since) {
                writer.pose(avatar, packed(cell, avatar));
            }
            if (bodies.stateBeat(avatar) > since) {
                writeState(writer, avatar, bodies.jumpBeat(avatar) > since);
            }
        }
        RecentDepartures left = content.departures();
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
        IntBag here = cells.members(cell);
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
    public void count(TickBytes out) {
        IntBag active = cells.active();
        active.sort();
        for (int i = 0; i < active.size(); i++) {
            int cell = active.get(i);
            if (!cells.members(cell).isEmpty()) {
                out.count(cell, cells.members(cell).size());
            }
        }
        out.counted();
    }
}
