package org.parvis.server.instance;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.parvis.server.instance.load.Rung;

/** What an instance counts. The tick thread writes, scrapes read. */
final class InstanceMetrics {
    private static final String VENUE = "venue";

    private final MeterRegistry registry;
    private final Tags tags;
    private final Timer tickDuration;
    private final Counter ticksSkipped;
    private final Counter featureFaults;
    private final AtomicLong moves = new AtomicLong();
    private final AtomicLong gaps = new AtomicLong();
    private final AtomicInteger rung = new AtomicInteger();
    private final Map<Rung, Counter> reached = new EnumMap<>(Rung.class);

    InstanceMetrics(MeterRegistry registry, String venueId, int mirror, VenueInstance instance) {
        this.registry = registry;
        tags = Tags.of(VENUE, venueId, "mirror", Integer.toString(mirror));
        tickDuration = Timer.builder("parvis.tick.duration")
                .tags(tags)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofNanos(100_000))
                .maximumExpectedValue(Duration.ofSeconds(1))
                .register(registry);
        ticksSkipped = Counter.builder("parvis.ticks.skipped").tags(tags).register(registry);
        featureFaults = Counter.builder("parvis.feature.faults").tags(tags).register(registry);
        Gauge.builder("parvis.avatars", instance, VenueInstance::population)
                .tags(tags)
                .register(registry);
        Gauge.builder("parvis.spectators", instance, VenueInstance::spectators)
                .tags(tags)
                .register(registry);
        Gauge.builder("parvis.mailbox.waiting", instance, i -> i.mailbox().waiting())
                .tags(tags)
                .register(registry);
        FunctionCounter.builder(
                        "parvis.mailbox.refused", instance, i -> i.mailbox().refused())
                .tags(tags)
                .register(registry);
        Gauge.builder("parvis.joins.waiting", instance, VenueInstance::wantIn)
                .tags(tags)
                .register(registry);
        Gauge.builder("parvis.timers.waiting", instance, VenueInstance::timersWaiting)
                .tags(tags)
                .register(registry);
        Gauge.builder("parvis.results.waiting", instance, VenueInstance::underWay)
                .tags(tags)
                .register(registry);
        FunctionCounter.builder("parvis.moves", moves, AtomicLong::get)
                .tags(tags)
                .register(registry);
        Gauge.builder("parvis.overload.rung", rung, AtomicInteger::get)
                .tags(tags)
                .register(registry);
        for (Rung each : Rung.values()) {
            if (each != Rung.NONE) {
                reached.put(
                        each,
                        Counter.builder("parvis.overload.reached")
                                .tags(tags)
                                .tag("rung", each.name().toLowerCase(Locale.ROOT))
                                .register(registry));
            }
        }
        Gauge.builder(
                        "parvis.delivery.waiting",
                        instance,
                        i -> i.deliveryCounts().waiting())
                .tag(VENUE, venueId)
                .register(registry);
        FunctionCounter.builder(
                        "parvis.delivery.dropped",
                        instance,
                        i -> i.deliveryCounts().dropped())
                .tag(VENUE, venueId)
                .register(registry);
        FunctionCounter.builder(
                        "parvis.delivery.cutoff",
                        instance,
                        i -> i.deliveryCounts().cutOff())
                .tag(VENUE, venueId)
                .register(registry);
        FunctionCounter.builder("parvis.frames.gaps", gaps, AtomicLong::get)
                .tags(tags)
                .register(registry);
    }

    /** Shows what waits from other mirrors. */
    void watch(Relay.Inbox inbox) {
        Gauge.builder("parvis.relay.waiting", inbox, Relay.Inbox::waiting)
                .tags(tags)
                .register(registry);
        FunctionCounter.builder("parvis.relay.refused", inbox, Relay.Inbox::refused)
                .tags(tags)
                .register(registry);
    }

    /** Takes everything about the instance out of the registry. */
    void close() {
        registry.getMeters().stream()
                .filter(meter ->
                        meter.getId().getTags().containsAll(tags.stream().toList()))
                .toList()
                .forEach(registry::remove);
    }

    void ticked(long durationNs, long movesSoFar, long gapsSoFar) {
        tickDuration.record(durationNs, TimeUnit.NANOSECONDS);
        moves.lazySet(movesSoFar);
        gaps.lazySet(gapsSoFar);
    }

    /** Counts climbs, not descents. */
    void rung(Rung now) {
        Counter counter = reached.get(now);
        if (now.number() > rung.get() && counter != null) {
            counter.increment();
        }
        rung.set(now.number());
    }

    void skipped(long ticks) {
        ticksSkipped.increment((double) ticks);
    }

    void featureFailed() {
        featureFaults.increment();
    }
}
