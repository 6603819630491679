package org.parvis.server.interest.cells;

import org.parvis.protocol.quantise.CellGrid;
import org.parvis.protocol.quantise.Quantise;

/**
 * The cells of one level, counted without holes: floor by floor, row by row. Immutable, any thread.
 *
 * <p>Cell numbers of the wire name all levels of a quadtree; tables by such numbers would be mostly air. The dense index
 * serves inside the server, the number on the wire.
 */
public final class CellMap {
    private static final double MOST_STICKY_M = 1.5;
    /** Codes of poses reach so far past a cell's border, as a part of its side. */
    private static final int MARGIN_PART = 8;

    private final CellGrid grid;
    private final int level;
    private final double sideM;
    private final double stickyM;
    private final double originXM;
    private final double originZM;
    private final int columns;
    private final int rows;
    private final int[] numbers;

    /**
     * Numbers the cells of a level.
     *
     * @param grid of the instance
     * @param level 0..4
     */
    public CellMap(CellGrid grid, int level) {
        this.grid = grid;
        this.level = level;
        sideM = CellGrid.ROOT_SIDE_M >> level;
        stickyM = Math.min(MOST_STICKY_M, sideM / MARGIN_PART);
        originXM = Quantise.centimetresToMetres(grid.originXCm());
        originZM = Quantise.centimetresToMetres(grid.originZCm());
        columns = grid.columns() << level;
        rows = grid.rows() << level;
        numbers = new int[columns * rows * grid.floors()];
        for (int dense = 0; dense < numbers.length; dense++) {
            numbers[dense] = grid.cellOf(floor(dense), level, column(dense), row(dense));
        }
    }

    /** The grid this numbers. */
    public CellGrid grid() {
        return grid;
    }

    /** Number of cells. */
    public int size() {
        return numbers.length;
    }

    /** Side of a cell, metres. */
    public double sideM() {
        return sideM;
    }

    /** How far a body may stand outside its cell before it is moved to another, metres. */
    public double stickyM() {
        return stickyM;
    }

    /** Cells from west to east. */
    public int columns() {
        return columns;
    }

    /** Cells from north to south. */
    public int rows() {
        return rows;
    }

    /** Number of floors. */
    public int floors() {
        return grid.floors();
    }

    /** The wire's number of a cell. */
    public int number(int dense) {
        return numbers[dense];
    }

    /** Floor of a cell. */
    public int floor(int dense) {
        return dense / (columns * rows);
    }

    /** Column of a cell. */
    public int column(int dense) {
        return dense % columns;
    }

    /** Row of a cell. */
    public int row(int dense) {
        return dense / columns % rows;
    }

    /** West edge of a cell, metres. */
    public double minXM(int dense) {
        return originXM + column(dense) * sideM;
    }

    /** North edge of a cell, metres. */
    public double minZM(int dense) {
        return originZM + row(dense) * sideM;
    }

    /** Dense index of the cell at a column and row. */
    public int dense(int floor, int column, int row) {
        return (floor * rows + row) * columns + column;
    }

    /**
     * The cell for a body: the one it is in, while it stands at most {@link #stickyM()} outside of it, so that somebody
     * who paces along a border is not handed to and fro.
     *
     * @param current dense index of its cell so far, {@link Bodies#NOWHERE} for none
     * @return a dense index; points outside of the grid belong to the nearest cell
     */
    public int home(int current, int floor, double xM, double zM) {
        if (current != Bodies.NOWHERE && floor(current) == floor && isWithin(current, xM, zM, stickyM)) {
            return current;
        }
        return dense(floor, columnAt(xM), rowAt(zM));
    }

    /** The column of a point; points outside of the grid belong to the nearest one. */
    public int columnAt(double xM) {
        return clamp((int) Math.floor((xM - originXM) / sideM), columns);
    }

    /** The row of a point; points outside of the grid belong to the nearest one. */
    public int rowAt(double zM) {
        return clamp((int) Math.floor((zM - originZM) / sideM), rows);
    }

    private boolean isWithin(int dense, double xM, double zM, double marginM) {
        double fromWest = xM - minXM(dense);
        double fromNorth = zM - minZM(dense);
        return fromWest >= -marginM
                && fromNorth >= -marginM
                && fromWest < sideM + marginM
                && fromNorth < sideM + marginM;
    }

    private static int clamp(int value, int count) {
        return Math.max(0, Math.min(count - 1, value));
    }

    /** The level of the cells in the quadtree of the wire, 0..4. */
    public int level() {
        return level;
    }
}
