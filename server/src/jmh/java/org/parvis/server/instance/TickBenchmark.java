package org.parvis.server.instance;

import java.util.ArrayList;
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
import org.parvis.server.instance.tick.InstanceConfig;
import org.parvis.server.testing.Guest;
import org.parvis.server.testing.HandTicked;
import org.parvis.server.testing.SmallVenue;

/**
 * What a whole tick costs its thread: moves taken, bodies moved, cells encoded, parcels handed over. Run with {@code
 * -prof gc}: the bytes allocated per tick must not grow with the people.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 3)
@Measurement(iterations = 5, time = 3)
public class TickBenchmark {
    private static final double STRIDE_M = 1.4 / 10;
    private static final int JOINS_PER_TICK = 10;

    /** People who all walk and send 10 moves a second. */
    @Param({"1000", "4000"})
    public int people;

    /** Side of the square they walk in, metres: a plaza and a packed show. */
    @Param({"200", "40"})
    public double sideM;

    private final Random random = new Random(1);
    private final List<Guest> guests = new ArrayList<>();
    private HandTicked house;
    private Move[] moves;
    private int tick;

    /** A move that is written over, so that the benchmark's own side allocates nothing. */
    private static final class Move implements Mailbox.MoveTarget {
        private double xM;
        private double zM;
        private double headingX;
        private double headingZ;
        private int sequence;

        void stride(double halfM, Random random) {
            if (Math.abs(xM + headingX) > halfM || Math.abs(zM + headingZ) > halfM) {
                turn(random);
                return;
            }
            xM += headingX;
            zM += headingZ;
            sequence++;
        }

        void turn(Random random) {
            double angle = random.nextDouble() * 2 * Math.PI;
            headingX = Math.cos(angle) * STRIDE_M;
            headingZ = Math.sin(angle) * STRIDE_M;
        }

        @Override
        public int sequence() {
            return sequence;
        }

        @Override
        public int floor() {
            return 0;
        }

        @Override
        public int xCm() {
            return (int) Math.round(xM * 100);
        }

        @Override
        public int zCm() {
            return (int) Math.round(zM * 100);
        }

        @Override
        public int yaw() {
            return sequence & 0xFF;
        }

        @Override
        public int gait() {
            return 2;
        }
    }

    /** Lets everybody in. */
    @Setup
    public void setUp() {
        house = HandTicked.of(SmallVenue.square(sideM + 4), InstanceConfig.DEFAULT.withCapacity(people));
        house.giveOnlyWelcomes();
        moves = new Move[people];
        for (int i = 0; i < people; i++) {
            Move move = new Move();
            move.xM = (random.nextDouble() - 0.5) * sideM;
            move.zM = (random.nextDouble() - 0.5) * sideM;
            move.turn(random);
            moves[i] = move;
            guests.add(house.ask("guest " + i, move.xM, move.zM));
            if (i % JOINS_PER_TICK == 0) {
                house.tick();
            }
        }
        house.seconds(5);
    }

    /** One tick of 50 ms: half of the people have moved. */
    @Benchmark
    public void tick() {
        tick++;
        for (int i = tick & 1; i < people; i += 2) {
            moves[i].stride(sideM / 2, random);
            house.mailbox().move(guests.get(i).avatar(), moves[i]);
        }
        house.tick();
    }
}
