package org.parvis.world.bundle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.parvis.world.Building;
import org.parvis.world.Fixture;
import org.parvis.world.FixtureKind;
import org.parvis.world.Floor;
import org.parvis.world.Obstacles;
import org.parvis.world.Polygon;
import org.parvis.world.Prop;
import org.parvis.world.Ring;
import org.parvis.world.Wall;

/** Gathers what stops people on one floor. */
public final class FloorObstacles {
    private double[] segments = new double[256];
    private int segmentNumbers;
    private final List<double[]> circles = new ArrayList<>();
    private final List<Polygon> solids = new ArrayList<>();

    private FloorObstacles() {}

    /** The floor with its obstacles, of what stands on it or reaches through it. */
    public static Floor gather(Floor floor, List<Building> buildings, List<Prop> props, List<Fixture> fixtures) {
        FloorObstacles builder = new FloorObstacles();
        builder.addBorder(floor.outline());
        floor.walls().stream().filter(Wall::blocks).forEach(builder::addWall);
        for (Building building : buildings) {
            if (building.blocksAt(floor.heightM())) {
                builder.addSolid(building.footprint());
            }
        }
        for (Prop prop : props) {
            if (prop.floorIndex() == floor.index() && prop.collisionRadiusM().isPresent()) {
                builder.circles.add(new double[] {
                    prop.x(), prop.z(), prop.collisionRadiusM().getAsDouble()
                });
            }
        }
        for (Fixture fixture : fixtures) {
            if (fixture.floorIndex() == floor.index()) {
                builder.addFixture(fixture);
            }
        }
        return new Floor(
                floor.index(),
                floor.id(),
                floor.title(),
                floor.storey(),
                floor.heightM(),
                floor.outline(),
                floor.ceilingM(),
                floor.walls(),
                floor.surfaces(),
                builder.build());
    }

    private Obstacles build() {
        double[] flatCircles = circles.stream().flatMapToDouble(Arrays::stream).toArray();
        return new Obstacles(Arrays.copyOf(segments, segmentNumbers), flatCircles, solids);
    }

    private void addSolid(Polygon polygon) {
        solids.add(polygon);
        addBorder(polygon);
    }

    private void addBorder(Polygon polygon) {
        addRing(polygon.outer());
        polygon.holes().forEach(this::addRing);
    }

    private void addRing(Ring ring) {
        int n = ring.size();
        for (int i = 0, j = n - 1; i < n; j = i++) {
            addSegment(ring.x(j), ring.z(j), ring.x(i), ring.z(i));
        }
    }

    private void addWall(Wall wall) {
        for (int i = 1; i < wall.line().size(); i++) {
            addSegment(
                    wall.line().x(i - 1),
                    wall.line().z(i - 1),
                    wall.line().x(i),
                    wall.line().z(i));
        }
    }

    private void addFixture(Fixture fixture) {
        if (fixture.kind().equals(FixtureKind.BELL)) {
            circles.add(new double[] {fixture.x(), fixture.z(), Fixture.BELL_RADIUS_M});
            return;
        }
        if (!fixture.kind().equals(FixtureKind.BENCH)) {
            return;
        }
        double halfWidth = Math.max(1, fixture.seats()) * Fixture.SEAT_WIDTH_M / 2;
        double halfDepth = Fixture.BENCH_DEPTH_M / 2;
        double rightX = Math.cos(fixture.yawRad());
        double rightZ = -Math.sin(fixture.yawRad());
        double frontX = -Math.sin(fixture.yawRad());
        double frontZ = -Math.cos(fixture.yawRad());
        double[] xz = new double[8];
        int[] alongRight = {-1, 1, 1, -1};
        int[] alongFront = {-1, -1, 1, 1};
        for (int i = 0; i < 4; i++) {
            double right = alongRight[i] * halfWidth;
            double front = alongFront[i] * halfDepth;
            xz[2 * i] = fixture.x() + right * rightX + front * frontX;
            xz[2 * i + 1] = fixture.z() + right * rightZ + front * frontZ;
        }
        addSolid(Polygon.of(xz));
    }

    private void addSegment(double x1, double z1, double x2, double z2) {
        if (segmentNumbers + 4 > segments.length) {
            segments = Arrays.copyOf(segments, segments.length * 2);
        }
        segments[segmentNumbers++] = x1;
        segments[segmentNumbers++] = z1;
        segments[segmentNumbers++] = x2;
        segments[segmentNumbers++] = z2;
    }
}
