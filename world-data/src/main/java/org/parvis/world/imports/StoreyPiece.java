package org.parvis.world.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.parvis.world.Floor;
import org.parvis.world.LocalText;
import org.parvis.world.Obstacles;
import org.parvis.world.PolyLine;
import org.parvis.world.Polygon;
import org.parvis.world.Ring;
import org.parvis.world.Wall;
import org.parvis.world.bundle.FloorObstacles;
import org.parvis.world.imports.shape.Footprints;
import org.parvis.world.spatial.FloorMap;

/** A connected piece of a storey, which becomes a floor of the venue. */
final class StoreyPiece {
    static final double STOREY_M = 4;
    private static final double WALL_M = 3;
    private static final double SHORTEST_WALL_M = 0.15;

    private final int level;
    private final Polygon outline;
    private final org.locationtech.jts.geom.Polygon shape;
    private final List<Wall> walls;

    /**
     * @param level storey, 0 at street level
     * @param outline where one can walk
     * @param rooms borders of all rooms of the storey
     * @param doors where walls stay open
     */
    StoreyPiece(int level, Polygon outline, Geometry rooms, Geometry doors) {
        this.level = level;
        this.outline = outline;
        this.shape = shape(outline);
        // Rooms often end at the outline, which stops people by itself: only what lies inside becomes a wall.
        Geometry inner = rooms.intersection(shape.buffer(-0.1)).difference(doors);
        this.walls = lines(inner);
    }

    private static List<Wall> lines(Geometry geometry) {
        List<Wall> walls = new ArrayList<>();
        for (int i = 0; i < geometry.getNumGeometries(); i++) {
            Geometry part = geometry.getGeometryN(i);
            if (part.getDimension() == 1 && part.getLength() > SHORTEST_WALL_M) {
                Coordinate[] corners = part.getCoordinates();
                double[] xz = new double[2 * corners.length];
                for (int c = 0; c < corners.length; c++) {
                    xz[2 * c] = corners[c].x;
                    xz[2 * c + 1] = corners[c].y;
                }
                walls.add(new Wall(PolyLine.of(xz), WALL_M, 0, "plaster"));
            }
        }
        return walls;
    }

    static org.locationtech.jts.geom.Polygon shape(Polygon polygon) {
        LinearRing[] holes = polygon.holes().stream().map(StoreyPiece::line).toArray(LinearRing[]::new);
        return Footprints.GEOMETRY.createPolygon(line(polygon.outer()), holes);
    }

    private static LinearRing line(Ring ring) {
        Coordinate[] corners = new Coordinate[ring.size() + 1];
        for (int i = 0; i < corners.length; i++) {
            corners[i] = new Coordinate(ring.x(i % ring.size()), ring.z(i % ring.size()));
        }
        return Footprints.GEOMETRY.createLinearRing(corners);
    }

    int level() {
        return level;
    }

    Polygon outline() {
        return outline;
    }

    org.locationtech.jts.geom.Polygon shape() {
        return shape;
    }

    /**
     * The piece as a floor of the venue.
     *
     * @param number which piece of its storey it is, from 1, so that titles differ
     */
    Floor floor(int index, String id, int number) {
        String storey = level < 0 ? "Basement " + -level : "Level " + level;
        return new Floor(
                index,
                id,
                LocalText.english(number == 1 ? storey : storey + ", part " + number),
                level,
                level * STOREY_M,
                outline,
                level == 0 ? OptionalDouble.empty() : OptionalDouble.of(STOREY_M - 0.5),
                walls,
                List.of(),
                Obstacles.NONE);
    }

    FloorMap map() {
        return new FloorMap(FloorObstacles.gather(floor(0, "piece", 1), List.of(), List.of(), List.of()));
    }
}
