package org.parvis.server.instance;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The relay between mirrors of one process. Any thread. */
public final class LocalRelay implements Relay {
    private final Map<String, Map<String, Receiver>> mirrors = new ConcurrentHashMap<>();

    @Override
    public void join(String venueId, String instanceId, Receiver receiver) {
        mirrors.computeIfAbsent(venueId, id -> new ConcurrentHashMap<>()).put(instanceId, receiver);
    }

    @Override
    public void leave(String venueId, String instanceId) {
        Map<String, Receiver> ofVenue = mirrors.get(venueId);
        if (ofVenue != null) {
            ofVenue.remove(instanceId);
        }
    }

    @Override
    public void publish(String venueId, String fromInstanceId, String topic, byte[] payload) {
        mirrors.getOrDefault(venueId, Map.of()).forEach((id, receiver) -> {
            if (!id.equals(fromInstanceId)) {
                receiver.onRelayed(topic, payload);
            }
        });
    }
}
