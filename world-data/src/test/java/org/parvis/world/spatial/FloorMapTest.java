package org.parvis.world.spatial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.parvis.world.Obstacles;
import org.parvis.world.Polygon;
import org.parvis.world.Segments;

class FloorMapTest {
    private static final long SEED = 42;
    private static final double HALF_M = 60;

    private final Polygon outline = Polygon.of(-HALF_M, HALF_M, HALF_M, HALF_M, HALF_M, -HALF_M, -HALF_M, -HALF_M);
    private final double[] segments;
    private final double[] circles;
    private final List<Polygon> blocks = new ArrayList<>();
    private final FloorMap map;
    private final Random random = new Random(SEED);

    FloorMapTest() {
        List<double[]> lines = new ArrayList<>();
        addRing(lines, outline);
        for (int i = 0; i < 60; i++) {
            double x = random.nextDouble() * 100 - 50;
            double z = random.nextDouble() * 100 - 50;
            Polygon block = Polygon.of(x, z + 3, x + 4, z + 3, x + 5, z, x, z - 1);
            blocks.add(block);
            addRing(lines, block);
        }
        segments = lines.stream().flatMapToDouble(java.util.Arrays::stream).toArray();
        circles = new double[90];
        for (int i = 0; i < 30; i++) {
            circles[3 * i] = random.nextDouble() * 100 - 50;
            circles[3 * i + 1] = random.nextDouble() * 100 - 50;
            circles[3 * i + 2] = 0.3 + random.nextDouble();
        }
        map = new FloorMap(outline, new Obstacles(segments, circles, blocks));
    }

    private static void addRing(List<double[]> lines, Polygon polygon) {
        int n = polygon.outer().size();
        for (int i = 0; i < n; i++) {
            int next = (i + 1) % n;
            lines.add(new double[] {
                polygon.outer().x(i),
                polygon.outer().z(i),
                polygon.outer().x(next),
                polygon.outer().z(next)
            });
        }
    }

    private double naiveClearance(double x, double z) {
        if (!outline.contains(x, z) || blocks.stream().anyMatch(block -> block.contains(x, z))) {
            return 0;
        }
        double best = FloorMap.MAX_CLEARANCE_M;
        for (int i = 0; i < segments.length; i += 4) {
            best = Math.min(
                    best,
                    Math.sqrt(Segments.pointDistanceSquared(
                            x, z, segments[i], segments[i + 1], segments[i + 2], segments[i + 3])));
        }
        for (int i = 0; i < circles.length; i += 3) {
            best = Math.min(best, Math.max(0, Math.hypot(x - circles[i], z - circles[i + 1]) - circles[i + 2]));
        }
        return best;
    }

    private boolean naiveClear(double x0, double z0, double x1, double z1, double radiusM) {
        if (naiveClearance(x0, z0) == 0 || naiveClearance(x1, z1) == 0) {
            return false;
        }
        for (int i = 0; i < segments.length; i += 4) {
            if (Segments.distanceSquared(x0, z0, x1, z1, segments[i], segments[i + 1], segments[i + 2], segments[i + 3])
                    <= radiusM * radiusM) {
                return false;
            }
        }
        for (int i = 0; i < circles.length; i += 3) {
            double reach = radiusM + circles[i + 2];
            if (Segments.pointDistanceSquared(circles[i], circles[i + 1], x0, z0, x1, z1) <= reach * reach) {
                return false;
            }
        }
        return true;
    }

    @Test
    void clearanceEqualsTheDistanceToTheNearestThing() {
        for (int i = 0; i < 5_000; i++) {
            double x = random.nextDouble() * 130 - 65;
            double z = random.nextDouble() * 130 - 65;
            assertThat(map.clearanceM(x, z))
                    .as("at %s %s, seed %s", x, z, SEED)
                    .isCloseTo(naiveClearance(x, z), within(1e-9));
        }
    }

    @Test
    void linesAreClearExactlyWhenNothingIsWithinTheRadius() {
        int clear = 0;
        for (int i = 0; i < 20_000; i++) {
            double x0 = random.nextDouble() * 120 - 60;
            double z0 = random.nextDouble() * 120 - 60;
            double length = i % 2 == 0 ? 6 : 60;
            double x1 = x0 + (random.nextDouble() - 0.5) * length;
            double z1 = i % 5 == 0 ? z0 : z0 + (random.nextDouble() - 0.5) * length;
            boolean expected = naiveClear(x0, z0, x1, z1, 0.3);
            clear += expected ? 1 : 0;
            assertThat(map.clearLine(x0, z0, x1, z1, 0.3))
                    .as("%s %s to %s %s, seed %s", x0, z0, x1, z1, SEED)
                    .isEqualTo(expected);
        }
        assertThat(clear).isBetween(2_000, 18_000);
    }

    @Test
    void nearestWalkablePlaceHasTheRoomAskedFor() {
        for (Polygon block : blocks) {
            FloorPoint place = map.nearestWalkable(
                            block.outer().x(0), block.outer().z(0), 0.5, 30)
                    .orElseThrow();
            assertThat(map.clearanceM(place.x(), place.z())).isGreaterThan(0.5);
        }
    }

    @Test
    void queriesDoNotAllocate() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double sum = 0;
        for (int i = 0; i < 20_000; i++) {
            sum += query(i);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 20_000; i++) {
            sum += query(i);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(sum).isPositive();
        assertThat(allocated).isLessThan(20_000);
    }

    private double query(int i) {
        double x = i % 100 - 50;
        double z = (i / 100) % 100 - 50;
        return map.clearanceM(x, z) + (map.clearLine(x, z, x + 1, z + 1, 0.3) ? 1 : 0);
    }
}
