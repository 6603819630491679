package org.parvis.server.placement;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.parvis.server.instance.VenueInstance;
import org.parvis.server.instance.VenueInstances;

/** The instances of this process as placement sees them. Any thread; starting and stopping on the executor's. */
public final class LocalPool implements InstancePool {
    private final VenueInstances instances;
    private final Function<String, VenueInstance> starter;
    private final Executor executor;
    private final Set<String> closing = ConcurrentHashMap.newKeySet();

    /**
     * A pool.
     *
     * @param instances that run here
     * @param starter starts a further instance of the venue of an id; may take seconds for a large city
     * @param executor on whose thread instances start and stop
     */
    public LocalPool(VenueInstances instances, Function<String, VenueInstance> starter, Executor executor) {
        this.instances = instances;
        this.starter = starter;
        this.executor = executor;
    }

    @Override
    public List<Facts> running() {
        return instances.all().stream().map(this::facts).toList();
    }

    private Facts facts(VenueInstance one) {
        return new Facts(
                one.id(),
                one.venue().id(),
                one.population(),
                one.spectators(),
                one.config().capacity(),
                !one.isDraining() && !closing.contains(one.id()));
    }

    @Override
    public CompletionStage<String> open(String venueId) {
        return CompletableFuture.supplyAsync(() -> starter.apply(venueId).id(), executor);
    }

    @Override
    public void close(String instanceId) {
        closing.add(instanceId);
        executor.execute(() -> {
            // Should somebody be in it against all expectation, they come first.
            if (instances.byId(instanceId).map(one -> facts(one).isEmpty()).orElse(true)) {
                instances.stop(instanceId);
            }
            closing.remove(instanceId);
        });
    }
}
