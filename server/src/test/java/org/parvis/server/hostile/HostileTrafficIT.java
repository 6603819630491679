package org.parvis.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.protocol.v1.CloseReason;
import org.parvis.protocol.v1.Place;
import org.parvis.server.app.ServerProcess;

/**
 * A hundred thousand broken, mutated and merely odd messages over real sockets, while two honest people go on. The
 * seed is printed; set {@code parvis.hostile.seed} to repeat a run.
 */
final class HostileTrafficIT {
    private static final int MESSAGES = 100_000;
    private static final int MESSAGES_PER_STAY = 60;
    private static final int ATTACKERS = 6;
    private static final int FIRST_CLOSE_CODE = 4_000;

    /** A machine busy with other work delays everybody; a server that stumbles would be silent for longer. */
    private static final long LONGEST_SILENCE_MS = 3_000;

    /** What strangers must never be able to write: a line of the log above INFO, or the head of a stack trace. */
    private static final Pattern LOUD =
            Pattern.compile("^[0-9:.]+ (WARN|ERROR) |^Caused by: |^[a-z]+(\\.\\w+)+(Exception|Error)\\b");

    @TempDir
    private Path folder;

    private final AtomicInteger sent = new AtomicInteger();
    private int linesOfTheStart;

    @Test
    @Tag("A40")
    void honestPeopleNoticeNothingOfAHundredThousandBadMessages() throws Exception {
        long seed = Long.getLong("parvis.hostile.seed", System.nanoTime());
        System.out.println("hostile traffic, seed " + seed);
        try (ServerProcess server = ServerProcess.start(
                folder,
                "--port",
                "0",
                "--host",
                "127.0.0.1",
                // The messages are what is tried here; ShellIT tries the door.
                "--connection-rate-per-address",
                "100000",
                "--guests",
                "anonymous")) {
            server.awaitReady();
            URI join = URI.create(server.address("/v1/join").toString().replaceFirst("^http", "ws"));
            try (HonestWalker ana = HonestWalker.join(join, "Ana", Place.getDefaultInstance());
                    HonestWalker ben = HonestWalker.join(join, "Ben", ana.place())) {
                ana.watch(ben.avatar());
                ben.watch(ana.avatar());
                await().until(() -> ana.sightings() > 5 && ben.sightings() > 5);
                int tickBefore = ana.tick();
                // What a start has to say of this machine, such as too few open files, no stranger caused.
                linesOfTheStart = server.errors().size();
                long startNs = System.nanoTime();

                Map<Integer, Integer> codes = attack(join, seed);

                Duration lasted = Duration.ofNanos(System.nanoTime() - startNs);
                System.out.println("sent " + sent.get() + " messages in " + lasted + ", close codes " + codes);
                assertThat(sent).hasValueGreaterThanOrEqualTo(MESSAGES);
                assertHonestPeopleWentOn(ana, ben, lasted, tickBefore);
                assertCountersAddUp(server, codes);
            }
            assertStillServes(server, join);
            assertLogIsQuiet(server);
        }
    }

    private Map<Integer, Integer> attack(URI join, long seed) throws Exception {
        ExecutorService attackers = Executors.newFixedThreadPool(ATTACKERS);
        try {
            List<Callable<Map<Integer, Integer>>> tasks = new ArrayList<>();
            for (int i = 0; i < ATTACKERS; i++) {
                Mutations mutations = new Mutations(seed + i);
                tasks.add(() -> attackUntilEnough(join, mutations));
            }
            Map<Integer, Integer> codes = new TreeMap<>();
            for (Future<Map<Integer, Integer>> done : attackers.invokeAll(tasks)) {
                done.get().forEach((code, times) -> codes.merge(code, times, Integer::sum));
            }
            return codes;
        } finally {
            attackers.shutdownNow();
        }
    }

