package org.parvis.server.app;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.parvis.server.api.ApiConfig;
import org.parvis.server.api.ApiParts;
import org.parvis.server.api.ApiRoutes;
import org.parvis.server.app.config.Key;
import org.parvis.server.app.config.ServerConfig;
import org.parvis.server.app.feature.FeatureList;
import org.parvis.server.http.Router;
import org.parvis.server.identity.room.IdentityConfig;
import org.parvis.server.identity.room.IdentityRoom;
import org.parvis.server.identity.staff.Bootstrap;
import org.parvis.server.store.webhook.Webhooks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Identity and its API, on the storage of this server.
 *
 * <p>Any thread; opened and closed by one.
 */
final class IdentityWing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IdentityWing.class);
    private static final int PROVIDER_THREADS = 2;
    private static final int PROVIDER_QUEUE = 64;

    private final IdentityRoom room;
    private final Optional<String> firstToken;
    private final ThreadPoolExecutor providerThreads = new ThreadPoolExecutor(
            PROVIDER_THREADS,
            PROVIDER_THREADS,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(PROVIDER_QUEUE),
            new DefaultThreadFactory("provider", true));

    private IdentityWing(IdentityRoom room, Optional<String> firstToken) {
        this.room = room;
        this.firstToken = firstToken;
        providerThreads.allowCoreThreadTimeOut(true);
    }

    /**
     * Opens it.
     *
     * @throws StartException if something is in the way that the operator can mend; nothing stays open then
     */
    static IdentityWing open(ServerConfig config, Storage storage) throws StartException {
        IdentityConfig settings =
                new IdentityConfig(config.dataDir(), OidcFiles.read(config.values(Key.OIDC_FILE)), config.guests());
        try {
            IdentityRoom room =
                    IdentityRoom.open(storage.store(), settings, storage.clock(), FeatureList.personalData());
            return new IdentityWing(room, firstToken(storage));
        } catch (IOException unusable) {
            throw new StartException(List.of("the keys for tokens cannot be used: " + unusable.getMessage()));
        }
    }

    private static Optional<String> firstToken(Storage storage) {
        try {
            return storage.store().write(Bootstrap::first).join();
        } catch (CompletionException away) {
            LOG.warn("The token for the first admin has to wait; see parvis-server admin bootstrap", away.getCause());
            return Optional.empty();
        }
    }

    IdentityRoom room() {
        return room;
    }

    /** To be printed once, never logged; empty but on the first start. */
    Optional<String> firstToken() {
        return firstToken;
    }

    /** Adds the API to the site. */
    void addTo(Router router, ServerConfig config, Hosting hosting) {
        ApiParts parts = new ApiParts(
                room,
                new Webhooks(config.webhookTargets()),
                new ApiParts.House(hosting.presence(), hosting::isHosted),
                providerThreads,
                new ApiConfig(config.integer(Key.GUESTS_PER_MINUTE), config.guests()));
        ApiRoutes.addTo(router, parts);
    }

    @Override
    public void close() {
        providerThreads.shutdownNow();
        room.close();
    }
}
