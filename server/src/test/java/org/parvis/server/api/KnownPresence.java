package org.parvis.server.api;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.parvis.server.identity.Presence;

/** Those whom a test says are in an instance. */
final class KnownPresence implements Presence {
    final List<Visitor> here = new CopyOnWriteArrayList<>();

    @Override
    public Optional<Visitor> find(String instanceId, long avatar) {
        return here.stream()
                .filter(visitor -> visitor.instanceId().equals(instanceId) && visitor.avatar() == avatar)
                .findFirst();
    }

    @Override
    public boolean remove(Visitor visitor) {
        return here.remove(visitor);
    }
}
