package org.parvis.world.spatial;

import java.util.List;
import org.parvis.world.Bounds;
import org.parvis.world.Polygon;

/** Polygons found by point. Immutable; any thread; queries do not allocate. */
final class PolygonGrid {
    private static final double CELL_M = 8;

    private final Polygon[] polygons;
    private final BoxGrid grid;

    PolygonGrid(Bounds bounds, List<Polygon> polygons) {
        this.polygons = polygons.toArray(Polygon[]::new);
        double[] boxes = new double[4 * this.polygons.length];
        for (int i = 0; i < this.polygons.length; i++) {
            Bounds box = this.polygons[i].bounds();
            boxes[4 * i] = box.minX();
            boxes[4 * i + 1] = box.minZ();
            boxes[4 * i + 2] = box.maxX();
            boxes[4 * i + 3] = box.maxZ();
        }
        grid = new BoxGrid(bounds, CELL_M, boxes);
    }

    /**
     * The number of the next polygon that holds the point.
     *
     * @param after number of the polygon found before, −1 to begin
     * @return −1 when there is no further one
     */
    int next(double x, double z, int after) {
        int column = grid.column(x);
        int row = grid.row(z);
        int end = grid.end(column, row);
        for (int at = grid.start(column, row); at < end; at++) {
            int candidate = grid.item(at);
            if (candidate > after && polygons[candidate].contains(x, z)) {
                return candidate;
            }
        }
        return -1;
    }
}
