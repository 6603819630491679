package org.parvis.server.interest.plan;

import java.util.Arrays;
import org.parvis.server.interest.cells.CellMap;
import org.parvis.server.interest.cells.IntBag;
import org.parvis.server.interest.sight.Sight;

/**
 * Which cells a viewer receives, and how often. Immutable and shared by all viewers who stand in the same square.
 *
 * <p>Cells are listed ring by ring, and within a ring by slice (see {@link SendSchedule}), so that a frame touches
 * only the cells that are due: near ones, then a slice or more of the mid ones, then of the far ones.
 */
public final class Plan {
    private static final int DM_PER_M = 10;

    private final int[] cells;
    private final int[] midStarts;
    private final int[] farStarts;
    private final int nearDm;
    private final Sight sight;
    private final int sightBeat;

    /** The plan of whoever has none yet. */
    public static Plan none(InterestConfig config) {
        return new Plan(new int[0], new int[config.midEvery() + 1], new int[config.farEvery() + 1], 0);
    }

    /**
     * Takes a finished list.
     *
     * @param cells dense indices: near, then mid by turn, then far by turn
     * @param midStarts for each turn of the mid ring where its cells begin, and where the last ends
     * @param farStarts the same for the far ring
     * @param nearDm how far the near ring reaches at least from wherever in the square somebody stands, decimetres
     */
    Plan(int[] cells, int[] midStarts, int[] farStarts, int nearDm) {
        this(cells, midStarts, farStarts, nearDm, Sight.COMMON, 0);
    }

    private Plan(int[] cells, int[] midStarts, int[] farStarts, int nearDm, Sight sight, int sightBeat) {
        this.nearDm = nearDm;
        this.cells = cells;
        this.midStarts = midStarts;
        this.farStarts = farStarts;
        this.sight = sight;
        this.sightBeat = sightBeat;
    }

    /**
     * All cells of an instance, with every frame: for those who record everything.
     *
     * @param map the cells
     * @param config rings
     */
    public static Plan everything(CellMap map, InterestConfig config) {
        int[] all = new int[map.size()];
        Arrays.setAll(all, cell -> cell);
        int[] midStarts = new int[config.midEvery() + 1];
        int[] farStarts = new int[config.farEvery() + 1];
        Arrays.fill(midStarts, all.length);
        Arrays.fill(farStarts, all.length);
        double acrossM = Math.hypot(map.columns() * map.sideM(), map.rows() * map.sideM());
        return new Plan(all, midStarts, farStarts, (int) Math.ceil(acrossM * DM_PER_M));
    }

    /** The same cells for a viewer of a sight that holds since a beat. */
    public Plan seenBy(Sight by, int sinceBeat) {
        return new Plan(cells, midStarts, farStarts, nearDm, by, sinceBeat);
    }

    /** What viewers with this plan may see. */
    public Sight sight() {
        return sight;
    }

    /** Since when the sight holds: bytes of earlier beats are not for it. */
    public int sightBeat() {
        return sightBeat;
    }

    /** Whether viewers who come from another plan may see the same bodies as before in the cells of both. */
    public boolean hasSightOf(Plan other) {
        return sight == other.sight && sightBeat == other.sightBeat;
    }

    /** This plan with more near cells; they are taken out of the rings they were in. */
    public Plan widened(IntBag more) {
        IntBag all = new IntBag(size() + more.size());
        for (int i = 0; i < nearEnd(); i++) {
            all.add(cells[i]);
        }
        for (int i = 0; i < more.size(); i++) {
            all.add(more.get(i));
        }
        int[] newMidStarts = copyWithout(more, midStarts, all);
        int[] newFarStarts = copyWithout(more, farStarts, all);
        return new Plan(all.toArray(), newMidStarts, newFarStarts, nearDm);
    }

    private int[] copyWithout(IntBag left, int[] starts, IntBag all) {
        int[] newStarts = new int[starts.length];
        for (int slice = 0; slice < starts.length - 1; slice++) {
            newStarts[slice] = all.size();
            for (int i = starts[slice]; i < starts[slice + 1]; i++) {
                if (left.search(cells[i]) < 0) {
                    all.add(cells[i]);
                }
            }
        }
        newStarts[starts.length - 1] = all.size();
        return newStarts;
    }

    /** Whether a cell is told of with every frame. */
    public boolean isNear(int cell) {
        for (int i = 0; i < nearEnd(); i++) {
            if (cells[i] == cell) {
                return true;
            }
        }
        return false;
    }

    /** How far the near ring reaches, decimetres. */
    public int nearDm() {
        return nearDm;
    }

    /** Number of cells. */
    public int size() {
        return cells.length;
    }

    /** Dense index of a cell. */
    public int cell(int position) {
        return cells[position];
    }

    /** InterestRing of the cell at a position. */
    public InterestRing ring(int position) {
        if (position < midStarts[0]) {
            return InterestRing.NEAR;
        }
        return position < farStarts[0] ? InterestRing.MID : InterestRing.FAR;
    }

    /** Where the near cells end. */
    public int nearEnd() {
        return midStarts[0];
    }

    /** Where the mid cells of a slice begin; those of the slice before end there. */
    public int midStart(int slice) {
        return midStarts[slice];
    }

    /** Where the far cells of a slice begin; those of the slice before end there. */
    public int farStart(int slice) {
        return farStarts[slice];
    }
}
