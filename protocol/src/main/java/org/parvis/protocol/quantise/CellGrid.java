package org.parvis.protocol.quantise;

import org.parvis.protocol.v1.Grid;

/**
 * The numbering of an instance's cells; immutable, any thread.
 *
 * <p>Each floor is covered by {@code columns × rows} root cells of 64 m. A root splits as a quadtree: levels 0 to 4
 * have sides of 64, 32, 16, 8 and 4 m, 341 nodes in all. Nodes of a level are numbered in Morton order (x in the
 * even bits), levels one after the other:
 *
 * <pre>
 *   root = (floor * rows + row) * columns + column
 *   cell = root * 341 + offset(level) + morton(ix, iz)      offset = 0, 1, 5, 21, 85
 * </pre>
 *
 * <p>All edges are whole centimetres, so every implementation computes the same metres.
 */
public final class CellGrid {

    /** Deepest level; its cells have sides of 4 m. */
    public static final int MAX_LEVEL = 4;

    /** Cells of all levels in one root. */
    public static final int NODES_PER_ROOT = 341;

    /** Side of a root cell, metres. */
    public static final int ROOT_SIDE_M = 64;

    private static final int ROOT_SIDE_CM = ROOT_SIDE_M * 100;

    private final int originXCm;
    private final int originZCm;
    private final int columns;
    private final int rows;
    private final int floors;

    /**
     * Makes a grid.
     *
     * @param originXCm west edge of the first column, centimetres, within ±2,000,000
     * @param originZCm north edge of the first row, centimetres, within ±2,000,000
     * @param columns root cells from west to east, at least 1
     * @param rows root cells from north to south, at least 1
     * @param floors floors, at least 1
     * @throws IllegalArgumentException when a value is out of range or cell numbers would not fit 31 bits
     */
    public CellGrid(int originXCm, int originZCm, int columns, int rows, int floors) {
        if (!Quantise.isPositionInRange(originXCm) || !Quantise.isPositionInRange(originZCm)) {
            throw new IllegalArgumentException("grid origin out of range: " + originXCm + ", " + originZCm + " cm");
        }
        if (columns < 1 || rows < 1 || floors < 1) {
            throw new IllegalArgumentException(
                    "a grid needs columns, rows and floors: " + columns + " x " + rows + " x " + floors);
        }
        // Each factor is bounded first, so that the product cannot overflow a long.
        if (columns > 0xFFFF
                || rows > 0xFFFF
                || floors > 0xFFFF
                || (long) columns * rows * floors > Integer.MAX_VALUE / NODES_PER_ROOT) {
            throw new IllegalArgumentException(
                    "too many cells: " + columns + " x " + rows + " x " + floors + " roots; split the venue");
        }
        this.originXCm = originXCm;
        this.originZCm = originZCm;
        this.columns = columns;
        this.rows = rows;
        this.floors = floors;
    }

    /**
     * Returns the smallest grid that covers a rectangle, starting at its north-west corner.
     *
     * @param minX west edge, metres
     * @param minZ north edge, metres
     * @param maxX east edge, metres, not west of minX
     * @param maxZ south edge, metres, not north of minZ
     * @param floors floors, at least 1
     * @return the grid; points on the east and south edges are inside of it
     */
    public static CellGrid fitting(double minX, double minZ, double maxX, double maxZ, int floors) {
        if (!(minX <= maxX && minZ <= maxZ)) {
            throw new IllegalArgumentException("empty bounds: " + minX + ".." + maxX + ", " + minZ + ".." + maxZ);
        }
        int westCm = floorToCentimetres(minX);
        int northCm = floorToCentimetres(minZ);
        return new CellGrid(westCm, northCm, rootsFor(westCm, maxX), rootsFor(northCm, maxZ), floors);
    }

    /**
     * Returns the grid that a Welcome describes.
     *
     * @param grid message of the wire
     * @return the grid
     * @throws IllegalArgumentException when the message does not describe a grid
     */
    public static CellGrid from(Grid grid) {
        return new CellGrid(
                grid.getOriginXCm(), grid.getOriginZCm(), grid.getColumns(), grid.getRows(), grid.getFloors());
    }

