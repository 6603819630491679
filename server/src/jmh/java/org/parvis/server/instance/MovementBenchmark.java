package org.parvis.server.instance;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.parvis.server.instance.motion.PhysicsMovement;
import org.parvis.server.testing.SmallVenue;
import org.parvis.world.Floor;
import org.parvis.world.spatial.FloorMap;

/** What it costs a tick to move everybody, in a square with columns and walls; the budget is 3 ms for 5,000. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class MovementBenchmark {
    private static final double SIDE_M = 200;
    private static final double STRIDE_M = 1.4 / 10;
    private static final int OBSTACLES = 60;

    /** People who all walk and send 10 moves a second: half of them move in a tick. */
    @Param({"1000", "5000"})
    public int walkers;

    /** Whether people in the open are moved without physics, as in the server. */
    @Param({"true", "false"})
    public boolean shortCut;

    private PhysicsMovement movement;
    private FloorMap map;
    private final Random random = new Random(1);
    private double[] headingX;
    private double[] headingZ;
    private int tick;

    /** Puts everybody somewhere free. */
    @Setup
    public void setUp() {
        SmallVenue venue = SmallVenue.square(SIDE_M);
        for (int i = 0; i < OBSTACLES; i++) {
            venue.column(spot(), spot(), 0.3 + random.nextDouble());
            double xM = spot();
            double zM = spot();
            venue.wall(xM, zM, xM + random.nextDouble() * 8 - 4, zM + random.nextDouble() * 8 - 4);
        }
        List<Floor> floors = venue.build().venue().floors();
        List<FloorMap> maps = floors.stream().map(FloorMap::new).toList();
        map = maps.get(0);
        movement = new PhysicsMovement(floors, maps, walkers, 20, shortCut);
        headingX = new double[walkers];
        headingZ = new double[walkers];
        for (int avatar = 0; avatar < walkers; avatar++) {
            double xM = spot();
            double zM = spot();
            while (map.clearanceM(xM, zM, 1) < 0.5) {
                xM = spot();
                zM = spot();
            }
            movement.place(avatar, 0, xM, zM);
            turn(avatar);
        }
    }

    private double spot() {
        return (random.nextDouble() * 2 - 1) * (SIDE_M / 2 - 1);
    }

    private void turn(int avatar) {
        double angle = random.nextDouble() * 2 * Math.PI;
        headingX[avatar] = Math.cos(angle) * STRIDE_M;
        headingZ[avatar] = Math.sin(angle) * STRIDE_M;
    }

    /** A tick: half of the people walk on; who is held up turns elsewhere. */
    @Benchmark
    public void tick() {
        tick++;
        for (int avatar = tick & 1; avatar < walkers; avatar += 2) {
            movement.aim(avatar, movement.xM(avatar) + headingX[avatar], movement.zM(avatar) + headingZ[avatar]);
        }
        movement.step();
        for (int avatar = tick & 1; avatar < walkers; avatar += 2) {
            if (map.clearanceM(movement.xM(avatar), movement.zM(avatar), 0.4) < 0.36) {
                turn(avatar);
            }
        }
    }
}
