package org.parvis.world.spatial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.parvis.world.Bounds;
import org.parvis.world.Obstacles;
import org.parvis.world.Polygon;
import org.parvis.world.Ring;
import org.parvis.world.Segments;

/**
 * The connected areas a body can walk about in on one floor: two places are in one area when a body gets from one to the
 * other without taking a link.
 *
 * <p>A raster of a quarter of a metre, coarser for floors of more than half a kilometre. Places where a body has no room
 * belong to no area. For importers and checks, not for running instances: making one looks at every square. Immutable;
 * any thread.
 */
public final class WalkAreas {
    /** No area. */
    public static final int NONE = -1;

    private static final double FINEST_M = 0.25;
    private static final int MOST_SQUARES = 2_000_000;

    private final FloorMap map;
    private final Bounds window;
    private final double bodyM;
    private final double stepM;
    private final int columns;
    private final int rows;
    private final int[] labels;
    private final List<Integer> sizes = new ArrayList<>();

    /**
     * @param map the floor
     * @param window what of it is looked at
     * @param bodyM radius of a body
     */
    public WalkAreas(FloorMap map, Bounds window, double bodyM) {
        this(map, window, bodyM, MOST_SQUARES);
    }

    /**
     * @param map the floor
     * @param window what of it is looked at
     * @param bodyM radius of a body
     * @param mostSquares bound of the raster, four bytes each
     */
    public WalkAreas(FloorMap map, Bounds window, double bodyM, int mostSquares) {
        this.map = map;
        this.window = window;
        this.bodyM = bodyM;
        double area = Math.max(1, window.widthM()) * Math.max(1, window.depthM());
        stepM = Math.max(FINEST_M, Math.sqrt(area / mostSquares));
        columns = (int) (window.widthM() / stepM) + 1;
        rows = (int) (window.depthM() / stepM) + 1;
        labels = new int[columns * rows];
        markFree();
        int[] open = new int[columns + rows];
        for (int square = 0; square < labels.length; square++) {
            if (labels[square] == 0) {
                open = flood(square, open);
            }
        }
    }

    /**
     * Sets squares with room for a body to 0, others to {@link #NONE}: areas are filled line by line and a band along
     * everything that stops people is cleared, which costs far less than asking the floor about each square.
     */
    private void markFree() {
        Arrays.fill(labels, NONE);
        fill(map.outline(), 0);
        Obstacles obstacles = map.obstacles();
        obstacles.solids().forEach(solid -> fill(solid, NONE));
        double[] lines = obstacles.segments();
        for (int i = 0; i < lines.length; i += 4) {
            clearAround(lines[i], lines[i + 1], lines[i + 2], lines[i + 3], bodyM);
        }
        double[] circles = obstacles.circles();
        for (int i = 0; i < circles.length; i += 3) {
            clearAround(circles[i], circles[i + 1], circles[i], circles[i + 1], circles[i + 2] + bodyM);
        }
    }

    /** Gives the squares whose middle lies in a polygon a value. */
    private void fill(Polygon polygon, int value) {
        Bounds box = polygon.bounds();
        double[] crossings = new double[16];
        for (int row = firstRow(box.minZ()); row <= lastRow(box.maxZ()); row++) {
            double z = window.minZ() + row * stepM;
            int count = 0;
            for (int r = -1; r < polygon.holes().size(); r++) {
                Ring ring = r < 0 ? polygon.outer() : polygon.holes().get(r);
                for (int i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
                    if (ring.z(i) > z != ring.z(j) > z) {
                        if (count == crossings.length) {
                            crossings = Arrays.copyOf(crossings, 2 * count);
                        }
                        crossings[count++] =
                                (ring.x(j) - ring.x(i)) * (z - ring.z(i)) / (ring.z(j) - ring.z(i)) + ring.x(i);
                    }
                }
            }
            Arrays.sort(crossings, 0, count);
            for (int i = 0; i + 1 < count; i += 2) {
                int from = firstColumn(crossings[i]);
                int to = lastColumn(crossings[i + 1]);
                if (from <= to) {
                    Arrays.fill(labels, row * columns + from, row * columns + to + 1, value);
                }
            }
        }
    }

    /** Takes all squares near a line from those that are free. */
    private void clearAround(double x1, double z1, double x2, double z2, double nearM) {
        for (int row = firstRow(Math.min(z1, z2) - nearM); row <= lastRow(Math.max(z1, z2) + nearM); row++) {
            double z = window.minZ() + row * stepM;
            // Of a slanted line only the part that passes near this row matters.
            double slope = z1 == z2 ? 0 : (x2 - x1) / (z2 - z1);
            double low = z1 == z2 ? x1 : x1 + slope * (between(z - nearM, z1, z2) - z1);
            double high = z1 == z2 ? x2 : x1 + slope * (between(z + nearM, z1, z2) - z1);
            int to = lastColumn(Math.max(low, high) + nearM);
            for (int column = firstColumn(Math.min(low, high) - nearM); column <= to; column++) {
                double x = window.minX() + column * stepM;
                if (Segments.pointDistanceSquared(x, z, x1, z1, x2, z2) <= nearM * nearM) {
                    labels[row * columns + column] = NONE;
                }
            }
        }
    }

