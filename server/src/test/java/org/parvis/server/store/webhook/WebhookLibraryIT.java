package org.parvis.server.store.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.server.store.Store;
import org.parvis.server.store.engine.StoreConfig;
import org.parvis.server.store.engine.Stores;
import org.parvis.server.store.outbox.Outbox;
import org.parvis.server.store.outbox.OutboxPump;
import org.parvis.server.store.webhook.HookReceiver.Hook;
import org.parvis.server.testing.NodePackage;
import org.parvis.server.testing.TestDatabase;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Webhooks as a receiver checks them: with npm's {@code standardwebhooks}. */
@Tag("A58")
final class WebhookLibraryIT {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    @Test
    void libraryTakesOurWebhooksForGenuineAndNoneThatWasChanged() throws Exception {
        Path node = NodePackage.installed("webhooks", "verify.mjs");
        TargetRule anywhere = new TargetRule(true);
        Clock clock = Clock.systemUTC();
        StoreConfig database = TestDatabase.in(folder);
        try (HookReceiver receiver = new HookReceiver();
                Store store = Stores.open(database, new SimpleMeterRegistry());
                WebhookCarrier carrier = new WebhookCarrier(
                        store, anywhere, clock, () -> (SSLSocketFactory) SSLSocketFactory.getDefault());
                OutboxPump pump = new OutboxPump(store, List.of(carrier), new SimpleMeterRegistry())) {
            pump.start();
            Webhooks webhooks = new Webhooks(anywhere);
            Webhooks.Created created =
                    store.write(db -> webhooks.create(db, receiver.url(), "*")).join();
            WebhookSecret fresh = store.write(
                            db -> webhooks.rotate(db, created.endpoint().id()))
                    .join()
                    .orElseThrow();
            store.write(db -> Outbox.add(db, "points.awarded", "{\"points\":5,\"who\":\"茉莉\"}"))
                    .join();
            pump.wake();
            await().until(() -> !receiver.hooks.isEmpty());
            Hook hook = receiver.hooks.get(0);

            JsonNode read = JSON.readTree(verified(node, fresh, hook, hook.body()));
            assertThat(read.path("data").path("who").asString("")).isEqualTo("茉莉");
            assertThat(verified(node, created.secret(), hook, hook.body())).contains("points.awarded");
            assertThat(verified(node, fresh, hook, hook.body().replace('5', '6')))
                    .isEqualTo("No matching signature found");
            assertThat(verified(node, WebhookSecret.random(), hook, hook.body()))
                    .isEqualTo("No matching signature found");
        }
    }

    /** What the library reads, or why it does not. */
    private static String verified(Path node, WebhookSecret secret, Hook hook, String body)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder("node", "verify.mjs")
                .directory(node.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Map<String, String> headers = Map.of(
                "webhook-id", hook.id(), "webhook-timestamp", hook.timestamp(), "webhook-signature", hook.signature());
        try (var input = process.outputWriter(StandardCharsets.UTF_8)) {
            input.write(JSON.writeValueAsString(Map.of("secret", secret.text(), "headers", headers, "body", body)));
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
        return said;
    }
}
