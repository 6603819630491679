package org.parvis.server.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.parvis.server.instance.motion.PhysicsMovement;
import org.parvis.server.testing.SmallVenue;
import org.parvis.world.Floor;
import org.parvis.world.spatial.FloorMap;

class PhysicsMovementTest {
    private static final int WALKERS = 200;
    private static final int TICKS = 200;
    private static final double HALF_M = 20;
    private static final double STRIDE_M = 0.35;

    /** Whoever walks in the open is not moved by the physics world, and must be where it would have moved them. */
    @Test
    void shortCutAndFullPhysicsAgreeWithinACentimetre() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        SmallVenue venue = SmallVenue.square(2 * HALF_M);
        for (int i = 0; i < 12; i++) {
            double xM = spot(random);
            double zM = spot(random);
            venue.wall(xM, zM, xM + random.nextDouble() * 6 - 3, zM + random.nextDouble() * 6 - 3);
            venue.column(spot(random), spot(random), 0.2 + random.nextDouble());
        }
        List<Floor> floors = venue.build().venue().floors();
        List<FloorMap> maps = floors.stream().map(FloorMap::new).toList();
        PhysicsMovement quick = new PhysicsMovement(floors, maps, WALKERS, 20, true);
        PhysicsMovement full = new PhysicsMovement(floors, maps, WALKERS, 20, false);
        for (int avatar = 0; avatar < WALKERS; avatar++) {
            double xM = spot(random);
            double zM = spot(random);
            while (maps.get(0).clearanceM(xM, zM, 1) < 0.5) {
                xM = spot(random);
                zM = spot(random);
            }
            quick.place(avatar, 0, xM, zM);
            full.place(avatar, 0, xM, zM);
        }
        for (int tick = 0; tick < TICKS; tick++) {
            for (int avatar = 0; avatar < WALKERS; avatar++) {
                double toXM = quick.xM(avatar) + (random.nextDouble() * 2 - 1) * STRIDE_M;
                double toZM = quick.zM(avatar) + (random.nextDouble() * 2 - 1) * STRIDE_M;
                quick.aim(avatar, toXM, toZM);
                full.aim(avatar, toXM, toZM);
            }
            quick.step();
            full.step();
            for (int avatar = 0; avatar < WALKERS; avatar++) {
                assertThat(Math.hypot(quick.xM(avatar) - full.xM(avatar), quick.zM(avatar) - full.zM(avatar)))
                        .as("seed %d, tick %d, walker %d", seed, tick, avatar)
                        .isLessThan(0.01);
                full.place(avatar, 0, quick.xM(avatar), quick.zM(avatar));
            }
        }
    }

    private static double spot(Random random) {
        return (random.nextDouble() * 2 - 1) * (HALF_M - 1);
    }
}
