package org.parvis.world.spatial;

import java.util.Arrays;
import org.parvis.world.Bounds;

/**
 * Boxes sorted into equal squares, so that those near a point are found without looking at all.
 *
 * <p>Two int arrays hold everything: the numbers of the boxes of square c are {@code items[starts[c] … starts[c + 1])}. A
 * tree (JTS STRtree) was rejected because its visitors allocate and its nodes weigh ten times as much; venues are
 * spread evenly enough for squares. Where they are not, as with walls across a whole country, squares grow until memory
 * stays in proportion to the boxes. Immutable once built; any thread.
 */
final class BoxGrid {
    private static final int MAX_CELLS = 1 << 20;
    private static final long MAX_ITEMS = 1 << 20;
    private static final long MAX_ITEMS_PER_BOX = 64;

    private final double minX;
    private final double minZ;
    private double cellM;
    private int columns;
    private int rows;
    private final int[] starts;
    private final int[] items;

    /**
     * @param bounds area of interest; boxes outside are put into the squares at its border
     * @param wantedCellM side of a square; grown when there would be more than about a million squares, or boxes would lie
     *     in far more than a few squares each
     * @param boxes minX, minZ, maxX, maxZ of each box
     */
    BoxGrid(Bounds bounds, double wantedCellM, double[] boxes) {
        minX = bounds.minX();
        minZ = bounds.minZ();
        double needed = Math.sqrt(Math.max(1, bounds.widthM()) * Math.max(1, bounds.depthM()) / MAX_CELLS);
        int count = boxes.length / 4;
        divide(bounds, Math.max(wantedCellM, needed));
        while (items(boxes) > MAX_ITEMS + MAX_ITEMS_PER_BOX * count) {
            divide(bounds, 2 * cellM);
        }
        starts = new int[columns * rows + 1];
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

    private void divide(Bounds bounds, double newCellM) {
        cellM = newCellM;
        columns = (int) (bounds.widthM() / cellM) + 1;
        rows = (int) (bounds.depthM() / cellM) + 1;
    }

    /** How many squares all boxes lie in together. */
    private long items(double[] boxes) {
        long sum = 0;
        for (int i = 0; i < boxes.length; i += 4) {
            sum += (column(boxes[i + 2]) - column(boxes[i]) + 1L) * (row(boxes[i + 3]) - row(boxes[i + 1]) + 1L);
        }
        return sum;
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
