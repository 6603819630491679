package org.parvis.server.interest;

import java.util.HashMap;
import java.util.Map;

/**
 * Makes plans and keeps those in use. A plan depends only on the square a viewer stands in, so thousands of viewers share
 * a few hundred plans. Tick thread only.
 */
final class PlanBook {
    /** Side of the squares that plans are made for, as a fraction of a cell. */
    private static final int SQUARES_PER_SIDE = 2;

    private static final int MAX_KEPT = 8_192;
    private static final int DM_PER_M = 10;

    private final CellMap cells;
    private final InterestConfig config;
    private final double squareM;
    private final Map<Integer, Plan> kept = new HashMap<>();

    PlanBook(CellMap cells, InterestConfig config) {
        this.cells = cells;
        this.config = config;
        squareM = cells.sideM() / SQUARES_PER_SIDE;
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
                && Math.abs(xM - westM - squareM / 2) <= squareM / 2 + CellMap.STICKY_M
                && Math.abs(zM - northM - squareM / 2) <= squareM / 2 + CellMap.STICKY_M;
    }

    /** The plan of a square. */
    Plan plan(int square) {
        Integer key = square;
        Plan known = kept.get(key);
        if (known != null) {
            return known;
        }
        if (kept.size() >= MAX_KEPT) {
            // Plans are cheap to make again, and nobody who holds one loses it.
            kept.clear();
        }
        Plan made = make(square);
        kept.put(key, made);
        return made;
    }

    private Plan make(int square) {
        int column = square % (cells.columns() * SQUARES_PER_SIDE);
        int row = square / (cells.columns() * SQUARES_PER_SIDE) % (cells.rows() * SQUARES_PER_SIDE);
        int floor = square / (cells.columns() * SQUARES_PER_SIDE * cells.rows() * SQUARES_PER_SIDE);
        double westM = cells.minXM(0) + column * squareM;
        double northM = cells.minZM(0) + row * squareM;
        IntBag near = new IntBag(32);
        IntBag[] mid = bags(config.midEvery());
        IntBag[] far = bags(config.farEvery());
        int reach = (int) Math.ceil(config.farM() / cells.sideM()) + 1;
        int centreColumn = column / SQUARES_PER_SIDE;
        int centreRow = row / SQUARES_PER_SIDE;
        for (int f = 0; f < cells.floors(); f++) {
            for (int r = Math.max(0, centreRow - reach); r <= Math.min(cells.rows() - 1, centreRow + reach); r++) {
                for (int c = Math.max(0, centreColumn - reach);
                        c <= Math.min(cells.columns() - 1, centreColumn + reach);
                        c++) {
                    int cell = cells.dense(f, c, r);
                    double distanceM = gapM(cell, westM, northM);
                    if (f != floor) {
                        if (distanceM <= config.otherFloorM()) {
                            far[turn(cell, config.farEvery())].add(cell);
                        }
                    } else if (distanceM <= config.nearM()) {
                        near.add(cell);
                    } else if (distanceM <= config.midM()) {
                        mid[turn(cell, config.midEvery())].add(cell);
                    } else if (distanceM <= config.farM()) {
                        far[turn(cell, config.farEvery())].add(cell);
                    }
                }
            }
        }
        return assemble(near, mid, far);
    }

    /** The slice that a cell is dealt to; neighbours are in different ones, so that no tick has all. */
    static int turn(int cell, int every) {
        return (int) (((cell * 0x9E3779B1L) >>> 8) % every);
    }

    private static IntBag[] bags(int count) {
        IntBag[] bags = new IntBag[count];
        for (int i = 0; i < count; i++) {
            bags[i] = new IntBag(8);
        }
        return bags;
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
        return Math.max(0, apartM - 2 * CellMap.STICKY_M);
    }

    private Plan assemble(IntBag near, IntBag[] mid, IntBag[] far) {
        IntBag all = new IntBag(256);
        append(all, near);
        int[] midStarts = new int[mid.length + 1];
        for (int i = 0; i < mid.length; i++) {
            midStarts[i] = all.size();
            append(all, mid[i]);
        }
        midStarts[mid.length] = all.size();
        int[] farStarts = new int[far.length + 1];
        for (int i = 0; i < far.length; i++) {
            farStarts[i] = all.size();
            append(all, far[i]);
        }
        farStarts[far.length] = all.size();
        int[] cells = new int[all.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = all.get(i);
        }
        return new Plan(cells, midStarts, farStarts, (int) Math.round(config.nearM() * DM_PER_M));
    }

    private static void append(IntBag all, IntBag more) {
        for (int i = 0; i < more.size(); i++) {
            all.add(more.get(i));
        }
    }
}
