package org.parvis.server.interest;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the plans in use. A plan depends only on the square a viewer stands in and on where the crowd is, so thousands of
 * viewers share a few hundred plans. Tick thread only.
 *
 * <p>While everybody of the instance fits into one viewer's budget, plans never change. Otherwise a plan is looked at
 * again every {@link #REVIEW_BEATS}, and replaced when the crowd around it has changed much: a little more or less than
 * the budget is better than the keyframes of a new plan.
 */
final class PlanBook {
    /** Side of the squares that plans are made for, as a fraction of a cell. */
    static final int SQUARES_PER_SIDE = 2;

    private static final int MAX_KEPT = 8_192;
    private static final int REVIEW_BEATS = 64;

    private final CellMap cells;
    private final PlanMaker maker;
    private final double squareM;
    private final @Nullable Plan[] kept;
    private final int[] reviewed;
    private int keptCount;
    private boolean crowded;

    PlanBook(CellMap cells, InterestConfig config, PlanMaker.Crowd crowd) {
        this.cells = cells;
        maker = new PlanMaker(cells, config, crowd);
        squareM = cells.sideM() / SQUARES_PER_SIDE;
        kept = new Plan[cells.size() * SQUARES_PER_SIDE * SQUARES_PER_SIDE];
        reviewed = new int[kept.length];
    }

    /** Tells whether there are so many people that budgets matter. */
    void crowded(boolean isCrowded) {
        if (crowded && !isCrowded) {
            // Plans that were cut to the budget are too small now.
            forgetAll();
        }
        crowded = isCrowded;
    }

    boolean isCrowded() {
        return crowded;
    }

    /** All plans are made anew when next asked for. */
    void forgetAll() {
        Arrays.fill(kept, null);
        keptCount = 0;
    }

    /** The square that a point lies in: the key of its plan. */
    int square(int floor, double xM, double zM) {
        int column = square(xM - cells.minXM(0), cells.columns());
        int row = square(zM - cells.minZM(0), cells.rows());
        return (floor * cells.rows() * SQUARES_PER_SIDE + row) * cells.columns() * SQUARES_PER_SIDE + column;
    }

    private int square(double fromEdgeM, int count) {
        return Math.max(0, Math.min(count * SQUARES_PER_SIDE - 1, (int) Math.floor(fromEdgeM / squareM)));
    }

    /** Whether a point is still so near to a square that its plan may be kept. */
    boolean isStill(int square, int floor, double xM, double zM) {
        int column = square % (cells.columns() * SQUARES_PER_SIDE);
        int row = square / (cells.columns() * SQUARES_PER_SIDE) % (cells.rows() * SQUARES_PER_SIDE);
        double westM = cells.minXM(0) + column * squareM;
        double northM = cells.minZM(0) + row * squareM;
        return square / (cells.columns() * SQUARES_PER_SIDE * cells.rows() * SQUARES_PER_SIDE) == floor
                && Math.abs(xM - westM - squareM / 2) <= squareM / 2 + cells.stickyM()
                && Math.abs(zM - northM - squareM / 2) <= squareM / 2 + cells.stickyM();
    }

    /** The plan of a square. */
    Plan plan(int square, int beat) {
        Plan known = kept[square];
        if (known == null) {
            if (keptCount >= MAX_KEPT) {
                // Plans are cheap to make again, and nobody who holds one loses it.
                forgetAll();
            }
            maker.reckon(square, crowded);
            known = maker.make();
            kept[square] = known;
            // Spread, so that no beat has all reviews.
            reviewed[square] = beat + square % REVIEW_BEATS - REVIEW_BEATS;
            keptCount++;
        } else if (crowded && beat - reviewed[square] >= REVIEW_BEATS) {
            reviewed[square] = beat;
            maker.reckon(square, true);
            if (maker.differsMuchFrom(known)) {
                known = maker.make();
                kept[square] = known;
            }
        }
        return known;
    }

    /** The slice that a cell is dealt to; neighbours are in different ones, so that no tick has all. */
    static int turn(int cell, int every) {
        return (int) (((cell * 0x9E3779B1L) >>> 8) % every);
    }
}