    /**
     * Returns the message that describes this grid in a Welcome.
     *
     * @return a message of the wire
     */
    public Grid toMessage() {
        return Grid.newBuilder()
                .setOriginXCm(originXCm)
                .setOriginZCm(originZCm)
                .setColumns(columns)
                .setRows(rows)
                .setFloors(floors)
                .build();
    }

    private static int floorToCentimetres(double metres) {
        int nearest = Quantise.metresToCentimetres(metres);
        return Quantise.centimetresToMetres(nearest) > metres ? nearest - 1 : nearest;
    }

    private static int rootsFor(int startCm, double end) {
        // The far edge belongs to the last root, hence "+ 1" and not a rounded-up quotient.
        return (int) Math.floor((end - Quantise.centimetresToMetres(startCm)) / ROOT_SIDE_M) + 1;
    }

    /**
     * Tells whether a point lies in the grid.
     *
     * @param xM east of the venue's origin, metres
     * @param zM south of the venue's origin, metres
     * @return true when {@link #cellAt} takes it
     */
    public boolean contains(double xM, double zM) {
        double fromWest = xM - Quantise.centimetresToMetres(originXCm);
        double fromNorth = zM - Quantise.centimetresToMetres(originZCm);
        return fromWest >= 0
                && fromNorth >= 0
                && fromWest < (double) columns * ROOT_SIDE_M
                && fromNorth < (double) rows * ROOT_SIDE_M;
    }

    /**
     * Returns the cell of a level that holds a point. West and north edges belong to a cell.
     *
     * @param floor 0..floors-1
     * @param level 0..4
     * @param xM east of the venue's origin, metres
     * @param zM south of the venue's origin, metres
     * @return number of the cell
     * @throws IllegalArgumentException when the point lies outside of the grid, or there is no such floor or level
     */
    public int cellAt(int floor, int level, double xM, double zM) {
        if (floor < 0 || floor >= floors || level < 0 || level > MAX_LEVEL || !contains(xM, zM)) {
            throw new IllegalArgumentException(
                    "no cell at x " + xM + " m, z " + zM + " m, floor " + floor + ", level " + level);
        }
        double side = ROOT_SIDE_M >> level;
        int column = (int) ((xM - Quantise.centimetresToMetres(originXCm)) / side);
        int row = (int) ((zM - Quantise.centimetresToMetres(originZCm)) / side);
        return cellOf(floor, level, column, row);
    }

    /**
     * Returns the cell of a level by its place among all cells of that level on a floor.
     *
     * @param floor 0..floors-1
     * @param level 0..4
     * @param column 0..(columns << level)-1, from west to east
     * @param row 0..(rows << level)-1, from north to south
     * @return number of the cell
     * @throws IllegalArgumentException when there is no such cell
     */
    public int cellOf(int floor, int level, int column, int row) {
        if (floor < 0
                || floor >= floors
                || level < 0
                || level > MAX_LEVEL
                || column < 0
                || row < 0
                || column >> level >= columns
                || row >> level >= rows) {
            throw new IllegalArgumentException(
                    "no cell at column " + column + ", row " + row + ", floor " + floor + ", level " + level);
        }
        int root = (floor * rows + (row >> level)) * columns + (column >> level);
        int mask = (1 << level) - 1;
        return root * NODES_PER_ROOT + offset(level) + (spread(column & mask) | spread(row & mask) << 1);
    }

    /**
     * Returns the level of a cell.
     *
     * @param cell number of a cell, 0..cellCount-1
     * @return 0..4
     */
    public int level(int cell) {
        return levelOfNode(node(cell));
    }

    /**
     * Returns the side of a cell.
     *
     * @param cell number of a cell
     * @return metres: 64, 32, 16, 8 or 4
     */
    public int side(int cell) {
        return ROOT_SIDE_M >> level(cell);
    }

    /**
     * Returns the floor of a cell.
     *
     * @param cell number of a cell
     * @return 0..floors-1
     */
    public int floor(int cell) {
        return root(cell) / (columns * rows);
    }

