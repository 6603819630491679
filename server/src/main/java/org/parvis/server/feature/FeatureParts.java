package org.parvis.server.feature;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.parvis.server.endpoint.Endpoints;
import org.parvis.server.endpoint.Routes;
import org.parvis.server.identity.room.IdentityRoom;
import org.parvis.server.instance.feature.Feature;
import org.parvis.server.store.Store;

/** What features may use of the server, and what they have registered. One thread, at the start. */
public final class FeatureParts {
    private final IdentityRoom identity;
    private final MeterRegistry metrics;
    private final Endpoints endpoints;
    private final Routes routes = new Routes();
    private final List<Feature> inInstances = new ArrayList<>();

    /**
     * Nothing is registered yet.
     *
     * @param identity people, logins, roles, bans, on the store of the server
     * @param metrics where features count
     */
    public FeatureParts(IdentityRoom identity, MeterRegistry metrics) {
        this.identity = identity;
        this.metrics = metrics;
        endpoints = new Endpoints(identity);
    }

    /** People, logins, roles, bans. */
    public IdentityRoom identity() {
        return identity;
    }

    /** The database. */
    public Store store() {
        return identity.store();
    }

    /** Where to count; names begin with {@code parvis.} and the feature's name. */
    public MeterRegistry metrics() {
        return metrics;
    }

    /** Makes endpoints that check who asks, and serve each request in one transaction. */
    public Endpoints endpoints() {
        return endpoints;
    }

    /** Where endpoints go. */
    public Routes routes() {
        return routes;
    }

    /**
     * Adds a part that is installed into every instance.
     *
     * @param part one object for all instances; see {@link org.parvis.server.instance.feature.InstanceParts} for one
     *     that endpoints reach
     */
    public void addToInstances(Feature part) {
        inInstances.add(part);
    }

    /** What is to be installed into every instance, in the order in which it was added. */
    public List<Feature> inInstances() {
        return List.copyOf(inInstances);
    }
}
