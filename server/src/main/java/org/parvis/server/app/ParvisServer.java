package org.parvis.server.app;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.parvis.server.app.config.Key;
import org.parvis.server.app.config.ServerConfig;
import org.parvis.server.app.feature.FeatureList;
import org.parvis.server.endpoint.Routes;
import org.parvis.server.feature.FeatureParts;
import org.parvis.server.gateway.BindException;
import org.parvis.server.gateway.Gateway;
import org.parvis.server.gateway.OperationsRoutes;
import org.parvis.server.gateway.SecurityText;
import org.parvis.server.gateway.ServerFacts;
import org.parvis.server.gateway.SiteRoutes;
import org.parvis.server.gateway.assets.AssetCache;
import org.parvis.server.gateway.assets.ClasspathAssets;
import org.parvis.server.gateway.session.Backing;
import org.parvis.server.gateway.stay.ResumeKey;
import org.parvis.server.http.HttpEndpoint;
import org.parvis.server.http.Problem;
import org.parvis.server.http.Router;
import org.parvis.server.identity.room.IdentityRoom;
import org.parvis.server.insight.Metrics;
import org.parvis.server.store.engine.Stores;
import org.parvis.world.bundle.LoadedVenue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running server: venues, database, metrics, workers and the open port, wired together here and taken down in the
 * reverse order.
 *
 * <p>Started by one thread; drained by another.
 */
final class ParvisServer {
    private static final Logger LOG = LoggerFactory.getLogger(ParvisServer.class);
    private static final int PROTOCOL_VERSION = 1;
    private static final long GOODBYE_SLACK_MS = 500;
    private static final long POLL_MS = 20;
    private static final String RESUME_KEY = "resume.key";

    private final ServerConfig config;
    private final Metrics metrics;
    private final Workers workers;
    private final Hosting hosting;
    private final Storage storage;
    private final IdentityWing identity;
    private final Gateway gateway;

    /** What stands on the disk. */
    private record Kept(Storage storage, IdentityWing identity) {
        static Kept open(ServerConfig config, boolean acceptLoss, MeterRegistry metrics) throws StartException {
            Storage storage = Storage.open(config, acceptLoss, metrics);
            try {
                return new Kept(storage, IdentityWing.open(config, storage));
            } catch (StartException unusable) {
                storage.close();
                throw unusable;
            }
        }

        void close() {
            identity.close();
            storage.close();
        }
    }

    /** What the outside can ask for, besides the venues. */
    private record Outside(Metrics metrics, Routes ofFeatures) {}

    private ParvisServer(ServerConfig config, Hosting hosting, Kept kept, Outside outside) throws BindException {
        this.config = config;
        metrics = outside.metrics();
        this.hosting = hosting;
        storage = kept.storage();
        identity = kept.identity();
        workers = new Workers(metrics.registry());
        ServerFacts facts = new ServerFacts(
                Version.text(), PROTOCOL_VERSION, config.integer(Key.TICK_RATE), hosting::notReady, metrics::scrape);
        AssetCache cache = new AssetCache(config.assetCacheBytes(), workers, metrics.registry());
        Router router = SiteRoutes.of(facts, hosting, new ClasspathAssets("web"), cache);
        OperationsRoutes.addHealth(router, facts);
        config.optional(Key.SECURITY_CONTACT)
                .ifPresent(contact -> SecurityText.addTo(router, contact, Clock.systemUTC()));
        identity.addTo(router, config, hosting);
        outside.ofFeatures().addTo(router);
        Optional<InetSocketAddress> forOperators = config.operations();
        if (forOperators.isEmpty()) {
            OperationsRoutes.addMetrics(router, facts, workers);
        }
        gateway = Gateway.open(config.gateway(), router, hosting, metrics.registry());
        if (forOperators.isPresent()) {
            openOperations(forOperators.get(), facts);
        }
    }