    private static double between(double z, double a, double b) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), z));
    }

    private int firstColumn(double x) {
        return (int) Math.max(0, Math.ceil((x - window.minX()) / stepM));
    }

    private int lastColumn(double x) {
        return (int) Math.min(columns - 1, Math.floor((x - window.minX()) / stepM));
    }

    private int firstRow(double z) {
        return (int) Math.max(0, Math.ceil((z - window.minZ()) / stepM));
    }

    private int lastRow(double z) {
        return (int) Math.min(rows - 1, Math.floor((z - window.minZ()) / stepM));
    }

    private double x(int square) {
        return window.minX() + square % columns * stepM;
    }

    private double z(int square) {
        int row = square / columns;
        return window.minZ() + row * stepM;
    }

    /** Labels (from 1) all that can be reached from a square; returns the scratch list, which may have grown. */
    private int[] flood(int start, int[] scratch) {
        int label = sizes.size() + 1;
        int[] open = scratch;
        int waiting = 0;
        int size = 0;
        open[waiting++] = start;
        labels[start] = label;
        while (waiting > 0) {
            int square = open[--waiting];
            size++;
            int column = square % columns;
            int[] around = {
                column > 0 ? square - 1 : -1,
                column < columns - 1 ? square + 1 : -1,
                square - columns,
                square + columns < labels.length ? square + columns : -1
            };
            if (waiting + around.length > open.length) {
                open = Arrays.copyOf(open, 2 * open.length + around.length);
            }
            for (int next : around) {
                if (next >= 0 && labels[next] == 0 && isOpen(square, next)) {
                    labels[next] = label;
                    open[waiting++] = next;
                }
            }
        }
        sizes.add(size);
        return open;
    }

    /** Squares nearer than two radii have no room for a wall between them. */
    private boolean isOpen(int from, int to) {
        return stepM <= 2 * bodyM || map.clearLine(x(from), z(from), x(to), z(to), bodyM);
    }

    /** How many areas there are; their numbers are 0 … count − 1. */
    public int count() {
        return sizes.size();
    }

    /** Size of an area in square metres, as far as the middle of a body gets. */
    public double areaM2(int area) {
        return sizes.get(area) * stepM * stepM;
    }

    /** All areas together in square metres. */
    public double wholeM2() {
        return sizes.stream().mapToInt(Integer::intValue).sum() * stepM * stepM;
    }

    /** The largest area, {@link #NONE} where nobody can stand at all. */
    public int largest() {
        int best = NONE;
        for (int area = 0; area < sizes.size(); area++) {
            best = best == NONE || sizes.get(area) > sizes.get(best) ? area : best;
        }
        return best;
    }

    /** The area nearest to a place within a distance, {@link #NONE} when there is none. */
    public int near(double x, double z, double withinM) {
        int best = NONE;
        double bestM = withinM;
        int reach = (int) Math.ceil(withinM / stepM) + 1;
        int column = (int) Math.round((x - window.minX()) / stepM);
        int row = (int) Math.round((z - window.minZ()) / stepM);
        for (int r = Math.max(0, row - reach); r <= Math.min(rows - 1, row + reach); r++) {
            for (int c = Math.max(0, column - reach); c <= Math.min(columns - 1, column + reach); c++) {
                int square = r * columns + c;
                double distanceM = Math.hypot(x(square) - x, z(square) - z);
                if (labels[square] > 0 && distanceM <= bestM) {
                    best = labels[square] - 1;
                    bestM = distanceM;
                }
            }
        }
        return best;
    }

    /** Numbers of the areas that reach into a polygon. */
    public List<Integer> in(Polygon polygon) {
        List<Integer> found = new ArrayList<>();
        Bounds box = polygon.bounds();
        int fromColumn = Math.max(0, (int) ((box.minX() - window.minX()) / stepM));
        int toColumn = Math.min(columns - 1, (int) Math.ceil((box.maxX() - window.minX()) / stepM));
        int toRow = Math.min(rows - 1, (int) Math.ceil((box.maxZ() - window.minZ()) / stepM));
        for (int r = Math.max(0, (int) ((box.minZ() - window.minZ()) / stepM)); r <= toRow; r++) {
            for (int c = fromColumn; c <= toColumn; c++) {
                int square = r * columns + c;
                int area = labels[square] - 1;
                if (labels[square] > 0 && !found.contains(area) && polygon.contains(x(square), z(square))) {
                    found.add(area);
                }
            }
        }
        return found;
    }

    /** Some place in the middle of what is listed first of an area. */
    public FloorPoint somewhere(int area) {
        for (int square = 0; square < labels.length; square++) {
            if (labels[square] == area + 1) {
                return new FloorPoint(x(square), z(square));
            }
        }
        throw new IllegalArgumentException("there is no area " + area);
    }

    /**
     * The place in an area nearest to a point that has room around it.
     *
     * @param roomM radius of the free disc wanted
     */
    public Optional<FloorPoint> nearest(int area, double x, double z, double roomM) {
        int best = -1;
        double bestM = Double.POSITIVE_INFINITY;
        for (int square = 0; square < labels.length; square++) {
            if (labels[square] == area + 1) {
                double distanceM = Math.hypot(x(square) - x, z(square) - z);
                if (distanceM < bestM && map.clearanceM(x(square), z(square), roomM + 0.5) > roomM) {
                    best = square;
                    bestM = distanceM;
                }
            }
        }
        return best < 0 ? Optional.empty() : Optional.of(new FloorPoint(x(best), z(best)));
    }
}
