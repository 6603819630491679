package org.parvis.server.store.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.parvis.server.store.Store;
import org.parvis.server.store.engine.StoreConfig;
import org.parvis.server.store.engine.Stores;
import org.parvis.server.store.engine.TestClock;

/** Messages reach consumers at least once, and never without their transaction. Run on each database. */
abstract class OutboxContract {
    private final TestClock clock = new TestClock();
    private final MeterRegistry registry = new SimpleMeterRegistry();

    @SuppressWarnings("NullAway.Init") // set before each test
    private StoreConfig config;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Store store;

    /** Where an empty database is. */
    abstract StoreConfig database() throws Exception;

    @BeforeEach
    void open() throws Exception {
        config = database().withClock(clock);
        store = Stores.open(config, registry);
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Remembers what it took; takes nothing while it is told to fail. */
    private static final class Memory implements OutboxConsumer {
        final Queue<OutboxMessage> taken = new ConcurrentLinkedQueue<>();
        final AtomicBoolean failing = new AtomicBoolean();

        @Override
        public String name() {
            return "memory";
        }

        @Override
        public boolean wants(String type) {
            return type.startsWith("points.");
        }

        @Override
        public void accept(OutboxMessage message) {
            if (failing.get()) {
                throw new IllegalStateException("not now");
            }
            taken.add(message);
        }

        List<String> ids() {
            return taken.stream().map(OutboxMessage::id).toList();
        }
    }

    private OutboxPump pump(Memory memory) {
        OutboxPump pump = new OutboxPump(store, List.of(new LocalCarrier(List.of(memory), BackOff.LOCAL)), registry);
        pump.start();
        return pump;
    }

    private String add(String type) {
        return store.write(db -> Outbox.add(db, type, "{\"points\":5}")).join();
    }

    private double counted(String outcome) {
        return registry.get("parvis.outbox.deliveries")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    @Test
    void consumersGetWhatTheyWantInTheOrderItWasWritten() {
        Memory memory = new Memory();
        List<String> wanted = new ArrayList<>();
        try (OutboxPump pump = pump(memory)) {
            for (int i = 0; i < 30; i++) {
                wanted.add(add("points.awarded"));
                add("show.started");
            }
            pump.wake();

            await().until(() -> memory.taken.size() == wanted.size());
        }
        assertThat(memory.ids()).isEqualTo(wanted);
        assertThat(memory.taken.element().payload()).isEqualTo("{\"points\":5}");
        assertThat(memory.taken.element().createdMs()).isEqualTo(clock.millis());
    }

    @Test
    void whatIsRolledBackIsNeverSent() {
        Memory memory = new Memory();
        try (OutboxPump pump = pump(memory)) {
            assertThat(catchThrowable(() -> store.write(db -> {
                                Outbox.add(db, "points.awarded", "{}");
                                throw new IllegalStateException("undo");
                            })
                            .join()))
                    .isNotNull();
            String kept = add("points.awarded");
            pump.wake();

            await().until(() -> !memory.taken.isEmpty());
            assertThat(memory.ids()).containsExactly(kept);
        }
    }

    @Test
    void aFailureIsTriedAgainLaterEvenByTheNextProcess() {
        Memory memory = new Memory();
        memory.failing.set(true);
        String id;
        try (OutboxPump pump = pump(memory)) {
            id = add("points.awarded");
            pump.wake();
            await().until(() -> counted("failed") == 1);
        }
        memory.failing.set(false);
        clock.advance(Duration.ofSeconds(2));
        try (OutboxPump pump = pump(memory)) {
            pump.wake();
            await().until(() -> !memory.taken.isEmpty());
        }

        assertThat(memory.ids()).containsExactly(id);
        assertThat(store.read(Outbox::waiting).join()).isZero();
    }

    @Test
    void whatWasClaimedByAProcessThatDiedComesAgain() {
        String id = add("points.awarded");
        Memory memory = new Memory();
        LocalCarrier carrier = new LocalCarrier(List.of(memory), BackOff.LOCAL);
        store.write(db -> Deliveries.spread(db, List.of(carrier))).join();
        assertThat(store.write(db -> Deliveries.claim(db, "local:memory", 10)).join())
                .hasSize(1);
        assertThat(store.write(db -> Deliveries.claim(db, "local:memory", 10)).join())
                .as("leased")
                .isEmpty();

        clock.advance(Duration.ofMillis(Deliveries.LEASE_MS));
        try (OutboxPump pump = pump(memory)) {
            pump.wake();
            await().until(() -> !memory.taken.isEmpty());
        }

        assertThat(memory.ids()).containsExactly(id);
    }

    @Test
    void whatNobodyTakesIsGivenUpAndCanBeStartedOver() {
        Memory memory = new Memory();
        memory.failing.set(true);
        String id = add("points.awarded");
        try (OutboxPump pump = pump(memory)) {
            await().until(() -> {
                clock.advance(Duration.ofHours(14));
                pump.wake();
                return counted("dead") == 1;
            });
            List<DeadLetter> dead = store.read(db -> Outbox.dead(db, 10)).join();
            assertThat(dead).singleElement().satisfies(letter -> {
                assertThat(letter.messageId()).isEqualTo(id);
                assertThat(letter.target()).isEqualTo("local:memory");
                assertThat(letter.lastError()).contains("not now");
            });

            memory.failing.set(false);
            assertThat(store.write(db -> Outbox.retry(db, id, "local:memory")).join())
                    .isTrue();
            pump.wake();
            await().until(() -> !memory.taken.isEmpty());
        }
        assertThat(store.read(db -> Outbox.dead(db, 10)).join()).isEmpty();
    }

    @Test
    void deliveredMessagesAreForgottenAfterAWeek() {
        Memory memory = new Memory();
        add("points.awarded");
        try (OutboxPump pump = pump(memory)) {
            pump.wake();
            await().until(() -> store.read(Outbox::waiting).join() == 0 && memory.taken.size() == 1);
        }

        assertThat(store.write(db -> Outbox.tidy(db, clock.millis())).join()).isZero();
        clock.advance(Duration.ofDays(8));
        assertThat(store.write(db -> Outbox.tidy(db, clock.millis())).join()).isOne();
    }

    @Test
    void onlyObjectsOfBoundedSizeAndProperTypesAreTaken() {
        String large = "{\"x\":\"" + "y".repeat(Outbox.MAX_PAYLOAD_BYTES) + "\"}";

        for (String payload : List.of("[]", "5", "", large)) {
            assertThatThrownBy(() -> store.write(db -> Outbox.add(db, "points.awarded", payload))
                            .join())
                    .hasCauseInstanceOf(IllegalArgumentException.class);
        }
        for (String type : List.of("points", "Points.awarded", "points.awarded\"", "")) {
            assertThatThrownBy(
                            () -> store.write(db -> Outbox.add(db, type, "{}")).join())
                    .hasCauseInstanceOf(IllegalArgumentException.class);
        }
    }
}
