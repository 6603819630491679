package org.parvis.server.store.webhook;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.jdbi.v3.core.Handle;
import org.parvis.server.store.DbTime;
import org.parvis.server.store.Store;
import org.parvis.server.store.audit.AuditLog;
import org.parvis.server.store.audit.AuditRecord;
import org.parvis.server.store.outbox.BackOff;
import org.parvis.server.store.outbox.Carrier;
import org.parvis.server.store.outbox.Outbox;
import org.parvis.server.store.outbox.OutboxMessage;
import org.parvis.server.store.outbox.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings messages to webhooks.
 *
 * <p>An endpoint that answers 410 is switched off at once; one that took nothing for a day, when a message is given up.
 * Both leave an audit record.
 *
 * <p>Threads of the pump.
 */
public final class WebhookCarrier implements Carrier, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookCarrier.class);
    private static final String PREFIX = "webhook";
    private static final String AGENT = "Parvis-Webhooks/1";
    private static final int GONE = 410;
    private static final long HOPELESS_MS = TimeUnit.HOURS.toMillis(24);

    private final Store store;
    private final Webhooks webhooks;
    private final Clock clock;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "webhook-watch");
        thread.setDaemon(true);
        return thread;
    });
    private final WebhookCall call;

    /**
     * Where a message goes, and with which signatures.
     *
     * @param secrets the valid ones
     */
    private record Address(URI url, List<WebhookSecret> secrets) {}

    /**
     * With the system's certificates.
     *
     * @param store where endpoints are
     * @param rule where webhooks may go
     * @param clock for the timestamps that receivers compare with their own
     */
    public WebhookCarrier(Store store, TargetRule rule, Clock clock) {
        this(store, rule, clock, () -> (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    WebhookCarrier(Store store, TargetRule rule, Clock clock, Supplier<SSLSocketFactory> tls) {
        this.store = store;
        this.clock = clock;
        webhooks = new Webhooks(rule);
        call = new WebhookCall(rule, tls, watch);
    }

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public List<String> targets(Handle db, String type) {
        return webhooks.targets(db, type);
    }

    @Override
    public int batch() {
        return 1;
    }

    @Override
    public BackOff backOff() {
        return BackOff.WEBHOOK;
    }

    @Override
    public Outcome carry(String target, OutboxMessage message) throws Exception {
        Optional<Address> address =
                store.read(db -> address(db, WebhookEndpoint.idOf(target))).get();
        if (address.isEmpty()) {
            return Outcome.failed("the endpoint was removed or switched off");
        }
        byte[] body = body(message);
        int status = call.post(address.get().url(), headers(address.get(), message, body), body);
        if (status / 100 == 2) {
            return Outcome.TAKEN;
        }
        return status == GONE ? Outcome.gone("HTTP 410") : Outcome.failed("HTTP " + status);
    }

    private Optional<Address> address(Handle db, String id) {
        return webhooks.find(db, id)
                .filter(endpoint -> endpoint.disabledMs().isEmpty())
                .map(endpoint -> new Address(URI.create(endpoint.url()), webhooks.secrets(db, id)));
    }

    private static byte[] body(OutboxMessage message) {
        String json = "{\"type\":\"" + message.type() + "\",\"timestamp\":\""
                + Instant.ofEpochMilli(message.createdMs()) + "\",\"data\":" + message.payload() + "}";
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, String> headers(Address address, OutboxMessage message, byte[] body) {
        long timestampS = TimeUnit.MILLISECONDS.toSeconds(clock.millis());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put("user-agent", AGENT);
        headers.put("webhook-id", message.id());
        headers.put("webhook-timestamp", Long.toString(timestampS));
        headers.put("webhook-signature", WebhookSignature.header(address.secrets(), message.id(), timestampS, body));
        return headers;
    }

    @Override
    public void settled(Handle db, String target, Outcome outcome, boolean over) {
        String id = WebhookEndpoint.idOf(target);
        if (outcome.isTaken()) {
            webhooks.succeeded(db, id);
            return;
        }
        webhooks.failed(db, id);
        if (outcome.gone()) {
            disable(db, target, "it answered that it is gone");
        } else if (over && isHopeless(db, id)) {
            disable(db, target, "it took nothing for a day");
        }
    }

    private boolean isHopeless(Handle db, String id) {
        long sinceMs = DbTime.nowMs(db) - HOPELESS_MS;
        return webhooks.find(db, id)
                .flatMap(WebhookEndpoint::failingSinceMs)
                .map(failingSinceMs -> failingSinceMs <= sinceMs)
                .orElse(false);
    }

    private void disable(Handle db, String target, String reason) {
        if (webhooks.disable(db, WebhookEndpoint.idOf(target), reason)) {
            Outbox.giveUpAll(db, target, "the endpoint was switched off");
            AuditLog.append(db, new AuditRecord("system", "webhook.disabled", target, reason, ""));
            LOG.warn("Switched {} off: {}", target, reason);
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
