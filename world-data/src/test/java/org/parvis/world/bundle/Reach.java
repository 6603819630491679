package org.parvis.world.bundle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.parvis.world.Link;
import org.parvis.world.LinkEnd;
import org.parvis.world.Spawn;
import org.parvis.world.Venue;
import org.parvis.world.spatial.FloorMap;

/** Where a body gets from a spawn: flood fill over a raster, and over links. */
final class Reach {
    private static final double STEP_M = 0.4;
    private static final double BODY_M = 0.3;

    private record Square(int floor, int column, int row) {}

    private final Venue venue;
    private final List<FloorMap> maps = new ArrayList<>();
    private final Set<Square> reached = new HashSet<>();
    private final Deque<Square> open = new ArrayDeque<>();

    Reach(Venue venue, Spawn spawn) {
        this.venue = venue;
        venue.floors().forEach(floor -> maps.add(new FloorMap(floor)));
        visitNear(spawn.floorIndex(), spawn.x(), spawn.z());
        while (!open.isEmpty()) {
            spread(open.remove());
        }
    }

    private void spread(Square from) {
        double x = from.column * STEP_M;
        double z = from.row * STEP_M;
        int[][] neighbours = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
        for (int[] step : neighbours) {
            Square to = new Square(from.floor, from.column + step[0], from.row + step[1]);
            if (!reached.contains(to)
                    && maps.get(from.floor).clearLine(x, z, to.column * STEP_M, to.row * STEP_M, BODY_M)) {
                visit(to);
            }
        }
        for (Link link : venue.links()) {
            for (int i = 0; i < 2; i++) {
                LinkEnd end = link.ends().get(i);
                if (end.floorIndex() == from.floor && end.polygon().contains(x, z)) {
                    LinkEnd there = link.opposite(i);
                    visitNear(there.floorIndex(), there.arrivalX(), there.arrivalZ());
                }
            }
        }
    }

    private void visitNear(int floor, double x, double z) {
        for (int dx = 0; dx <= 1; dx++) {
            for (int dz = 0; dz <= 1; dz++) {
                int column = (int) Math.floor(x / STEP_M) + dx;
                int row = (int) Math.floor(z / STEP_M) + dz;
                if (maps.get(floor).clearLine(x, z, column * STEP_M, row * STEP_M, BODY_M)) {
                    visit(new Square(floor, column, row));
                }
            }
        }
    }

    private void visit(Square square) {
        if (reached.add(square)) {
            open.add(square);
        }
    }

    /** Whether a body gets to within {@code withinM} metres of the point. */
    boolean near(int floor, double x, double z, double withinM) {
        int rings = (int) Math.ceil(withinM / STEP_M) + 1;
        int column = (int) Math.round(x / STEP_M);
        int row = (int) Math.round(z / STEP_M);
        for (int dx = -rings; dx <= rings; dx++) {
            for (int dz = -rings; dz <= rings; dz++) {
                if (reached.contains(new Square(floor, column + dx, row + dz))
                        && Math.hypot((column + dx) * STEP_M - x, (row + dz) * STEP_M - z) <= withinM) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a body gets into the polygon. */
    boolean inside(int floor, org.parvis.world.Polygon polygon) {
        return reached.stream()
                .anyMatch(square ->
                        square.floor == floor && polygon.contains(square.column * STEP_M, square.row * STEP_M));
    }
}
