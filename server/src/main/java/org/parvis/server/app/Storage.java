package org.parvis.server.app;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.parvis.server.app.config.ConfigException;
import org.parvis.server.app.config.ServerConfig;
import org.parvis.server.app.feature.FeatureList;
import org.parvis.server.identity.room.IdentityRoom;
import org.parvis.server.store.Chore;
import org.parvis.server.store.Housekeeping;
import org.parvis.server.store.Idempotency;
import org.parvis.server.store.Store;
import org.parvis.server.store.StoreOpenException;
import org.parvis.server.store.engine.StoreConfig;
import org.parvis.server.store.engine.Stores;
import org.parvis.server.store.outbox.BackOff;
import org.parvis.server.store.outbox.LocalCarrier;
import org.parvis.server.store.outbox.Outbox;
import org.parvis.server.store.outbox.OutboxConsumer;
import org.parvis.server.store.outbox.OutboxPump;
import org.parvis.server.store.webhook.WebhookCarrier;

/**
 * The store with what works behind it: the pump of the outbox, webhooks, housekeeping.
 *
 * <p>Any thread; opened and closed by one.
 */
final class Storage implements AutoCloseable {
    private final Store store;
    private final Clock clock;
    private final WebhookCarrier webhooks;
    private final OutboxPump pump;
    private final Housekeeping housekeeping;

    private Storage(Store store, ServerConfig config, Clock clock, MeterRegistry metrics) {
        this.store = store;
        this.clock = clock;
        webhooks = new WebhookCarrier(store, config.webhookTargets(), clock);
        LocalCarrier local = new LocalCarrier(consumers(), BackOff.LOCAL);
        pump = new OutboxPump(store, List.of(local, webhooks), metrics);
        List<Chore> chores = new ArrayList<>(List.of(Idempotency::tidy, Outbox::tidy, IdentityRoom.chore()));
        chores.addAll(FeatureList.chores());
        housekeeping = new Housekeeping(store, chores);
    }

    /** Who inside this process hears of messages. */
    private static List<OutboxConsumer> consumers() {
        return List.of();
    }

    /**
     * Opens the database, brings it forward, and starts all.
     *
     * @param acceptLoss whether a database that lost something is taken as it is
     * @throws StartException if something is in the way that the operator can mend; nothing stays open then
     */
    static Storage open(ServerConfig config, boolean acceptLoss, MeterRegistry metrics) throws StartException {
        try {
            StoreConfig known = config.store();
            StoreConfig database = known.withPrior(known.prior().withAcceptLoss(acceptLoss));
            Storage storage = new Storage(Stores.open(database, metrics), config, database.clock(), metrics);
            storage.pump.start();
            storage.housekeeping.start();
            return storage;
        } catch (ConfigException unusable) {
            throw new StartException(unusable.faults());
        } catch (StoreOpenException inTheWay) {
            throw new StartException(List.of(inTheWay.getMessage()));
        }
    }

    Store store() {
        return store;
    }

    /** The time that all rows are stamped with. */
    Clock clock() {
        return clock;
    }

    /** Finishes what was accepted, then closes the database. Blocks up to a few seconds. */
    @Override
    public void close() {
        housekeeping.close();
        pump.close();
        webhooks.close();
        store.close();
    }
}
