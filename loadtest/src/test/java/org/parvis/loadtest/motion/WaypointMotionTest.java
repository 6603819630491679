package org.parvis.loadtest.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.parvis.world.bundle.VenueSource;
import org.parvis.world.fault.BundleException;

final class WaypointMotionTest {
    private static final double SPEED_M_S = 1.4;
    private static final double STEP_S = 0.1;

    @Property(tries = 20)
    void nobodyLeavesTheFreeGroundOrWalksTooFast(@ForAll long seed) throws BundleException {
        VenueGround venue = VenueGround.of(
                VenueSource.resolve(VenueSource.DEFAULT_VENUE).open().venue());
        Ground ground = venue.floors().get(venue.spawn().floorIndex());
        WaypointMotion motion = new WaypointMotion(venue.floors(), SPEED_M_S, 40, 0, seed);
        Walk walk = new Walk();
        walk.placeAt(
                venue.spawn().floorIndex(), venue.spawn().x(), venue.spawn().z());
        double walked = 0;

        for (int i = 0; i < 2000; i++) {
            double x = walk.xM();
            double z = walk.zM();
            motion.advance(walk, STEP_S);
            double step = Math.hypot(walk.xM() - x, walk.zM() - z);
            assertThat(step).isLessThanOrEqualTo(SPEED_M_S * STEP_S + 1e-9);
            assertThat(ground.isClear(x, z, walk.xM(), walk.zM()))
                    .as("step %d to %s, %s", i, walk.xM(), walk.zM())
                    .isTrue();
            walked += step;
        }

        assertThat(walked).as("people keep walking").isGreaterThan(150);
    }

    @Test
    void theSameSeedWalksTheSameWay() {
        assertThat(way(7)).isEqualTo(way(7)).isNotEqualTo(way(8));
    }

    @Test
    void whoThinksStandsForTheMeanTimeBetweenWalks() {
        double pauseS = 10;
        WaypointMotion motion = new WaypointMotion(List.of(OpenGround.ENDLESS), SPEED_M_S, 5, pauseS, 3);
        Walk walk = new Walk();
        int standing = 0;
        int steps = 200_000;
        for (int i = 0; i < steps; i++) {
            double x = walk.xM();
            motion.advance(walk, STEP_S);
            standing += walk.xM() == x ? 1 : 0;
        }
        double meanWalkS = (2 + 2.5) / SPEED_M_S;
        assertThat(standing / (double) steps).isCloseTo(pauseS / (pauseS + meanWalkS), within(0.05));
    }

    private static List<Double> way(long seed) {
        WaypointMotion motion = new WaypointMotion(List.of(OpenGround.ENDLESS), SPEED_M_S, 40, 0, seed);
        Walk walk = new Walk();
        List<Double> way = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            motion.advance(walk, 1);
            way.add(walk.xM());
        }
        return way;
    }
}
