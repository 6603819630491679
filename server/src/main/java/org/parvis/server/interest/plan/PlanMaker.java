package org.parvis.server.interest.plan;

import java.util.Arrays;
import org.parvis.server.interest.cells.CellMap;
import org.parvis.server.interest.cells.IntBag;

/**
 * Makes plans: cells by distance, near ones every frame, then mid and far ones, as many as a viewer's budget of bytes
 * allows. What does not fit is left to the horizon. Tick thread only.
 *
 * <p>Cells in the spotlight are near wherever they are. The budget is spent from the nearest cell outwards: {@link #NEAR_SHARE} of it on the near ring, the rest on the
 * others. What a cell costs is reckoned from its number of people and from what a person costs on average at present.
 *
 * <p>People count against the limit of bodies in the same order, whatever their ring: from the first cell on that has too
 * many people for what is left of it, all is left to the horizon. The cell that the square lies in is always told of.
 */
final class PlanMaker {
    private static final double NEAR_SHARE = 0.7;
    private static final double MID_SHARE = 0.85;
    private static final double BESIDE_M = 1;
    /** A cell update's tags, lengths and number. */
    private static final int CELL_HEAD_BYTES = 9;

    private static final int DM_PER_M = 10;
    /** Bits of the key of a candidate that hold its place in the list; the rest is its distance. */
    private static final int PLACE_BITS = 20;

    private static final double MM_PER_M = 1_000;
    /** A sixth more or fewer cells are many. */
    private static final int MUCH = 6;

    private final CellMap cells;
    private final InterestConfig config;
    private final Crowd crowd;
    private final double squareM;
    private final IntBag candidates = new IntBag(256);
    private final IntBag near = new IntBag(64);
    private final IntBag[] mid;
    private final IntBag[] far;
    private long[] byDistance = new long[256];
    /** The ring that cells of the viewer's floor still go to; the nearer ones are full. */
    private InterestRing open = InterestRing.NEAR;

    private double budgetBytesPerS;
    private double spentBytesPerS;
    private double nearestNotNearM;
    private int total;
    private int people;

    PlanMaker(CellMap cells, InterestConfig config, Crowd crowd) {
        this.cells = cells;
        this.config = config;
        this.crowd = crowd;
        squareM = cells.sideM() / PlanBook.SQUARES_PER_SIDE;
        mid = bags(config.midEvery());
        far = bags(config.farEvery());
    }

    private static IntBag[] bags(int count) {
        IntBag[] bags = new IntBag[count];
        for (int i = 0; i < count; i++) {
            bags[i] = new IntBag(8);
        }
        return bags;
    }

    /**
     * Works out which cells the plan of a square has; {@link #make} then makes it.
     *
     * @param square as {@link PlanBook} numbers them
     * @param spotlit cells that are near wherever they are, rising
     * @param isBudgeted whether the budget counts, or only distances
     * @param isLimited whether the limit of bodies counts
     */
    void reckon(int square, IntBag spotlit, boolean isBudgeted, boolean isLimited) {
        int column = square % (cells.columns() * PlanBook.SQUARES_PER_SIDE);
        int row = square / (cells.columns() * PlanBook.SQUARES_PER_SIDE) % (cells.rows() * PlanBook.SQUARES_PER_SIDE);
        int floor = square / (cells.columns() * PlanBook.SQUARES_PER_SIDE * cells.rows() * PlanBook.SQUARES_PER_SIDE);
        near.clear();
        clear(mid);
        clear(far);
        gather(floor, column, row);
        deal(floor, spotlit, isBudgeted, isLimited ? config.plannedBodies() : Integer.MAX_VALUE);
    }

    private static void clear(IntBag[] slices) {
        for (IntBag slice : slices) {
            slice.clear();
        }
    }

    /** Whether it is worth its keyframes to go over from a plan of the same square to the one reckoned. */
    boolean differsMuchFrom(Plan known) {
        return differsMuch(near.size(), known.nearEnd()) || differsMuch(total, known.size());
    }

    private static boolean differsMuch(int a, int b) {
        return Math.abs(a - b) * MUCH > Math.max(a, b);
    }

    /** People in the cells of the plan reckoned. */
    int people() {
        return people;
    }

    /** People in the cells of a plan now. */
    int people(Plan plan) {
        int sum = 0;
        for (int i = 0; i < plan.size(); i++) {
            sum += crowd.people(plan.cell(i));
        }
        return sum;
    }

    /** Makes the plan reckoned. */
    Plan make() {
        return assemble((int) Math.round(nearestNotNearM * DM_PER_M));
    }

    private void gather(int floor, int column, int row) {
        double westM = cells.minXM(0) + column * squareM;
        double northM = cells.minZM(0) + row * squareM;
        int reach = (int) Math.ceil(config.farM() / cells.sideM()) + 1;
        int centreColumn = column / PlanBook.SQUARES_PER_SIDE;
        int centreRow = row / PlanBook.SQUARES_PER_SIDE;
        int lastRow = Math.min(cells.rows() - 1, centreRow + reach);
        int lastColumn = Math.min(cells.columns() - 1, centreColumn + reach);
        candidates.clear();
        int own = cells.dense(floor, centreColumn, centreRow);
        consider(own, westM, northM, 0);
        for (int f = 0; f < cells.floors(); f++) {
            double reachM = f == floor ? config.farM() : config.otherFloorM();
            for (int r = Math.max(0, centreRow - reach); r <= lastRow; r++) {
                for (int c = Math.max(0, centreColumn - reach); c <= lastColumn; c++) {
                    int cell = cells.dense(f, c, r);
                    if (cell != own) {
                        consider(cell, westM, northM, reachM);
                    }
                }
            }
        }
        Arrays.sort(byDistance, 0, candidates.size());
    }

