package org.parvis.server.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.parvis.protocol.v1.ClientMessage;
import org.parvis.protocol.v1.Hello;
import org.parvis.server.gateway.stay.ResumeKey;
import org.parvis.server.identity.Admission;
import org.parvis.server.identity.AgeBand;
import org.parvis.server.identity.Look;

/** Several connections of one person that say Hello in the same instant, on as many event loops. */
@Tag("A44")
final class OneBodyIT {
    private static final int TRIES = 25;
    private static final int AT_ONCE = 6;

    @Test
    void personWhoComesSeveralTimesAtOnceHasOneBody() throws Exception {
        Backing backing = new Backing(ResumeKey.fleeting(), null, OneBodyIT::admit, null, System::currentTimeMillis);
        try (TestHouse house = TestHouse.openOn(4, backing)) {
            for (int i = 0; i < TRIES; i++) {
                tryOnce(house, "p_" + i);
            }
        }
    }

    private static void tryOnce(TestHouse house, String person) throws Exception {
        List<TestPlayer> players = new ArrayList<>(IntStream.range(0, AT_ONCE)
                .mapToObj(i -> TestPlayer.connect(house.uri()))
                .toList());
        try {
            CountDownLatch go = new CountDownLatch(1);
            List<CompletableFuture<Void>> greetings = players.stream()
                    .map(player -> CompletableFuture.runAsync(() -> {
                        await(go);
                        player.send(ClientMessage.newBuilder()
                                .setHello(
                                        Hello.newBuilder().setProtocolVersion(1).setTicket(person))
                                .build());
                    }))
                    .toList();
            go.countDown();
            CompletableFuture.allOf(greetings.toArray(CompletableFuture[]::new)).join();
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> players.stream()
                                            .filter(player -> !player.isClosed())
                                            .count()
                                    == 1
                            && house.instance.population() == 1);
            TestPlayer last = players.stream()
                    .filter(player -> !player.isClosed())
                    .findFirst()
                    .orElseThrow();
            assertThat(last.avatar()).isPositive();
            last.send(ClientMessage.newBuilder()
                    .setLeave(org.parvis.protocol.v1.Leave.getDefaultInstance())
                    .build());
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> house.instance.population() == 0);
        } finally {
            for (TestPlayer player : players) {
                player.cut();
            }
        }
    }

    private static void await(CountDownLatch go) {
        try {
            go.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CompletableFuture<Admission> admit(String person) {
        return CompletableFuture.supplyAsync(() -> new Admission(
                person, "f", "Solo", Look.PLAIN, List.of("en"), List.of(), Set.of(), AgeBand.ADULT, false));
    }
}
