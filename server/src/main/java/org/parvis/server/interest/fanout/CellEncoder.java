package org.parvis.server.interest.fanout;

import org.parvis.protocol.pose.CellUpdateWriter;
import org.parvis.server.interest.cells.Bodies;
import org.parvis.server.interest.cells.CellContent;
import org.parvis.server.interest.cells.CellMap;
import org.parvis.server.interest.cells.Cells;
import org.parvis.server.interest.cells.IntBag;
import org.parvis.server.interest.plan.InterestConfig;
import org.parvis.server.interest.plan.Pace;
import org.parvis.server.interest.plan.PlanBook;
import org.parvis.server.interest.plan.SendSchedule;
import org.parvis.server.interest.sight.Sight;
import org.parvis.server.interest.sight.Sights;

/**
 * Writes what changed in each cell into a tick's bytes: once for each ring and pace that is due, whoever looks. What
 * differs for viewers whom a rule touches is written besides by {@link SightEncoder}.
 *
 * <p>Tick thread only. Nothing is allocated once the arrays have grown.
 */
public final class CellEncoder {
    private final Cells cells;
    private final InterestConfig config;
    private final BodyWriter bodyWriter;
    private final SightEncoder apart;
    private final Recalls recalls = new Recalls();
    private final int[] wishBeat;
    private final IntBag wished = new IntBag(64);
    private final Sights sights;
    private int nearBytes;

    /**
     * Makes an encoder.
     *
     * @param map numbers and edges of the cells
     * @param cells who is in them
     * @param bodies what there is to tell
     * @param config rings
     * @param sights in use besides the common one
     */
    public CellEncoder(CellMap map, Cells cells, Bodies bodies, InterestConfig config, Sights sights) {
        this.cells = cells;
        this.config = config;
        this.sights = sights;
        bodyWriter = new BodyWriter(map, cells, bodies);
        apart = new SightEncoder(cells, config, bodyWriter, sights);
        wishBeat = new int[map.size()];
    }

    /** Has a keyframe of a cell made at the end of this tick, as a viewer of some sight sees it. */
    public void wishKeyframe(Sight sight, int cell, int beat) {
        if (sight != Sight.COMMON) {
            sights.wishKeyframe(sight, cell);
        }
        // Where no rule touches the cell, the common keyframe serves others too.
        if (sight.readsCommon() && wishBeat[cell] != beat) {
            wishBeat[cell] = beat;
            wished.add(cell);
        }
    }

    /**
     * Takes a body out of the sight of those who do not see its new layer: they get a keyframe of each cell where their
     * clients may have it, with their next frame, whatever the ring.
     *
     * @param avatar the body, which is in its new layer already
     * @param before the layer it was in
     * @param beat now
     */
    public void recall(int avatar, int before, int beat) {
        int after = cells.layer(avatar);
        IntBag where = new IntBag(8);
        cells.addTraces(avatar, where);
        for (int i = 0; i < where.size(); i++) {
            recalls.add(new Recall(where.get(i), avatar, before, after, beat));
        }
    }

    /**
     * Encodes everything that is due; wishes are fulfilled and forgotten.
     *
     * @param out where to
     * @param midWindow beats that changes for the mid ring reach back
     * @param farWindow beats that changes for the far ring reach back
     */
    public void encode(TickBytes out, int midWindow, int farWindow) {
        SendSchedule schedule = out.schedule();
        int beat = schedule.beat();
        recall(beat);
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
            CellUpdateWriter writer = out.writer();
            bodyWriter.writeKeyframe(wished.get(i), beat, cells.members(wished.get(i)), writer);
            out.putKeyframe(wished.get(i), writer.end());
        }
        wished.clear();
        apart.encode(out, midWindow, farWindow);
        out.recalls(recalls.current());
    }

    /** Wishes the keyframes of recalls that some viewer's frame may not have brought yet. */
    private void recall(int beat) {
        recalls.forgetUpTo(beat - Pace.SLOWEST);
        for (Recall recall : recalls.current()) {
            if (recall.concerns(Sight.COMMON)) {
                wishKeyframe(Sight.COMMON, recall.cell(), beat);
            }
            for (int i = 0; i < sights.size(); i++) {
                if (recall.concerns(sights.get(i))) {
                    wishKeyframe(sights.get(i), recall.cell(), beat);
                }
            }
        }
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

    private boolean encodeSince(int since, int cell, TickBytes out) {
        CellContent content = cells.content(cell);
        return content.changeBeat() > since
                && bodyWriter.writeSince(
                        since, cell, content.members(), content.departures(), Sight.COMMON, out.writer());
    }

    /** Forgets wishes of a tick that is not encoded; those who wished will wish again. */
    public void dropWishes() {
        wished.clear();
        sights.dropWishes();
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
        apart.count(out);
    }
}