    private void consider(int cell, double westM, double northM, double reachM) {
        double distanceM = gapM(cell, westM, northM);
        if (distanceM <= reachM) {
            int place = candidates.size();
            if (place == byDistance.length) {
                byDistance = Arrays.copyOf(byDistance, place * 2);
            }
            byDistance[place] = ((long) (distanceM * MM_PER_M) << PLACE_BITS) | place;
            candidates.add(cell);
        }
    }

    /** Deals the candidates to the rings, from the nearest on, until there is no room for more people. */
    private void deal(int floor, IntBag spotlit, boolean isBudgeted, int mostPeople) {
        budgetBytesPerS = isBudgeted ? config.viewerBytesPerS() : Double.POSITIVE_INFINITY;
        spentBytesPerS = 0;
        total = 0;
        people = 0;
        nearestNotNearM = config.nearM();
        open = InterestRing.NEAR;
        for (int i = 0; i < spotlit.size(); i++) {
            take(spotlit.get(i), near, nearCost(spotlit.get(i)));
        }
        for (int i = 0; i < candidates.size(); i++) {
            int cell = candidates.get((int) (byDistance[i] & ((1 << PLACE_BITS) - 1)));
            if (spotlit.search(cell) >= 0) {
                continue;
            }
            double distanceM = (byDistance[i] >> PLACE_BITS) / MM_PER_M;
            // The first is the one the square lies in: it is told of whatever it holds.
            if (i > 0 && people + crowd.people(cell) > mostPeople) {
                nearEndsAt(distanceM);
                break;
            }
            place(cell, distanceM, cells.floor(cell) == floor);
        }
    }

    /** Takes a cell into the nearest ring that is open and has budget left; a ring that has not is closed from then on. */
    private void place(int cell, double distanceM, boolean isOnFloor) {
        if (isOnFloor && open == InterestRing.NEAR) {
            if (fitsNear(cell, distanceM)) {
                take(cell, near, nearCost(cell));
                return;
            }
            open = InterestRing.MID;
            nearEndsAt(distanceM);
        }
        if (isOnFloor && open == InterestRing.MID) {
            double cost = cost(cell, config.midEvery());
            if (distanceM <= config.midM() && spentBytesPerS + cost <= budgetBytesPerS * MID_SHARE) {
                take(cell, mid[PlanBook.turn(cell, config.midEvery())], cost);
                return;
            }
            open = InterestRing.FAR;
        }
        double cost = cost(cell, config.farEvery());
        if (spentBytesPerS + cost <= budgetBytesPerS) {
            take(cell, far[PlanBook.turn(cell, config.farEvery())], cost);
        }
    }

    /** Whoever stands beside somebody sees them whatever it costs. */
    private boolean fitsNear(int cell, double distanceM) {
        return distanceM <= config.nearM()
                && (distanceM <= BESIDE_M || spentBytesPerS + nearCost(cell) <= budgetBytesPerS * NEAR_SHARE);
    }

    private void take(int cell, IntBag slice, double costBytesPerS) {
        slice.add(cell);
        spentBytesPerS += costBytesPerS;
        total++;
        people += crowd.people(cell);
    }

    private void nearEndsAt(double distanceM) {
        nearestNotNearM = Math.min(nearestNotNearM, distanceM);
    }

    private double nearCost(int cell) {
        return crowd.people(cell) * crowd.bytesPerPersonPerS();
    }

    /** What a cell costs a viewer who is told of it every so many ticks, bytes per second. */
    private double cost(int cell, int every) {
        int inCell = crowd.people(cell);
        if (inCell == 0) {
            return 0;
        }
        double head = (double) CELL_HEAD_BYTES * config.tickRateHz() / every;
        return head + inCell * Math.min(crowd.bytesPerPersonPerS(), config.poseBytesPerTick() / every);
    }

    /** Least distance between somebody who has this square's plan and somebody who is in the cell. */
    private double gapM(int cell, double westM, double northM) {
        double dx = gapM(cells.minXM(cell), westM);
        double dz = gapM(cells.minZM(cell), northM);
        return Math.sqrt(dx * dx + dz * dz);
    }

    private double gapM(double cellMinM, double squareMinM) {
        double apartM = Math.max(cellMinM - (squareMinM + squareM), squareMinM - (cellMinM + cells.sideM()));
        // Both may stand a little outside of what they belong to.
        return Math.max(0, apartM - 2 * cells.stickyM());
    }

    private Plan assemble(int nearDm) {
        IntBag all = new IntBag(256);
        append(all, near);
        int[] midStarts = append(all, mid);
        int[] farStarts = append(all, far);
        return new Plan(all.toArray(), midStarts, farStarts, nearDm);
    }

    private static int[] append(IntBag all, IntBag[] slices) {
        int[] starts = new int[slices.length + 1];
        for (int i = 0; i < slices.length; i++) {
            starts[i] = all.size();
            append(all, slices[i]);
        }
        starts[slices.length] = all.size();
        return starts;
    }

    private static void append(IntBag all, IntBag more) {
        for (int i = 0; i < more.size(); i++) {
            all.add(more.get(i));
        }
    }
}
