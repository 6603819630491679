package org.parvis.server.interest.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.parvis.protocol.pose.CellUpdateWriter;
import org.parvis.server.interest.plan.InterestConfig;

/**
 * A tick thread that writes blocks and event loops that read them at their own speed: nobody ever reads a block that is
 * written again, no mail is lost or overtaken, no event loop is given more than it may have under way, and in the end
 * every block is free.
 */
class HandOverStressTest {
    private static final int LOOPS = 3;
    private static final int CELLS = 64;
    private static final int TICKS = 30_000;

    private final long seed = new Random().nextLong();
    private final Deliveries deliveries = new Deliveries(CELLS, InterestConfig.DEFAULT, System::nanoTime);
    private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
    private volatile boolean ended;

    /** An event loop of its own thread with one who looks. */
    private final class Loop implements Post, Recipient, Runnable {
        final ConcurrentLinkedQueue<Parcel> parcels = new ConcurrentLinkedQueue<>();
        final AtomicInteger underWay = new AtomicInteger();
        final Random random;
        final CountDownLatch done = new CountDownLatch(1);
        final CellUpdateWriter own = new CellUpdateWriter(1 << 16);
        int lastTick;
        int mails;
        int gaps;

        Loop(long ownSeed) {
            random = new Random(ownSeed);
        }

        @Override
        public Post post() {
            return this;
        }

        @Override
        public void deliver(Parcel parcel) {
            assertThat(underWay.incrementAndGet()).isLessThanOrEqualTo(Delivery.MAX_IN_FLIGHT);
            parcels.add(parcel);
        }

        @Override
        public void run() {
            try {
                while (!ended || !parcels.isEmpty()) {
                    Parcel parcel = parcels.poll();
                    if (parcel == null) {
                        Thread.onSpinWait();
                    } else {
                        read(parcel);
                        // Before it is released: from then on the tick thread may give another one.
                        underWay.decrementAndGet();
                        parcel.release();
                    }
                }
            } catch (Throwable broken) {
                fault.compareAndSet(null, broken);
            } finally {
                done.countDown();
            }
        }

        private void read(Parcel parcel) {
            for (Mail mail : parcel.mail()) {
                byte[] number = ((Mail.Message) mail).bytes().toByteArray();
                assertThat(ByteBuffer.wrap(number).getInt()).as("mail in order").isEqualTo(mails++);
            }
            gaps += parcel.isAfterGap() ? 1 : 0;
            TickBytes bytes = parcel.bytes();
            if (bytes == null) {
                return;
            }
            int tick = bytes.tick();
            assertThat(tick).isGreaterThan(lastTick);
            assertThat(tick == lastTick + 1 || parcel.isAfterGap() || lastTick == 0)
                    .as("a gap that nobody told of")
                    .isTrue();
            lastTick = tick;
            own.reset();
            stamp(own, tick);
            int from = own.end();
            byte[] expected = Arrays.copyOfRange(own.array(), from, own.size());
            int looks = random.nextInt(50) == 0 ? 200 : 2;
            for (int look = 0; look < looks; look++) {
                long span = bytes.near(1)[tick % CELLS];
                byte[] stamp = Arrays.copyOfRange(
                        bytes.array(), TickBytes.from(span), TickBytes.from(span) + TickBytes.length(span));
                assertThat(bytes.tick()).isEqualTo(tick);
                assertThat(stamp).isEqualTo(expected);
                assertThat(bytes.crowdCounts().get(0)).isEqualTo(tick);
            }
        }
    }

    /** A cell update that says in every byte which tick it is of. */
    private static void stamp(CellUpdateWriter writer, int tick) {
        writer.begin(tick);
        writer.keyframe();
        for (int i = 1; i < 20; i++) {
            writer.pose(tick * 32 + i, ~tick);
        }
    }

    @Test
    void nobodyReadsABlockThatIsWrittenAgainAndNoMailIsLost() throws Exception {
        List<Loop> loops = new ArrayList<>();
        for (int i = 0; i < LOOPS; i++) {
            Loop loop = new Loop(seed + i);
            loops.add(loop);
            deliveries.viewers(loop, 1);
            new Thread(loop, "loop-" + i).start();
        }
        int[] sent = new int[LOOPS];
        Random random = new Random(seed);
        long giveUpNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
        int tick = 0;
        while (tick < TICKS && System.nanoTime() < giveUpNs && fault.get() == null) {
            tick++;
            for (int i = 0; i < LOOPS; i++) {
                if (random.nextInt(3) == 0) {
                    ByteString number = ByteString.copyFrom(
                            ByteBuffer.allocate(4).putInt(sent[i]++).array());
                    deliveries.mail(new Mail.Message(loops.get(i), number, MessageClass.ASSURED));
                }
            }
            deliveries.handOver(write(tick));
        }
        settle(loops);
        assertThat(fault.get()).as("seed %d", seed).isNull();
        for (int i = 0; i < LOOPS; i++) {
            assertThat(loops.get(i).mails)
                    .as("seed %d, mail of loop %d", seed, i)
                    .isEqualTo(sent[i]);
        }
        assertThat(loops.stream().mapToInt(loop -> loop.gaps).sum())
                .as("seed %d, gaps in %d ticks", seed, tick)
                .isPositive();
        assertThat(deliveries.counts().dropped()).isZero();
        assertThat(deliveries.freeBlock(tick + 1)).isNotNull();
    }

    /** A tick's bytes, all of which say which tick it is; null when the loops hold all blocks. */
    private @Nullable TickBytes write(int tick) {
        TickBytes bytes = deliveries.freeBlock(tick);
        if (bytes == null) {
            deliveries.missed();
            return null;
        }
        stamp(bytes.writer(), tick);
        bytes.putNear(1, tick % CELLS, bytes.writer().end());
        bytes.count(0, tick);
        return bytes;
    }

    /** Hands over the rest of the mail, then ends the loops. */
    private void settle(List<Loop> loops) throws InterruptedException {
        long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        do {
            deliveries.handOver(null);
            Thread.onSpinWait();
        } while (System.nanoTime() < untilNs
                && fault.get() == null
                && deliveries.counts().waiting() > 0);
        ended = true;
        for (Loop loop : loops) {
            assertThat(loop.done.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
