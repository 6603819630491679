package org.parvis.server.store.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.server.store.Store;
import org.parvis.server.store.audit.AuditLog;
import org.parvis.server.store.engine.Stores;
import org.parvis.server.store.engine.TestClock;
import org.parvis.server.store.outbox.BackOff;
import org.parvis.server.store.outbox.DeadLetter;
import org.parvis.server.store.outbox.Outbox;
import org.parvis.server.store.outbox.OutboxPump;
import org.parvis.server.store.webhook.HookReceiver.Hook;
import org.parvis.server.testing.TestDatabase;

/** Webhooks over real sockets, on a clock that tests move. */
final class WebhooksTest {
    private static final TargetRule ANYWHERE = new TargetRule(true);

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final Webhooks webhooks = new Webhooks(ANYWHERE);

    @SuppressWarnings("NullAway.Init") // set before each test
    private Store store;

    @SuppressWarnings("NullAway.Init") // set before each test
    private HookReceiver receiver;

    @SuppressWarnings("NullAway.Init") // set before each test
    private WebhookCarrier carrier;

    @SuppressWarnings("NullAway.Init") // set before each test
    private OutboxPump pump;

    @BeforeEach
    void open() throws Exception {
        store = Stores.open(TestDatabase.in(folder).withClock(clock), registry);
        receiver = new HookReceiver();
        start(ANYWHERE);
    }

    private void start(TargetRule rule) {
        carrier = new WebhookCarrier(store, rule, clock, () -> (SSLSocketFactory) SSLSocketFactory.getDefault());
        pump = new OutboxPump(store, List.of(carrier), registry);
        pump.start();
    }

    @AfterEach
    void close() {
        pump.close();
        carrier.close();
        store.close();
        receiver.close();
    }

    private Webhooks.Created create(String types) {
        return store.write(db -> webhooks.create(db, receiver.url(), types)).join();
    }

    private String add(String type) {
        String id = store.write(db -> Outbox.add(db, type, "{\"points\":5,\"who\":\"茉莉\"}"))
                .join();
        pump.wake();
        return id;
    }

    private WebhookEndpoint endpoint(String id) {
        return store.read(db -> webhooks.find(db, id)).join().orElseThrow();
    }

    private void waitFor(int hooks) {
        await().until(() -> receiver.hooks.size() >= hooks);
    }

