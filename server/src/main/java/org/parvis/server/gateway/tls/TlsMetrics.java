package org.parvis.server.gateway.tls;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** What TLS counts. The meters exist without TLS, too, so that dashboards need not know. Any thread. */
final class TlsMetrics {
    private final Counter handshakes;
    private final Counter failures;
    private final Counter reloads;
    private final Counter reloadFailures;
    private final AtomicLong expiresS = new AtomicLong();

    TlsMetrics(MeterRegistry registry) {
        handshakes = handshakes(registry, "done");
        failures = handshakes(registry, "failed");
        reloads = reloads(registry, "done");
        reloadFailures = reloads(registry, "failed");
        Gauge.builder("parvis.tls.certificate.expires", expiresS, AtomicLong::get)
                .baseUnit("seconds")
                .strongReference(true)
                .register(registry);
    }

    private static Counter handshakes(MeterRegistry registry, String outcome) {
        return registry.counter("parvis.tls.handshakes", "outcome", outcome);
    }

    private static Counter reloads(MeterRegistry registry, String outcome) {
        return registry.counter("parvis.tls.reloads", "outcome", outcome);
    }

    void handshake(boolean done) {
        (done ? handshakes : failures).increment();
    }

    void reload(boolean done) {
        (done ? reloads : reloadFailures).increment();
    }

    void serving(Instant expires) {
        expiresS.set(expires.getEpochSecond());
    }
}
