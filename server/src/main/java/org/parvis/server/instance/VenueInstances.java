package org.parvis.server.instance;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.parvis.server.instance.feature.ActionOutcome;
import org.parvis.server.instance.feature.Feature;
import org.parvis.server.instance.tick.InstanceClock;
import org.parvis.server.instance.tick.InstanceConfig;
import org.parvis.world.bundle.LoadedVenue;

/** The instances that run in this process, each with its thread. They start and stop while others run. Any thread. */
public final class VenueInstances implements AutoCloseable {
    private static final long STOP_WAIT_MS = 1_000;

    private final MeterRegistry metrics;
    private final InstanceClock clock;
    private final Relay relay;
    private final Function<Throwable, ActionOutcome> failures;
    private final List<Running> running = new CopyOnWriteArrayList<>();
    private final List<Consumer<String>> onStopped = new CopyOnWriteArrayList<>();
    private int started;

    /** An instance, its thread, and its number among those of its venue. */
    private record Running(VenueInstance instance, TickThread thread, int mirror) {}

    /**
     * Makes an empty house, whose mirrors talk within this process.
     *
     * @param metrics where instances count
     */
    public VenueInstances(MeterRegistry metrics) {
        this(metrics, InstanceClock.SYSTEM);
    }

    /**
     * Makes an empty house with its own time, whose mirrors talk within this process.
     *
     * @param metrics where instances count
     * @param clock time of the instances
     */
    public VenueInstances(MeterRegistry metrics, InstanceClock clock) {
        this(metrics, clock, new LocalRelay());
    }

    /**
     * Makes an empty house.
     *
     * @param metrics where instances count
     * @param clock time of the instances
     * @param relay between the mirrors of a venue
     */
    public VenueInstances(MeterRegistry metrics, InstanceClock clock, Relay relay) {
        this(metrics, clock, relay, failure -> ActionOutcome.internal());
    }

    /**
     * Makes an empty house whose features ask something that may fail.
     *
     * @param metrics where instances count
     * @param clock time of the instances
     * @param relay between the mirrors of a venue
     * @param failures words a failure of something outside of the tick, such as the database, for the person who acted
     */
    public VenueInstances(
            MeterRegistry metrics, InstanceClock clock, Relay relay, Function<Throwable, ActionOutcome> failures) {
        this.metrics = metrics;
        this.clock = clock;
        this.relay = relay;
        this.failures = failures;
    }

    /**
     * Starts an instance; a further one of a venue that runs already is its mirror.
     *
     * @param loaded the venue
     * @param config how it runs
     * @param features what happens in it
     * @return the running instance
     */
    public synchronized VenueInstance start(LoadedVenue loaded, InstanceConfig config, List<Feature> features) {
        String venueId = loaded.venue().id();
        int mirror = freeNumber(venueId);
        VenueInstance instance = new VenueInstance(
                loaded,
                config,
                features,
                new VenueInstance.Surroundings(clock, metrics, relay, failures, clock.utcMs() + started, mirror));
        started++;
        TickThread thread = new TickThread(instance, "tick-" + venueId + "-" + started);
        running.add(new Running(instance, thread, mirror));
        thread.start();
        return instance;
    }

    /** Numbers are used again, so that metrics do not grow with every mirror that ever ran. */
    private int freeNumber(String venueId) {
        int number = 1;
        while (isTaken(venueId, number)) {
            number++;
        }
        return number;
    }

    private boolean isTaken(String venueId, int number) {
        return running.stream()
                .anyMatch(one ->
                        one.mirror() == number && one.instance().venue().id().equals(venueId));
    }

    /**
     * Ends an instance: it takes nobody in, and its thread stops. Whoever is in it hears nothing more, so it should be
     * empty. Waits for the thread, a second at most.
     *
     * @param instanceId which; nothing happens when it does not run
     */
    public void stop(String instanceId) {
        Running ended = takeOut(instanceId);
        if (ended != null) {
            ended.thread().stop(STOP_WAIT_MS);
            ended.instance().retire();
            onStopped.forEach(listener -> listener.accept(instanceId));
        }
    }

    private synchronized @Nullable Running takeOut(String instanceId) {
        for (Running one : running) {
            if (one.instance().id().equals(instanceId)) {
                running.remove(one);
                return one;
            }
        }
        return null;
    }

    /**
     * Has somebody told of every instance that has stopped.
     *
     * @param listener gets the instance's id, on the thread that stopped it
     */
    public void onStopped(Consumer<String> listener) {
        onStopped.add(listener);
    }

    /** All instances, the first started first. */
    public List<VenueInstance> all() {
        List<VenueInstance> instances = new ArrayList<>();
        running.forEach(one -> instances.add(one.instance()));
        return instances;
    }

    /**
     * The instance of an id.
     *
     * @param instanceId which
     * @return empty when it does not run
     */
    public Optional<VenueInstance> byId(String instanceId) {
        return running.stream()
                .map(Running::instance)
                .filter(instance -> instance.id().equals(instanceId))
                .findFirst();
    }

    /** How many people are in all instances. */
    public int population() {
        return running.stream().mapToInt(one -> one.instance().population()).sum();
    }

    /** Has all instances take nobody in, tell everybody, and end all connections after a grace time. */
    public void beginDrain(long graceMs) {
        running.forEach(one -> one.instance().beginDrain(graceMs));
    }

    /** Stops the threads; whoever is still connected hears nothing more. */
    @Override
    public synchronized void close() {
        running.forEach(one -> one.thread().stop(STOP_WAIT_MS));
    }
}