    /**
     * Returns a cell's column among the cells of its level.
     *
     * @param cell number of a cell
     * @return 0 at the west edge of the grid
     */
    public int column(int cell) {
        int node = node(cell);
        int level = levelOfNode(node);
        return (root(cell) % columns << level) + gather(node - offset(level));
    }

    /**
     * Returns a cell's row among the cells of its level.
     *
     * @param cell number of a cell
     * @return 0 at the north edge of the grid
     */
    public int row(int cell) {
        int node = node(cell);
        int level = levelOfNode(node);
        return (root(cell) / columns % rows << level) + gather((node - offset(level)) >> 1);
    }

    /**
     * Returns the west edge of a cell.
     *
     * @param cell number of a cell
     * @return metres in the venue frame
     */
    public double minX(int cell) {
        return Quantise.centimetresToMetres(originXCm + column(cell) * (ROOT_SIDE_CM >> level(cell)));
    }

    /**
     * Returns the north edge of a cell.
     *
     * @param cell number of a cell
     * @return metres in the venue frame
     */
    public double minZ(int cell) {
        return Quantise.centimetresToMetres(originZCm + row(cell) * (ROOT_SIDE_CM >> level(cell)));
    }

    /**
     * Returns the squared distance from a point to the nearest point of a cell's rectangle, floors not considered.
     *
     * @param cell number of a cell
     * @param xM east of the venue's origin, metres
     * @param zM south of the venue's origin, metres
     * @return square metres, 0 inside of the cell
     */
    public double distanceSquared(int cell, double xM, double zM) {
        double west = minX(cell);
        double north = minZ(cell);
        double side = side(cell);
        double dx = Math.max(0, Math.max(west - xM, xM - (west + side)));
        double dz = Math.max(0, Math.max(north - zM, zM - (north + side)));
        return dx * dx + dz * dz;
    }

    /**
     * Returns how many numbers cells have, all levels counted.
     *
     * @return columns * rows * floors * 341
     */
    public int cellCount() {
        return columns * rows * floors * NODES_PER_ROOT;
    }

    /**
     * Tells whether a number from the wire is a cell of this grid.
     *
     * @param cell any number
     * @return true within 0..cellCount-1
     */
    public boolean isCell(int cell) {
        return cell >= 0 && cell < cellCount();
    }

    /**
     * Returns the west edge of the first column.
     *
     * @return centimetres in the venue frame
     */
    public int originXCm() {
        return originXCm;
    }

    /**
     * Returns the north edge of the first row.
     *
     * @return centimetres in the venue frame
     */
    public int originZCm() {
        return originZCm;
    }

    /**
     * Returns the number of root cells from west to east.
     *
     * @return at least 1
     */
    public int columns() {
        return columns;
    }

    /**
     * Returns the number of root cells from north to south.
     *
     * @return at least 1
     */
    public int rows() {
        return rows;
    }

    /**
     * Returns the number of floors.
     *
     * @return at least 1
     */
    public int floors() {
        return floors;
    }

    private int root(int cell) {
        return checked(cell) / NODES_PER_ROOT;
    }

    private int node(int cell) {
        return checked(cell) % NODES_PER_ROOT;
    }

    private int checked(int cell) {
        if (!isCell(cell)) {
            throw new IllegalArgumentException("no cell " + cell + " in a grid of " + cellCount());
        }
        return cell;
    }

    private static int levelOfNode(int node) {
        if (node >= 21) {
            return node >= 85 ? 4 : 3;
        }
        if (node >= 5) {
            return 2;
        }
        return node >= 1 ? 1 : 0;
    }

    /** Nodes of all levels above: (4^level - 1) / 3. */
    private static int offset(int level) {
        return ((1 << (2 * level)) - 1) / 3;
    }

    /** Moves bit i to bit 2i, for four bits. */
    private static int spread(int value) {
        int pairs = (value | value << 2) & 0x33;
        return (pairs | pairs << 1) & 0x55;
    }

    /** Moves bit 2i to bit i, for four bits. */
    private static int gather(int code) {
        int single = code & 0x55;
        int pairs = (single | single >> 1) & 0x33;
        return (pairs | pairs >> 2) & 0x0F;
    }
}