    private static String signature(WebhookSecret secret, Hook hook) {
        return WebhookSignature.header(
                List.of(secret),
                hook.id(),
                Long.parseLong(hook.timestamp()),
                hook.body().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @Tag("A58")
    void aMessageArrivesSignedWithItsIdAndTime() {
        Webhooks.Created created = create("points.*");
        add("show.started");
        String id = add("points.awarded");
        waitFor(1);

        Hook hook = receiver.hooks.get(0);
        assertThat(hook.id()).isEqualTo(id);
        assertThat(hook.timestamp()).isEqualTo(Long.toString(clock.millis() / 1_000));
        assertThat(hook.contentType()).isEqualTo("application/json");
        assertThat(hook.body())
                .isEqualTo("{\"type\":\"points.awarded\",\"timestamp\":\"2027-01-15T08:00:00Z\","
                        + "\"data\":{\"points\":5,\"who\":\"茉莉\"}}");
        assertThat(hook.signature()).isEqualTo(signature(created.secret(), hook));
        await().until(() -> store.read(Outbox::waiting).join() == 0);
        assertThat(receiver.hooks).hasSize(1);
    }

    @Test
    @Tag("A58")
    void aRetryKeepsTheIdAndRefreshesTheTime() {
        create("*");
        receiver.status.set(500);
        add("points.awarded");
        waitFor(1);
        await().until(() -> counted("failed") == 1);

        receiver.status.set(204);
        clock.advance(Duration.ofSeconds(6));
        pump.wake();
        waitFor(2);

        Hook first = receiver.hooks.get(0);
        Hook second = receiver.hooks.get(1);
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(Long.parseLong(second.timestamp()) - Long.parseLong(first.timestamp()))
                .isEqualTo(6);
        assertThat(second.signature()).isNotEqualTo(first.signature());
    }

    private double counted(String outcome) {
        return registry.get("parvis.outbox.deliveries")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    @Test
    @Tag("A58")
    void aNewSecretSignsBesideTheOldOneForADay() {
        Webhooks.Created created = create("*");
        String id = created.endpoint().id();
        WebhookSecret fresh = store.write(db -> webhooks.rotate(db, id)).join().orElseThrow();
        add("points.awarded");
        waitFor(1);
        Hook both = receiver.hooks.get(0);
        assertThat(both.signature().split(" ", -1))
                .containsExactly(signature(fresh, both), signature(created.secret(), both));

        clock.advance(Duration.ofMillis(Webhooks.OLD_SECRET_MS));
        add("points.awarded");
        waitFor(2);
        Hook one = receiver.hooks.get(1);
        assertThat(one.signature()).isEqualTo(signature(fresh, one));
    }

    @Test
    @Tag("A59")
    void aDayOfFailuresSwitchesTheEndpointOffWithAnAuditRecord() {
        String id = create("*").endpoint().id();
        receiver.status.set(503);
        long startMs = clock.millis();
        add("points.awarded");
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            clock.advance(Duration.ofMinutes(30));
            pump.wake();
            return endpoint(id).disabledMs().isPresent();
        });

        assertThat(BackOff.WEBHOOK.totalMs()).isGreaterThan(Duration.ofHours(24).toMillis());
        assertThat(endpoint(id).disabledMs().orElseThrow() - startMs)
                .isGreaterThan(Duration.ofHours(24).toMillis());
        assertThat(receiver.hooks).hasSize(8);
        assertThat(store.read(db -> AuditLog.page(db, Long.MAX_VALUE, 10)).join())
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.said().actor()).isEqualTo("system");
                    assertThat(entry.said().action()).isEqualTo("webhook.disabled");
                    assertThat(entry.said().target()).isEqualTo("webhook:" + id);
                });
        List<DeadLetter> dead = store.read(db -> Outbox.dead(db, 10)).join();
        assertThat(dead)
                .singleElement()
                .satisfies(letter -> assertThat(letter.lastError()).isEqualTo("HTTP 503"));

        // Mended and switched on again: what was given up arrives.
        receiver.status.set(200);
        assertThat(store.write(db -> webhooks.enable(db, id)).join()).isTrue();
        pump.wake();
        waitFor(9);
        assertThat(receiver.hooks.get(8).id()).isEqualTo(dead.get(0).messageId());
        await().until(() -> endpoint(id).failingSinceMs().isEmpty());
    }

    @Test
    @Tag("A59")
    void redirectsAreNotFollowedAndGoneIsFinal() {
        String id = create("*").endpoint().id();
        receiver.status.set(302);
        add("points.awarded");
        await().until(() -> counted("failed") == 1);
        assertThat(receiver.hooks).hasSize(1);

        receiver.status.set(410);
        clock.advance(Duration.ofSeconds(6));
        pump.wake();
        await().until(() -> endpoint(id).disabledMs().isPresent());
        assertThat(receiver.hooks).hasSize(2);
        add("points.awarded");
        await().until(() -> store.read(Outbox::waiting).join() == 0);
        assertThat(receiver.hooks).hasSize(2);
    }

    @Test
    @Tag("A59")
    void aPrivateTargetIsRefusedEvenWhenItWasRegisteredEarlier() {
        create("*");
        pump.close();
        carrier.close();
        start(new TargetRule(false));
        add("points.awarded");

        await().until(() -> counted("failed") == 1);
        assertThat(receiver.hooks).isEmpty();
    }

    @Test
    void aTargetThatHangsHoldsUpNobodyElse() throws Exception {
        try (var deaf = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            String silent = "http://127.0.0.1:" + deaf.getLocalPort() + "/";
            store.write(db -> webhooks.create(db, silent, "*")).join();
            create("*");

            Set<String> ids = new HashSet<>();
            for (int i = 0; i < 5; i++) {
                ids.add(add("points.awarded"));
            }
            waitFor(5);

            assertThat(receiver.hooks).extracting(Hook::id).containsExactlyInAnyOrderElementsOf(ids);
        }
    }

    @Test
    void deletingAnEndpointGivesUpWhatWaitsForIt() {
        String id = create("*").endpoint().id();
        receiver.status.set(500);
        add("points.awarded");
        await().until(() -> counted("failed") == 1);

        assertThat(store.write(db -> webhooks.delete(db, id)).join()).isTrue();

        assertThat(store.read(Outbox::waiting).join()).isZero();
        assertThat(store.read(webhooks::list).join()).isEmpty();
    }
}
