package org.parvis.server.store.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.parvis.server.store.outbox.Deliveries.Counts;

/** What is counted of the outbox. Any thread. */
final class OutboxMetrics {
    private static final List<String> OUTCOMES = List.of("taken", "failed", "dead");

    private final Map<String, Counter> deliveries = new HashMap<>();
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong dead = new AtomicLong();

    OutboxMetrics(MeterRegistry registry, List<String> carriers) {
        Gauge.builder("parvis.outbox.waiting", waiting, AtomicLong::get).register(registry);
        Gauge.builder("parvis.outbox.dead", dead, AtomicLong::get).register(registry);
        for (String carrier : carriers) {
            for (String outcome : OUTCOMES) {
                Counter counter = Counter.builder("parvis.outbox.deliveries")
                        .tag("carrier", carrier)
                        .tag("outcome", outcome)
                        .register(registry);
                deliveries.put(carrier + outcome, counter);
            }
        }
    }

    void tried(String carrier, boolean taken, boolean over) {
        Counter counter = deliveries.get(carrier + (taken ? "taken" : over ? "dead" : "failed"));
        if (counter != null) {
            counter.increment();
        }
    }

    void counted(Counts counts) {
        waiting.set(counts.waiting());
        dead.set(counts.dead());
    }
}