    private void openOperations(InetSocketAddress address, ServerFacts facts) throws BindException {
        Router router = new Router(HttpEndpoint.now(call -> Problem.notFound()));
        OperationsRoutes.addMetrics(OperationsRoutes.addHealth(router, facts), facts, workers);
        try {
            gateway.openOperations(address, router, metrics.registry());
        } catch (BindException noPort) {
            gateway.close();
            throw noPort;
        }
    }

    /**
     * Opens everything; when this returns, players may join.
     *
     * @param acceptLoss whether a database that lost something is taken as it is
     * @throws StartException if something is in the way that the operator can mend; nothing stays open then
     */
    static ParvisServer start(ServerConfig config, boolean acceptLoss) throws StartException {
        DataFolder.prepare(config.dataDir());
        // Loading the metrics library and the database takes as long as reading a venue, and neither needs the other.
        CompletableFuture<Metrics> loadingMetrics = CompletableFuture.supplyAsync(Metrics::new);
        Opening<Kept> opening = Opening.begin(
                "open-storage",
                () -> Kept.open(config, acceptLoss, loadingMetrics.join().registry()));
        Opening<Boolean> warming = Opening.begin("warm", Warming::loadWhatComesNext);
        List<LoadedVenue> venues = VenueLoading.open(config.values(Key.VENUE));
        // The schema is still being looked at.
        LOG.debug("Store warm: {}", Stores.warm());
        Kept kept = opening.await();
        warming.await();
        Metrics metrics = loadingMetrics.join();
        FeatureParts features = new FeatureParts(kept.identity().room(), metrics.registry());
        FeatureList.start(features);
        Hosting.Inside inside = new Hosting.Inside(features.inInstances(), metrics.registry());
        Hosting hosting = Hosting.open(config, venues, inside, backing(config, kept));
        try {
            return new ParvisServer(config, hosting, kept, new Outside(metrics, features.routes()));
        } catch (BindException noPort) {
            hosting.close();
            kept.close();
            throw new StartException(List.of(String.valueOf(noPort.getMessage())));
        }
    }

    private static Backing backing(ServerConfig config, Kept kept) throws StartException {
        try {
            ResumeKey key = ResumeKey.in(config.dataDir().resolve(RESUME_KEY));
            IdentityRoom room = kept.identity().room();
            Storage storage = kept.storage();
            return new Backing(key, storage.store(), room.admissions(), room.revocations(), storage.clock()::millis);
        } catch (IOException unusable) {
            throw new StartException(List.of("cannot read or make the key of resume tokens: " + unusable.getMessage()));
        }
    }

    /** Prints the effective configuration and, as the last line, that the server is ready. */
    void announce(PrintWriter out) {
        FileLimit.check(config.integer(Key.MAX_CONNECTIONS));
        out.println("parvis " + Version.text() + " on Java " + Runtime.version() + ", configuration:");
        config.banner().forEach(out::println);
        identity.firstToken().ifPresent(token -> {
            out.println(
                    "no admin yet: whoever sends this token to /v1/bootstrap, once and within a week, becomes admin");
            out.println("  " + token);
        });
        out.println("parvis ready on " + gateway.scheme() + "://" + shownHost() + ":" + gateway.port());
        out.flush();
    }

    /** A wildcard address is no address to visit, and browsers give its pages fewer rights than those of localhost. */
    private String shownHost() {
        String host = config.text(Key.HOST);
        boolean everywhere = new InetSocketAddress(host, 0).getAddress().isAnyLocalAddress();
        return everywhere ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
    }

    /** Turns newcomers away, takes leave of the players for at most {@code drainMs}, and closes everything. */
    void drainAndClose(long drainMs) {
        LOG.info("Draining: no new joins, {} players are told", hosting.population());
        hosting.beginDrain(drainMs);
        awaitGoodbyes(drainMs + GOODBYE_SLACK_MS);
        gateway.close();
        hosting.close();
        identity.close();
        storage.close();
        workers.close();
        metrics.close();
        LOG.info("Stopped");
    }

    private void awaitGoodbyes(long patienceMs) {
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMs);
        while (gateway.openWebSockets() > 0 && System.nanoTime() < deadlineNs) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MS));
        }
    }
}
