package org.parvis.server.interest.fanout;

import org.parvis.protocol.pose.CellUpdateWriter;
import org.parvis.protocol.pose.StateFlags;
import org.parvis.protocol.quantise.CellPose;
import org.parvis.server.interest.cells.Bodies;
import org.parvis.server.interest.cells.CellMap;
import org.parvis.server.interest.cells.Cells;
import org.parvis.server.interest.cells.IntBag;
import org.parvis.server.interest.cells.RecentDepartures;
import org.parvis.server.interest.sight.Sight;

/** Writes cell updates: poses, states and departures of given bodies. Tick thread only; allocates nothing. */
final class BodyWriter {
    private final CellMap map;
    private final Cells cells;
    private final Bodies bodies;

    BodyWriter(CellMap map, Cells cells, Bodies bodies) {
        this.map = map;
        this.cells = cells;
        this.bodies = bodies;
    }

    /**
     * Writes what changed in a cell after a beat.
     *
     * @param since the beat
     * @param cell the cell
     * @param here bodies in the cell that the sight sees, rising
     * @param left who left it of late, those among them whom the sight does not see
     * @param sight whose rule holds
     * @param writer which is ended by the caller when there is something
     * @return false when nothing changed: then nothing is written
     */
    boolean writeSince(int since, int cell, IntBag here, RecentDepartures left, Sight sight, CellUpdateWriter writer) {
        writer.begin(map.number(cell));
        for (int i = 0; i < here.size(); i++) {
            int avatar = here.get(i);
            if (bodies.poseBeat(avatar) > since) {
                writer.pose(avatar, packed(cell, avatar));
            }
            if (bodies.stateBeat(avatar) > since) {
                writeState(writer, avatar, bodies.jumpBeat(avatar) > since);
            }
        }
        for (int i = 0; i < left.size(); i++) {
            int avatar = left.avatar(i);
            if (left.beat(i) > since && bodies.cell(avatar) != cell && sight.sees(avatar, cells.layer(avatar))) {
                writer.gone(avatar);
            }
        }
        if (writer.isEmpty()) {
            writer.drop();
            return false;
        }
        return true;
    }

    /** Writes all that there is to tell of a cell. */
    void writeKeyframe(int cell, int beat, IntBag here, CellUpdateWriter writer) {
        writer.begin(map.number(cell));
        writer.keyframe();
        for (int i = 0; i < here.size(); i++) {
            int avatar = here.get(i);
            writer.pose(avatar, packed(cell, avatar));
            boolean jumped = bodies.jumpBeat(avatar) == beat;
            if (jumped || !bodies.isPlainWalk(avatar)) {
                writeState(writer, avatar, jumped);
            }
        }
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
}
