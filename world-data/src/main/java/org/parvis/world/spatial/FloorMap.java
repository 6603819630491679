package org.parvis.world.spatial;

import java.util.Optional;
import org.parvis.world.Bounds;
import org.parvis.world.Floor;
import org.parvis.world.Obstacles;
import org.parvis.world.Polygon;
import org.parvis.world.Segments;

/**
 * Where one can stand and walk on a floor. Immutable; any thread; queries do not allocate unless they say so.
 *
 * <p>Lines and circles lie in one grid of 4 m squares (a venue of 10,000 buildings has about 90,000 lines; the grid
 * costs about 8 bytes for each beside the 32 of the line). Whether a point is inside a building is asked of the
 * building's polygon, found by a second grid. Cost: clearance in a street of such a city well under a microsecond.
 */
public final class FloorMap {
    /** {@link #clearanceM} looks no further than this. */
    public static final double MAX_CLEARANCE_M = 32;

    private static final double CELL_M = 4;
    private static final double SEARCH_STEP_M = 0.25;
    /** Rings of a raster before the next coarser one goes on. */
    private static final int SEARCH_RINGS = 48;

    private static final int SEARCH_COARSER = 4;

    private final Polygon outline;
    private final Obstacles obstacles;
    private final Bounds bounds;
    private final double[] segments;
    private final double[] circles;
    private final int segmentCount;
    private final BoxGrid lines;
    private final PolygonGrid solids;

    public FloorMap(Floor floor) {
        this(floor.outline(), floor.obstacles());
    }

    /**
     * @param outline where people may be at all
     * @param obstacles what stops them
     */
    public FloorMap(Polygon outline, Obstacles obstacles) {
        this.outline = outline;
        this.obstacles = obstacles;
        bounds = outline.bounds();
        segments = obstacles.segments();
        circles = obstacles.circles();
        segmentCount = obstacles.segmentCount();
        lines = new BoxGrid(bounds, CELL_M, boxes(segments, circles));
        solids = new PolygonGrid(bounds, obstacles.solids());
    }

    private static double[] boxes(double[] segments, double[] circles) {
        int segmentCount = segments.length / 4;
        double[] boxes = new double[segments.length + circles.length / 3 * 4];
        for (int i = 0; i < segments.length; i += 4) {
            boxes[i] = Math.min(segments[i], segments[i + 2]);
            boxes[i + 1] = Math.min(segments[i + 1], segments[i + 3]);
            boxes[i + 2] = Math.max(segments[i], segments[i + 2]);
            boxes[i + 3] = Math.max(segments[i + 1], segments[i + 3]);
        }
        for (int i = 0; i < circles.length / 3; i++) {
            int at = 4 * (segmentCount + i);
            double radius = circles[3 * i + 2];
            boxes[at] = circles[3 * i] - radius;
            boxes[at + 1] = circles[3 * i + 1] - radius;
            boxes[at + 2] = circles[3 * i] + radius;
            boxes[at + 3] = circles[3 * i + 1] + radius;
        }
        return boxes;
    }

    Polygon outline() {
        return outline;
    }

    Obstacles obstacles() {
        return obstacles;
    }

    /** The smallest rectangle around the floor. */
    public Bounds bounds() {
        return bounds;
    }

    /** Whether the point is on the floor and in no solid thing. */
    public boolean isWalkable(double x, double z) {
        return outline.contains(x, z) && solids.next(x, z, -1) < 0 && !inCircle(x, z);
    }

