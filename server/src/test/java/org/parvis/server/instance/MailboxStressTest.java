package org.parvis.server.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.parvis.server.instance.tick.MoveSlots;

/**
 * Event loops that put and a tick thread that takes, as fast as they can: no move is torn or older than one that was
 * taken before, the last one always arrives, no command is lost that was accepted, and those of one thread keep their
 * order.
 */
class MailboxStressTest {
    private static final int LOOPS = 3;
    private static final int AVATARS_EACH = 4;
    private static final int ROUNDS = 40_000;
    private static final long GIVE_UP_NS = TimeUnit.SECONDS.toNanos(20);

    private final Mailbox mailbox = new Mailbox(LOOPS * AVATARS_EACH, 64);
    private final CountDownLatch running = new CountDownLatch(LOOPS);
    private final AtomicInteger accepted = new AtomicInteger();

    /** A move in which each field says the same number. */
    private record Numbered(int sequence) implements Mailbox.MoveTarget {
        @Override
        public int floor() {
            return sequence & 0xFF;
        }

        @Override
        public int xCm() {
            return sequence;
        }

        @Override
        public int zCm() {
            return -sequence;
        }

        @Override
        public int yaw() {
            return sequence & 0xFF;
        }

        @Override
        public int gait() {
            return sequence % 3 + 1;
        }
    }

    private void putAll(int loop, List<Integer> taken) {
        for (int i = 1; i <= ROUNDS; i++) {
            mailbox.move(loop * AVATARS_EACH + i % AVATARS_EACH, new Numbered(i));
            if (i % 4 == 0) {
                int number = i;
                // Runs on the tick thread, so the list needs no lock.
                if (mailbox.run(() -> taken.add(number))) {
                    accepted.incrementAndGet();
                }
            }
        }
        running.countDown();
    }

    @Test
    void nothingIsTornLostOrOvertaken() throws Exception {
        List<List<Integer>> taken = new ArrayList<>();
        for (int loop = 0; loop < LOOPS; loop++) {
            int own = loop;
            List<Integer> commands = new ArrayList<>();
            taken.add(commands);
            new Thread(() -> putAll(own, commands), "loop-" + loop).start();
        }
        int[] last = new int[LOOPS * AVATARS_EACH];
        long startNs = System.nanoTime();
        boolean isOver = false;
        while (!isOver) {
            // Read before taking, so that the last round sees all.
            isOver = running.getCount() == 0;
            takeMoves(last);
            for (Command next = mailbox.poll(); next != null; next = mailbox.poll()) {
                ((Command.Run) next).task().run();
            }
            assertThat(System.nanoTime() - startNs).isLessThan(GIVE_UP_NS);
        }
        for (int avatar = 0; avatar < last.length; avatar++) {
            int remainder = avatar % AVATARS_EACH;
            assertThat(last[avatar])
                    .as("last move of avatar %d", avatar)
                    .isEqualTo(remainder == 0 ? ROUNDS : ROUNDS - AVATARS_EACH + remainder);
        }
        assertThat(taken.stream().mapToInt(List::size).sum()).isEqualTo(accepted.get());
        taken.forEach(commands -> assertThat(commands).isSorted());
        assertThat(mailbox.waiting()).isZero();
    }

    private void takeMoves(int[] last) {
        for (int avatar = 0; avatar < last.length; avatar++) {
            int sequence = mailbox.moves().sequence(avatar);
            long move = mailbox.moves().take(avatar);
            if (move != 0) {
                int number = (int) Math.round(MoveSlots.xM(move) * 100);
                assertThat((int) Math.round(MoveSlots.zM(move) * 100)).as("z").isEqualTo(-number);
                assertThat(MoveSlots.yaw(move)).as("yaw").isEqualTo(number & 0xFF);
                assertThat(MoveSlots.floor(move)).as("floor").isEqualTo(number & 0xFF);
                assertThat(MoveSlots.gait(move)).as("gait").isEqualTo(number % 3 + 1);
                assertThat(number).as("after the one before").isGreaterThan(last[avatar]);
                assertThat(sequence).as("a sequence is told after its move").isLessThanOrEqualTo(number);
                last[avatar] = number;
            }
        }
    }
}
