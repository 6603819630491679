package org.parvis.server.store.engine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.parvis.server.store.StoreException;
import org.parvis.server.store.StoreException.Kind;

/** What is counted of one lane. Any thread. */
final class LaneMetrics {
    private static final String COMMANDS = "parvis.store.commands";

    private final Timer duration;
    private final Counter done;
    private final Counter failed;
    private final Map<Kind, Counter> refused = new EnumMap<>(Kind.class);

    LaneMetrics(MeterRegistry registry, String lane, Collection<?> waiting) {
        Gauge.builder("parvis.store.queued", waiting, Collection::size)
                .tag("lane", lane)
                .register(registry);
        duration = Timer.builder("parvis.store.duration").tag("lane", lane).register(registry);
        done = counter(registry, lane, "done");
        failed = counter(registry, lane, "failed");
        for (Kind kind : Kind.values()) {
            refused.put(kind, counter(registry, lane, kind.name()));
        }
    }

    private static Counter counter(MeterRegistry registry, String lane, String outcome) {
        return Counter.builder(COMMANDS)
                .tag("lane", lane)
                .tag("outcome", outcome)
                .register(registry);
    }

    void done(long acceptedNs) {
        done.increment();
        took(acceptedNs);
    }

    /** A work's own failure, or one of ours by its kind. */
    void failed(Throwable problem, long acceptedNs) {
        Counter ofKind = problem instanceof StoreException ours ? refused.get(ours.kind()) : null;
        (ofKind == null ? failed : ofKind).increment();
        took(acceptedNs);
    }

    private void took(long acceptedNs) {
        duration.record(System.nanoTime() - acceptedNs, TimeUnit.NANOSECONDS);
    }
}
