package org.parvis.server.instance;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.parvis.server.instance.feature.Feature;
import org.parvis.server.instance.tick.InstanceClock;
import org.parvis.server.instance.tick.InstanceConfig;
import org.parvis.world.bundle.LoadedVenue;

/** The instances of this server, each with its thread. Any thread. */
public final class VenueInstances implements AutoCloseable {
    private static final long STOP_WAIT_MS = 1_000;

    private final MeterRegistry metrics;
    private final InstanceClock clock;
    private final Relay relay = new LocalRelay();
    private final List<VenueInstance> instances = new CopyOnWriteArrayList<>();
    private final List<TickThread> threads = new ArrayList<>();

    /**
     * Makes an empty house.
     *
     * @param metrics where instances count
     */
    public VenueInstances(MeterRegistry metrics) {
        this(metrics, InstanceClock.SYSTEM);
    }

    /**
     * Makes an empty house with its own time.
     *
     * @param metrics where instances count
     * @param clock time of the instances
     */
    public VenueInstances(MeterRegistry metrics, InstanceClock clock) {
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Starts an instance. The first one started is where those go who name no venue.
     *
     * @param loaded the venue
     * @param config how it runs
     * @param features what happens in it
     * @return the running instance
     */
    public synchronized VenueInstance start(LoadedVenue loaded, InstanceConfig config, List<Feature> features) {
        VenueInstance instance = new VenueInstance(
                loaded,
                config,
                features,
                new VenueInstance.Surroundings(clock, metrics, relay, clock.utcMs() + instances.size()));
        TickThread thread = new TickThread(instance, "tick-" + loaded.venue().id() + "-" + (instances.size() + 1));
        instances.add(instance);
        threads.add(thread);
        thread.start();
        return instance;
    }

    /** All instances, the first started first. */
    public List<VenueInstance> all() {
        return List.copyOf(instances);
    }

    /**
     * The instance for newcomers of a venue.
     *
     * @param venueId id of the venue; empty for the first one started
     * @return the one with the fewest people
     */
    public Optional<VenueInstance> find(String venueId) {
        if (venueId.isEmpty()) {
            return instances.stream().findFirst();
        }
        return instances.stream()
                .filter(instance -> instance.venue().id().equals(venueId))
                .min(java.util.Comparator.comparingInt(VenueInstance::population));
    }

    /** How many people are in all instances. */
    public int population() {
        return instances.stream().mapToInt(VenueInstance::population).sum();
    }

    /** Has all instances take nobody in, tell everybody, and end all connections after a grace time. */
    public void beginDrain(long graceMs) {
        instances.forEach(instance -> instance.beginDrain(graceMs));
    }

    /** Stops the threads; whoever is still connected hears nothing more. */
    @Override
    public synchronized void close() {
        threads.forEach(thread -> thread.stop(STOP_WAIT_MS));
    }
}
