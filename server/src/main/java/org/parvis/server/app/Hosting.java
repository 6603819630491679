package org.parvis.server.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelHandler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.parvis.server.app.config.ServerConfig;
import org.parvis.server.feature.bell.BellFeature;
import org.parvis.server.feature.seating.SeatingFeature;
import org.parvis.server.feature.social.ChatFeature;
import org.parvis.server.feature.social.EmoteFeature;
import org.parvis.server.feature.social.ReactionFeature;
import org.parvis.server.gateway.ConnectionHandlers;
import org.parvis.server.gateway.ConnectionInfo;
import org.parvis.server.gateway.VenueDirectory;
import org.parvis.server.gateway.assets.AssetSource;
import org.parvis.server.gateway.session.Backing;
import org.parvis.server.gateway.session.SessionConfig;
import org.parvis.server.gateway.session.SessionGateway;
import org.parvis.server.instance.VenueInstance;
import org.parvis.server.instance.VenueInstances;
import org.parvis.server.instance.feature.Feature;
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

    private final VenueInstances instances;
    private final SessionGateway sessions;
    private final Map<String, AssetSource> filesByHash = new LinkedHashMap<>();
    private volatile boolean draining;

    private Hosting(SessionConfig config, MeterRegistry metrics, Backing backing) {
        instances = new VenueInstances(metrics);
        sessions = new SessionGateway(instances, config, metrics, backing);
    }

    /**
     * Starts an instance of each venue.
     *
     * @param venues the default one first
     * @param backing what sessions stand on
     */
    static Hosting open(ServerConfig config, List<LoadedVenue> venues, MeterRegistry metrics, Backing backing) {
        Hosting hosting = new Hosting(config.sessions(), metrics, backing);
        List<Feature> features = new ArrayList<>(features(metrics));
        hosting.sessions.placeKeeper().ifPresent(features::add);
        for (LoadedVenue venue : venues) {
            hosting.instances.start(venue, config.instances(), features);
            hosting.filesByHash.put(venue.hash(), new VenueFiles(venue.files()));
        }
        return hosting;
    }

    /** What happens in every instance, besides walking and being seen. */
    private static List<Feature> features(MeterRegistry metrics) {
        return List.of(
                new ChatFeature(metrics),
                new EmoteFeature(),
                new ReactionFeature(metrics),
                new SeatingFeature(),
                new BellFeature());
    }

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
        instances.close();
        try {
            sessions.noteLastPlaces().get(NOTE_PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException away) {
            LOG.warn("The last places could not be noted: {}", away.toString());
        }
    }

    @Override
    public List<HostedVenue> venues() {
        List<VenueInstance> all = instances.all();
        return all.stream()
                .map(instance -> entry(instance, instance == all.get(0)))
                .toList();
    }

    private static HostedVenue entry(VenueInstance instance, boolean isDefault) {
        Venue venue = instance.venue();
        return new HostedVenue(
                venue.id(),
                venue.title().byLanguage(),
                instance.loaded().hash(),
                instance.population(),
                instance.config().capacity(),
                isDefault);
    }

    @Override
    public Optional<AssetSource> files(String id, String hash) {
        boolean hosted = instances
                .find(id)
                .filter(instance -> instance.loaded().hash().equals(hash))
                .isPresent();
        return hosted ? Optional.ofNullable(filesByHash.get(hash)) : Optional.empty();
    }

    @Override
    public ChannelHandler newConnection(ConnectionInfo info) {
        return sessions.newConnection(info);
    }
}