    private boolean inCircle(double x, double z) {
        int column = lines.column(x);
        int row = lines.row(z);
        int end = lines.end(column, row);
        for (int at = lines.start(column, row); at < end; at++) {
            int item = lines.item(at);
            if (item >= segmentCount && squaredDistance(item, x, z) <= 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Room around a point: the radius of the largest free disc with its middle there.
     *
     * @return metres, 0 where nobody can stand, at most {@link #MAX_CLEARANCE_M}
     */
    public double clearanceM(double x, double z) {
        return clearanceM(x, z, MAX_CLEARANCE_M);
    }

    /**
     * Room around a point, looking no further than {@code capM} metres; the smaller the cap the cheaper.
     *
     * @return metres, 0 where nobody can stand, at most {@code capM}
     */
    public double clearanceM(double x, double z, double capM) {
        if (!isWalkable(x, z)) {
            return 0;
        }
        int column = lines.column(x);
        int row = lines.row(z);
        double best = capM * capM;
        int rings = (int) Math.ceil(capM / lines.cellM());
        for (int ring = 0; ring <= rings; ring++) {
            double reached = (ring - 1) * lines.cellM();
            if (ring > 0 && reached > 0 && reached * reached >= best) {
                break;
            }
            best = Math.min(best, nearestInRing(column, row, ring, x, z));
        }
        return Math.sqrt(best);
    }

    private double nearestInRing(int column, int row, int ring, double x, double z) {
        double best = Double.POSITIVE_INFINITY;
        int fromRow = Math.max(0, row - ring);
        int toRow = Math.min(lines.rows() - 1, row + ring);
        for (int r = fromRow; r <= toRow; r++) {
            boolean whole = r == row - ring || r == row + ring;
            int step = whole || ring == 0 ? 1 : 2 * ring;
            for (int c = column - ring; c <= column + ring; c += step) {
                if (c >= 0 && c < lines.columns()) {
                    best = Math.min(best, nearestInCell(c, r, x, z));
                }
            }
        }
        return best;
    }

    private double nearestInCell(int column, int row, double x, double z) {
        double best = Double.POSITIVE_INFINITY;
        int end = lines.end(column, row);
        for (int at = lines.start(column, row); at < end; at++) {
            best = Math.min(best, squaredDistance(lines.item(at), x, z));
        }
        return best;
    }

    private double squaredDistance(int item, double x, double z) {
        if (item < segmentCount) {
            int i = 4 * item;
            return Segments.pointDistanceSquared(x, z, segments[i], segments[i + 1], segments[i + 2], segments[i + 3]);
        }
        int i = 3 * (item - segmentCount);
        double distance = Math.hypot(x - circles[i], z - circles[i + 1]) - circles[i + 2];
        return distance <= 0 ? 0 : distance * distance;
    }

    /**
     * Whether a disc can go straight from one point to another without touching anything.
     *
     * @param radiusM radius of the disc, 0 for a bare line
     */
    public boolean clearLine(double x0, double z0, double x1, double z1, double radiusM) {
        if (!isWalkable(x0, z0) || !isWalkable(x1, z1)) {
            return false;
        }
        int fromRow = lines.row(Math.min(z0, z1) - radiusM);
        int toRow = lines.row(Math.max(z0, z1) + radiusM);
        for (int row = fromRow; row <= toRow; row++) {
            double bandMin = lines.minZ() + row * lines.cellM() - radiusM;
            double bandMax = bandMin + lines.cellM() + 2 * radiusM;
            double xAtMin = xInBand(x0, z0, x1, z1, bandMin);
            double xAtMax = xInBand(x0, z0, x1, z1, bandMax);
            int fromColumn = lines.column(Math.min(xAtMin, xAtMax) - radiusM);
            int toColumn = lines.column(Math.max(xAtMin, xAtMax) + radiusM);
            for (int column = fromColumn; column <= toColumn; column++) {
                if (!clearInCell(column, row, x0, z0, x1, z1, radiusM)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Where the line is at {@code z}, or at its end on that side when it does not reach so far. */
    private static double xInBand(double x0, double z0, double x1, double z1, double z) {
        if (z0 == z1) {
            return z < z0 ? x0 : x1;
        }
        double t = Math.max(0, Math.min(1, (z - z0) / (z1 - z0)));
        return x0 + t * (x1 - x0);
    }

    private boolean clearInCell(int column, int row, double x0, double z0, double x1, double z1, double radiusM) {
        int end = lines.end(column, row);
        for (int at = lines.start(column, row); at < end; at++) {
            int item = lines.item(at);
            if (item < segmentCount) {
                int i = 4 * item;
                double squared = Segments.distanceSquared(
                        x0, z0, x1, z1, segments[i], segments[i + 1], segments[i + 2], segments[i + 3]);
                if (squared <= radiusM * radiusM) {
                    return false;
                }
            } else {
                int i = 3 * (item - segmentCount);
                double reach = radiusM + circles[i + 2];
                if (Segments.pointDistanceSquared(circles[i], circles[i + 1], x0, z0, x1, z1) <= reach * reach) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * The walkable place nearest to a point that has room for a disc, on a raster of 25 cm that grows coarser with the
     * distance: 1 m beyond 12 m, 4 m beyond 48 m and so on, so that looking far costs little more. Allocates.
     *
     * @param radiusM room wanted around the place
     * @param withinM how far to look
     */
    public Optional<FloorPoint> nearestWalkable(double x, double z, double radiusM, double withinM) {
        if (clearanceM(x, z, radiusM + 1) > radiusM) {
            return Optional.of(new FloorPoint(x, z));
        }
        int from = 1;
        for (double stepM = SEARCH_STEP_M; (from - 1) * stepM < withinM; stepM *= SEARCH_COARSER) {
            int to = Math.min(SEARCH_RINGS, (int) Math.ceil(withinM / stepM));
            Optional<FloorPoint> found = nearestOnRaster(new FloorPoint(x, z), radiusM, stepM, from, to);
            if (found.isPresent()) {
                return found.filter(at -> Math.hypot(at.x() - x, at.z() - z) <= withinM);
            }
            from = SEARCH_RINGS / SEARCH_COARSER + 1;
        }
        return Optional.empty();
    }

    /** The nearest place among the rings of a square raster around a point. */
    private Optional<FloorPoint> nearestOnRaster(FloorPoint middle, double radiusM, double stepM, int from, int to) {
        double bestSquared = Double.POSITIVE_INFINITY;
        double bestX = 0;
        double bestZ = 0;
        for (int ring = from; ring <= to && square(ring * stepM) <= bestSquared; ring++) {
            for (int dz = -ring; dz <= ring; dz++) {
                int step = Math.abs(dz) == ring ? 1 : 2 * ring;
                for (int dx = -ring; dx <= ring; dx += step) {
                    double squared = square(dx * stepM) + square(dz * stepM);
                    double px = middle.x() + dx * stepM;
                    double pz = middle.z() + dz * stepM;
                    if (squared < bestSquared && clearanceM(px, pz, radiusM + 1) > radiusM) {
                        bestSquared = squared;
                        bestX = px;
                        bestZ = pz;
                    }
                }
            }
        }
        return Double.isInfinite(bestSquared) ? Optional.empty() : Optional.of(new FloorPoint(bestX, bestZ));
    }

    private static double square(double value) {
        return value * value;
    }
}
