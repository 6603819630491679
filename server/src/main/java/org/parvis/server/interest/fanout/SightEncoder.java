package org.parvis.server.interest.fanout;

import org.parvis.server.interest.cells.CellContent;
import org.parvis.server.interest.cells.Cells;
import org.parvis.server.interest.cells.IntBag;
import org.parvis.server.interest.cells.LayerCells;
import org.parvis.server.interest.cells.RecentDepartures;
import org.parvis.server.interest.plan.InterestConfig;
import org.parvis.server.interest.plan.Pace;
import org.parvis.server.interest.plan.PlanBook;
import org.parvis.server.interest.plan.SendSchedule;
import org.parvis.server.interest.sight.Sight;
import org.parvis.server.interest.sight.Sights;

/**
 * Writes, for each sight in use besides the common one, the cells that its viewers see otherwise than everybody: those
 * with bodies of other layers that they read, or with bodies that they must not see. Tick thread only; without such
 * sights it does nothing.
 */
final class SightEncoder {
    private final Cells cells;
    private final InterestConfig config;
    private final BodyWriter bodyWriter;
    private final Sights sights;
    private final IntBag touched = new IntBag(64);
    private final IntBag here = new IntBag(64);
    private final RecentDepartures left = new RecentDepartures();
    private int changeBeat;

    SightEncoder(Cells cells, InterestConfig config, BodyWriter bodyWriter, Sights sights) {
        this.cells = cells;
        this.config = config;
        this.bodyWriter = bodyWriter;
        this.sights = sights;
    }

    void encode(TickBytes out, int midWindow, int farWindow) {
        for (int i = 0; i < sights.size(); i++) {
            Sight sight = sights.get(i);
            SightBytes bytes = out.beginApart(sight);
            gatherTouched(sight);
            IntBag wished = sights.wished(sight);
            if (!sight.readsCommon()) {
                // There is no common keyframe to fall back to.
                for (int k = 0; k < wished.size(); k++) {
                    touched.insertSorted(wished.get(k));
                }
            }
            for (int k = 0; k < touched.size(); k++) {
                int cell = touched.get(k);
                bytes.add(cell);
                gather(sight, cell);
                encodeChanges(out, bytes, cell, midWindow, farWindow);
                if (wished.search(cell) >= 0) {
                    bodyWriter.writeKeyframe(cell, out.schedule().beat(), here, out.writer());
                    bytes.put(SightBytes.KEYFRAME, out.spanFrom(out.writer().end()));
                }
            }
            wished.clear();
        }
    }

    private void encodeChanges(TickBytes out, SightBytes bytes, int cell, int midWindow, int farWindow) {
        SendSchedule schedule = out.schedule();
        for (int pace = Pace.EVERY; pace <= Pace.SLOWEST; pace <<= 1) {
            if (schedule.offers(pace)) {
                encodeSince(schedule.beat() - pace, cell, Pace.index(pace), out, bytes);
            }
        }
        if (schedule.isMidDue(PlanBook.turn(cell, config.midEvery()))) {
            encodeSince(schedule.beat() - midWindow, cell, SightBytes.MID, out, bytes);
        }
        if (schedule.isFarDue(PlanBook.turn(cell, config.farEvery()))) {
            encodeSince(schedule.beat() - farWindow, cell, SightBytes.FAR, out, bytes);
        }
    }

    private void encodeSince(int since, int cell, int kind, TickBytes out, SightBytes bytes) {
        if (changeBeat > since && bodyWriter.writeSince(since, cell, here, left, bytes.sight(), out.writer())) {
            bytes.put(kind, out.spanFrom(out.writer().end()));
        }
    }

    /** Finds the cells that viewers of a sight see otherwise than everybody. */
    private void gatherTouched(Sight sight) {
        touched.clear();
        for (LayerCells layer : cells.otherLayers()) {
            if (sight.layers().contains(layer.layer())) {
                addTouched(layer.cells());
            }
        }
        for (int i = 0; i < sight.hiddenCount(); i++) {
            cells.addTrail(sight.hidden(i), touched);
        }
    }

    private void addTouched(IntBag more) {
        for (int i = 0; i < more.size(); i++) {
            touched.insertSorted(more.get(i));
        }
    }

    /** Gathers who is in a cell, who left it, and when anything changed there, as far as a sight goes. */
    private void gather(Sight sight, int cell) {
        here.clear();
        left.clear();
        changeBeat = 0;
        if (sight.readsCommon()) {
            add(sight, cells.content(cell));
        }
        for (LayerCells layer : cells.otherLayers()) {
            if (sight.layers().contains(layer.layer())) {
                CellContent content = layer.find(cell);
                if (content != null) {
                    add(sight, content);
                }
            }
        }
        here.sort();
    }

    private void add(Sight sight, CellContent content) {
        IntBag members = content.members();
        for (int i = 0; i < members.size(); i++) {
            if (!sight.hides(members.get(i))) {
                here.add(members.get(i));
            }
        }
        left.add(content.departures());
        changeBeat = Math.max(changeBeat, content.changeBeat());
    }

    /** Tells how many viewers of each sight see in each cell. */
    void count(TickBytes out) {
        for (int i = 0; i < sights.size(); i++) {
            Sight sight = sights.get(i);
            gatherTouched(sight);
            if (sight.readsCommon()) {
                IntBag active = cells.active();
                for (int k = 0; k < active.size(); k++) {
                    touched.insertSorted(active.get(k));
                }
            }
            SightBytes bytes = out.apart(sight);
            for (int k = 0; bytes != null && k < touched.size(); k++) {
                gather(sight, touched.get(k));
                if (!here.isEmpty()) {
                    bytes.crowdCells().add(touched.get(k));
                    bytes.crowdCounts().add(here.size());
                }
            }
        }
    }
}
