package org.parvis.server.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.parvis.server.app.config.ServerConfig;
import org.parvis.server.gateway.ConnectionHandlers;
import org.parvis.server.gateway.ConnectionInfo;
import org.parvis.server.gateway.VenueDirectory;
import org.parvis.server.gateway.assets.AssetSource;
import org.parvis.server.gateway.session.Backing;
import org.parvis.server.gateway.session.SessionGateway;
import org.parvis.server.identity.Presence;
import org.parvis.server.instance.LocalRelay;
import org.parvis.server.instance.VenueInstance;
import org.parvis.server.instance.VenueInstances;
import org.parvis.server.instance.feature.Feature;
import org.parvis.server.instance.tick.InstanceClock;
import org.parvis.server.instance.tick.InstanceConfig;
import org.parvis.server.placement.FullestFirst;
import org.parvis.server.placement.LocalPool;
import org.parvis.world.Venue;
import org.parvis.world.bundle.LoadedVenue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The venues of this server: their instances, their files, and the sessions of those who are in them.
 *
 * <p>Any thread.
 */
final class Hosting implements VenueDirectory, ConnectionHandlers {
    private static final Logger LOG = LoggerFactory.getLogger(Hosting.class);
    private static final long NOTE_PATIENCE_MS = 1_500;

    private static final long LOOK_FOR_EMPTY_EVERY_MS = 1_000;

    private final VenueInstances instances;
    private final SessionGateway sessions;
    private final InstanceConfig instanceConfig;
    private final List<Feature> features;
    private final Map<String, LoadedVenue> venuesById = new LinkedHashMap<>();
    private final Map<String, AssetSource> filesByHash = new LinkedHashMap<>();
    private final ScheduledExecutorService placementThread =
            Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("placement", true));
    private volatile boolean draining;

    private Hosting(ServerConfig config, List<LoadedVenue> venues, Inside inside, Backing backing) {
        MeterRegistry metrics = inside.metrics();
        instances = new VenueInstances(metrics, InstanceClock.SYSTEM, new LocalRelay(), StoreFailures::outcome);
        instanceConfig = config.instances();
        for (LoadedVenue venue : venues) {
            venuesById.put(venue.venue().id(), venue);
            filesByHash.computeIfAbsent(venue.hash(), hash -> new VenueFiles(venue.files()));
        }
        FullestFirst placement = new FullestFirst(
                new LocalPool(instances, this::start, placementThread),
                config.mirrors(),
                metrics,
                () -> TimeUnit.NANOSECONDS.toMillis(InstanceClock.SYSTEM.nanoTime()));
        sessions = new SessionGateway(
                new SessionGateway.Venues(instances, placement), config.sessions(), metrics, backing);
        features = new ArrayList<>(inside.features());
        sessions.placeKeeper().ifPresent(features::add);
        venues.forEach(venue -> start(venue.venue().id()));
        placementThread.scheduleWithFixedDelay(
                placement::closeEmpty, LOOK_FOR_EMPTY_EVERY_MS, LOOK_FOR_EMPTY_EVERY_MS, TimeUnit.MILLISECONDS);
    }

    private VenueInstance start(String venueId) {
        LoadedVenue venue = Objects.requireNonNull(venuesById.get(venueId), venueId);
        return instances.start(venue, instanceConfig, features);
    }

    /**
     * Starts the venues.
     *
     * @param venues the default one first; one that is there several times runs in as many mirrors
     * @param inside what happens in their instances
     * @param backing what sessions stand on
     */
    static Hosting open(ServerConfig config, List<LoadedVenue> venues, Inside inside, Backing backing) {
        return new Hosting(config, venues, inside, backing);
    }

    /**
     * What happens in every instance, besides walking and being seen.
     *
     * @param features in the order in which they hear of things
     * @param metrics where instances count
     */
    record Inside(List<Feature> features, MeterRegistry metrics) {}

    /** Why newcomers should go elsewhere, if they should. */
    Optional<String> notReady() {
        return draining ? Optional.of("draining") : Optional.empty();
    }

    int population() {
        return instances.population();
    }

    /** Takes nobody in any more, tells everybody, and sends them home after {@code graceMs}. */
    void beginDrain(long graceMs) {
        draining = true;
        instances.beginDrain(graceMs);
    }

    /** Stops everything, and notes where everybody was. To be called before the store closes. */
    void close() {
        placementThread.shutdown();
        instances.close();
        try {
            sessions.noteLastPlaces().get(NOTE_PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException away) {
            LOG.warn("The last places could not be noted: {}", away.toString());
        }
    }

    Presence presence() {
        return sessions.presence();
    }

    boolean isHosted(String venueId) {
        return venuesById.containsKey(venueId);
    }

    @Override
    public List<HostedVenue> venues() {
        List<VenueInstance> all = instances.all();
        return venuesById.values().stream().map(venue -> entry(venue, all)).toList();
    }

    private HostedVenue entry(LoadedVenue loaded, List<VenueInstance> all) {
        Venue venue = loaded.venue();
        List<VenueInstance> mirrors = all.stream()
                .filter(instance -> instance.venue().id().equals(venue.id()))
                .toList();
        return new HostedVenue(
                venue.id(),
                venue.title().byLanguage(),
                loaded.hash(),
                mirrors.stream().mapToInt(VenueInstance::population).sum(),
                mirrors.stream().mapToInt(mirror -> mirror.config().capacity()).sum(),
                venue.id().equals(venuesById.keySet().iterator().next()));
    }

    @Override
    public Optional<AssetSource> files(String id, String hash) {
        LoadedVenue loaded = venuesById.get(id);
        return loaded != null && loaded.hash().equals(hash)
                ? Optional.ofNullable(filesByHash.get(hash))
                : Optional.empty();
    }

    @Override
    public ChannelHandler newConnection(ConnectionInfo info) {
        return sessions.newConnection(info);
    }
}