    private Map<Integer, Integer> attackUntilEnough(URI join, Mutations mutations) throws IOException {
        Map<Integer, Integer> codes = new TreeMap<>();
        while (sent.get() < MESSAGES) {
            codes.merge(greetBadly(join, mutations), 1, Integer::sum);
            codes.merge(stay(join, mutations, mutations::any), 1, Integer::sum);
            codes.merge(stay(join, mutations, mutations::pointless), 1, Integer::sum);
        }
        return codes;
    }

    /** A connection whose first message is wrong. */
    private int greetBadly(URI join, Mutations mutations) throws IOException {
        try (HostilePeer peer = new HostilePeer(join)) {
            sent.addAndGet(2);
            // By chance the greeting may be good enough; leaving then ends the stay.
            peer.send(List.of(mutations.anyGreeting(), mutations.leave()));
            return peer.awaitClose();
        }
    }

    /** A connection that joins properly and then sends a batch without waiting for anything. */
    private int stay(URI join, Mutations mutations, Supplier<byte[]> messages) throws IOException {
        try (HostilePeer peer = new HostilePeer(join)) {
            sent.incrementAndGet();
            if (peer.sendAndAwaitAnswer(mutations.hello("Mallory"))) {
                List<byte[]> batch = new ArrayList<>();
                for (int i = 0; i < MESSAGES_PER_STAY; i++) {
                    batch.add(messages.get());
                }
                batch.add(mutations.leave());
                sent.addAndGet(batch.size());
                peer.send(batch);
            }
            return peer.awaitClose();
        }
    }

    private static void assertHonestPeopleWentOn(HonestWalker ana, HonestWalker ben, Duration lasted, int tickBefore) {
        for (HonestWalker walker : List.of(ana, ben)) {
            assertThat(walker.isConnected()).isTrue();
            assertThat(walker.longestGapMs()).isLessThan(LONGEST_SILENCE_MS);
            // Ten turns a second, of which a busy machine may swallow half.
            assertThat(walker.sightings()).isGreaterThan((int) (lasted.toSeconds() * 5));
        }
        assertThat(ana.tick() - tickBefore).isGreaterThan((int) (lasted.toSeconds() * 15));
    }

    private static void assertCountersAddUp(ServerProcess server, Map<Integer, Integer> codes) {
        assertThat(codes).doesNotContainKey(FIRST_CLOSE_CODE + CloseReason.CLOSE_REASON_INTERNAL_VALUE);
        // The last connections may still be on their way out.
        await().untilAsserted(() -> {
            Counters counters = Counters.read(server.address("/metrics"));
            for (CloseReason reason : CloseReason.values()) {
                if (reason != CloseReason.UNRECOGNIZED && reason != CloseReason.CLOSE_REASON_REFUSED) {
                    long seen = codes.getOrDefault(FIRST_CLOSE_CODE + reason.getNumber(), 0);
                    assertThat(counters.of("parvis_disconnects_total", "reason", reason.name()))
                            .as(reason.name())
                            .isEqualTo(seen);
                }
            }
            int refused = FIRST_CLOSE_CODE + CloseReason.CLOSE_REASON_REFUSED_VALUE;
            assertThat(counters.total("parvis_refusals_total"))
                    .isEqualTo(codes.getOrDefault(refused, 0).longValue());
            assertThat(counters.total("parvis_connections")).isEqualTo(2);
        });
    }

    private static void assertStillServes(ServerProcess server, URI join) throws Exception {
        assertThat(server.isAlive()).isTrue();
        assertThat(Counters.read(server.address("/metrics")).total("parvis_feature_faults_total"))
                .isZero();
        try (HonestWalker late = HonestWalker.join(join, "Late", Place.getDefaultInstance())) {
            assertThat(late.isConnected()).isTrue();
        }
    }

    private void assertLogIsQuiet(ServerProcess server) {
        List<String> log = new ArrayList<>(server.output());
        log.addAll(server.errors().subList(linesOfTheStart, server.errors().size()));
        assertThat(log)
                .hasSizeLessThan(200)
                .noneMatch(
                        line -> line.startsWith("\tat ") || LOUD.matcher(line).find());
    }
}
