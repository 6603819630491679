package org.parvis.server.interest.plan;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.parvis.server.interest.cells.CellMap;
import org.parvis.server.interest.cells.IntBag;

/**
 * Keeps the plans in use. A plan depends only on the square a viewer stands in and on where the crowd is, so thousands of
 * viewers share a few hundred plans. Tick thread only.
 *
 * <p>While everybody of the instance fits into one viewer's budget, plans never change. Otherwise a plan is looked at
 * again every {@link #REVIEW_BEATS}, and replaced when the crowd around it has changed much: a little more or less than
 * the budget is better than the keyframes of a new plan.
 *
 * <p>The limit of bodies holds more strictly. While there are more people than a viewer may be sent, plans are made with
 * an eighth to spare, and those in use are counted every {@link #COUNT_BEATS}; one that more people than the limit have
 * walked into is made anew. Viewers take a new plan over with their next frame, {@link Pace#SLOWEST} beats later at
 * most, and may come from one square that is yet to be counted into another, so the limit is passed for less than
 * twice {@link #COUNT_BEATS} and {@link Pace#SLOWEST} beats. Cells are sent whole, and three kinds whatever they hold: the
 * cell of the viewer's square, cells in the spotlight, and cells of companions. Where these alone hold more than the
 * limit, more is sent, and nothing is made anew in vain.
 */
public final class PlanBook {
    /** Side of the squares that plans are made for, as a fraction of a cell. */
    public static final int SQUARES_PER_SIDE = 2;

    private static final int MAX_KEPT = 8_192;
    private static final int REVIEW_BEATS = 64;
    private static final int COUNT_BEATS = 8;

    private final CellMap cells;
    private final PlanMaker maker;
    private final Crowd crowd;
    private final int mostBodies;
    private final double squareM;
    private final @Nullable Plan[] kept;
    private final int[] reviewed;
    private final int[] counted;
    private int keptCount;
    private boolean overBudget;
    private boolean overLimit;

    /**
     * Makes an empty one.
     *
     * @param cells of the instance
     * @param config rings, budget and limit
     * @param crowd where the people are
     */
    public PlanBook(CellMap cells, InterestConfig config, Crowd crowd) {
        this.cells = cells;
        this.crowd = crowd;
        maker = new PlanMaker(cells, config, crowd);
        squareM = cells.sideM() / SQUARES_PER_SIDE;
        kept = new Plan[cells.size() * SQUARES_PER_SIDE * SQUARES_PER_SIDE];
        mostBodies = config.viewerBodies();
        reviewed = new int[kept.length];
        counted = new int[kept.length];
    }

    /**
     * Tells whether there are so many people that budgets matter.
     *
     * @param isOverBudget whether telling of everybody may cost more bytes than a viewer may be sent
     * @param isOverLimit whether there are more people than a viewer may be sent
     */
    public void crowded(boolean isOverBudget, boolean isOverLimit) {
        if ((overBudget && !isOverBudget) || (overLimit && !isOverLimit)) {
            // Plans that were cut are too small now.
            forgetAll();
        }
        overBudget = isOverBudget;
        overLimit = isOverLimit;
    }

    /** Whether the budget of bytes counts at present. */
    public boolean isOverBudget() {
        return overBudget;
    }

    /** Whether the limit of bodies counts at present. */
    public boolean isOverLimit() {
        return overLimit;
    }

    /** All plans are made anew when next asked for. */
    public void forgetAll() {
        Arrays.fill(kept, null);
        keptCount = 0;
    }

    /** The square that a point lies in: the key of its plan. */
    public int square(int floor, double xM, double zM) {
        int column = square(xM - cells.minXM(0), cells.columns());
        int row = square(zM - cells.minZM(0), cells.rows());
        return (floor * cells.rows() * SQUARES_PER_SIDE + row) * cells.columns() * SQUARES_PER_SIDE + column;
    }

    private int square(double fromEdgeM, int count) {
        return Math.max(0, Math.min(count * SQUARES_PER_SIDE - 1, (int) Math.floor(fromEdgeM / squareM)));
    }

    /** Whether a point is still so near to a square that its plan may be kept. */
    public boolean isStill(int square, int floor, double xM, double zM) {
        int column = square % (cells.columns() * SQUARES_PER_SIDE);
        int row = square / (cells.columns() * SQUARES_PER_SIDE) % (cells.rows() * SQUARES_PER_SIDE);
        double westM = cells.minXM(0) + column * squareM;
        double northM = cells.minZM(0) + row * squareM;
        return square / (cells.columns() * SQUARES_PER_SIDE * cells.rows() * SQUARES_PER_SIDE) == floor
                && Math.abs(xM - westM - squareM / 2) <= squareM / 2 + cells.stickyM()
                && Math.abs(zM - northM - squareM / 2) <= squareM / 2 + cells.stickyM();
    }

    /** The plan of a square. */
    public Plan plan(int square, int beat) {
        Plan known = kept[square];
        if (known == null) {
            if (keptCount >= MAX_KEPT) {
                // Plans are cheap to make again, and nobody who holds one loses it.
                forgetAll();
            }
            maker.reckon(square, crowd.spotlitCells(), overBudget, overLimit);
            known = maker.make();
            kept[square] = known;
            // Spread, so that no beat has all reviews.
            reviewed[square] = beat + square % REVIEW_BEATS - REVIEW_BEATS;
            counted[square] = beat + square % COUNT_BEATS - COUNT_BEATS;
            keptCount++;
            return known;
        }
        if (isReviewDue(square, beat)) {
            reviewed[square] = beat;
            counted[square] = beat;
            maker.reckon(square, crowd.spotlitCells(), overBudget, overLimit);
            if (maker.differsMuchFrom(known) || holdsTooMany(known)) {
                known = keep(square);
            }
        } else if (overLimit && beat - counted[square] >= COUNT_BEATS) {
            counted[square] = beat;
            if (maker.people(known) > mostBodies) {
                maker.reckon(square, crowd.spotlitCells(), overBudget, true);
                if (holdsTooMany(known)) {
                    known = keep(square);
                }
            }
        }
        return known;
    }

    /**
     * A plan for one viewer who does not see all in the spotlight; kept by whoever asked.
     *
     * @param square as {@link #square(int, double, double)} numbers them
     * @param spotlit cells of those in the spotlight whom the viewer sees, rising
     */
    public Plan planApart(int square, IntBag spotlit) {
        maker.reckon(square, spotlit, overBudget, overLimit);
        return maker.make();
    }

    private boolean isReviewDue(int square, int beat) {
        return (overBudget || overLimit) && beat - reviewed[square] >= REVIEW_BEATS;
    }

    /** Whether a plan has more people than the limit and the one reckoned has fewer. */
    private boolean holdsTooMany(Plan known) {
        return overLimit && maker.people(known) > Math.max(mostBodies, maker.people());
    }

    private Plan keep(int square) {
        Plan made = maker.make();
        kept[square] = made;
        return made;
    }

    /** The slice that a cell is dealt to; neighbours are in different ones, so that no tick has all. */
    public static int turn(int cell, int every) {
        return (int) (((cell * 0x9E3779B1L) >>> 8) % every);
    }
}
