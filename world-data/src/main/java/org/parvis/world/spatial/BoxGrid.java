package org.parvis.world.spatial;

import java.util.Arrays;
import org.parvis.world.Bounds;

/**
 * Boxes sorted into equal squares, so that those near a point are found without looking at all.
 *
 * <p>Two int arrays hold everything: the numbers of the boxes of square c are {@code items[starts[c] … starts[c + 1])}. A
 * tree (JTS STRtree) was rejected because its visitors allocate and its nodes weigh ten times as much; venues are
 * spread evenly enough for squares. Immutable once built; any thread.
 */
final class BoxGrid {
    private static final int MAX_CELLS = 1 << 20;

    private final double minX;
    private final double minZ;
    private final double cellM;
    private final int columns;
    private final int rows;
    private final int[] starts;
    private final int[] items;

    /**
     * @param bounds area of interest; boxes outside are put into the squares at its border
     * @param wantedCellM side of a square; grown when there would be more than about a million squares
     * @param boxes minX, minZ, maxX, maxZ of each box
     */
    BoxGrid(Bounds bounds, double wantedCellM, double[] boxes) {
        minX = bounds.minX();
        minZ = bounds.minZ();
        double needed = Math.sqrt(Math.max(1, bounds.widthM()) * Math.max(1, bounds.depthM()) / MAX_CELLS);
        cellM = Math.max(wantedCellM, needed);
        columns = (int) (bounds.widthM() / cellM) + 1;
        rows = (int) (bounds.depthM() / cellM) + 1;
        starts = new int[columns * rows + 1];
        int count = boxes.length / 4;
        for (int i = 0; i < count; i++) {
            for (int row = row(boxes[4 * i + 1]); row <= row(boxes[4 * i + 3]); row++) {
                for (int column = column(boxes[4 * i]); column <= column(boxes[4 * i + 2]); column++) {
                    starts[row * columns + column + 1]++;
                }
            }
        }
        for (int c = 0; c < columns * rows; c++) {
            starts[c + 1] += starts[c];
        }
        items = new int[starts[columns * rows]];
        int[] next = Arrays.copyOf(starts, columns * rows);
        for (int i = 0; i < count; i++) {
            for (int row = row(boxes[4 * i + 1]); row <= row(boxes[4 * i + 3]); row++) {
                for (int column = column(boxes[4 * i]); column <= column(boxes[4 * i + 2]); column++) {
                    items[next[row * columns + column]++] = i;
                }
            }
        }
    }

    double cellM() {
        return cellM;
    }

    int columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    double minX() {
        return minX;
    }

    double minZ() {
        return minZ;
    }

    /** Column of an x, the nearest when outside. */
    int column(double x) {
        return clamp((x - minX) / cellM, columns);
    }

    /** Row of a z, the nearest when outside. */
    int row(double z) {
        return clamp((z - minZ) / cellM, rows);
    }

    /** First position in {@link #item} of a square's boxes. */
    int start(int column, int row) {
        return starts[row * columns + column];
    }

    /** Position after the last of a square's boxes. */
    int end(int column, int row) {
        return starts[row * columns + column + 1];
    }

    /** The number of the box at a position. */
    int item(int position) {
        return items[position];
    }

    private static int clamp(double cell, int count) {
        return Math.max(0, Math.min(count - 1, (int) cell));
    }
}
