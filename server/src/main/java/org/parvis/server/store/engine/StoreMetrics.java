package org.parvis.server.store.engine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;

/** What the store counts. Any thread. */
final class StoreMetrics {
    private final MeterRegistry registry;
    private final Counter commits;
    private final Counter retries;
    private final AtomicBoolean up = new AtomicBoolean(true);
    private final AtomicBoolean damaged = new AtomicBoolean();

    StoreMetrics(MeterRegistry registry) {
        this.registry = registry;
        commits = Counter.builder("parvis.store.commits").register(registry);
        retries = Counter.builder("parvis.store.retries").register(registry);
        Gauge.builder("parvis.store.up", up, flag -> flag.get() ? 1 : 0).register(registry);
        Gauge.builder("parvis.store.damaged", damaged, flag -> flag.get() ? 1 : 0)
                .register(registry);
    }

    LaneMetrics lane(String name, Collection<?> waiting) {
        return new LaneMetrics(registry, name, waiting);
    }

    /** Something was committed; true when that is news after a failure. */
    boolean committed() {
        commits.increment();
        return reached(true);
    }

    void retried() {
        retries.increment();
    }

    /** The file was found to be broken; true when that is news. It stays broken until it is replaced. */
    boolean damaged() {
        return !damaged.getAndSet(true);
    }

    /** Whether the last try reached the database; true when that is news. */
    boolean reached(boolean isUp) {
        return up.getAndSet(isUp) != isUp;
    }
}
