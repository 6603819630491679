package org.parvis.server.interest;

/**
 * Which cells a viewer receives, and how often. Immutable and shared by all viewers who stand in the same square.
 *
 * <p>Cells are listed ring by ring, and within a ring by the tick on which it is their turn, so that a tick touches only
 * the cells that are due: near ones, then one slice of the mid ones, then one slice of the far ones.
 */
public final class Plan {
    private final int[] cells;
    private final int[] midStarts;
    private final int[] farStarts;

    /**
     * Takes a finished list.
     *
     * @param cells dense indices: near, then mid by turn, then far by turn
     * @param midStarts for each turn of the mid ring where its cells begin, and where the last ends
     * @param farStarts the same for the far ring
     */
    Plan(int[] cells, int[] midStarts, int[] farStarts) {
        this.cells = cells;
        this.midStarts = midStarts;
        this.farStarts = farStarts;
    }

    /** Number of cells. */
    int size() {
        return cells.length;
    }

    /** Dense index of a cell. */
    int cell(int position) {
        return cells[position];
    }

    /** Ring of the cell at a position. */
    Ring ring(int position) {
        if (position < midStarts[0]) {
            return Ring.NEAR;
        }
        return position < farStarts[0] ? Ring.MID : Ring.FAR;
    }

    /** Where the near cells end. */
    int nearEnd() {
        return midStarts[0];
    }

    /** Where the mid cells begin whose turn it is. */
    int midStart(int tick) {
        return midStarts[Math.floorMod(tick, midStarts.length - 1)];
    }

    /** Where they end. */
    int midEnd(int tick) {
        return midStarts[Math.floorMod(tick, midStarts.length - 1) + 1];
    }

    /** Where the far cells begin whose turn it is. */
    int farStart(int tick) {
        return farStarts[Math.floorMod(tick, farStarts.length - 1)];
    }

    /** Where they end. */
    int farEnd(int tick) {
        return farStarts[Math.floorMod(tick, farStarts.length - 1) + 1];
    }
}
