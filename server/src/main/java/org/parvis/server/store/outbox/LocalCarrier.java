package org.parvis.server.store.outbox;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Brings messages to consumers inside the process.
 *
 * <p>Threads of the pump.
 */
public final class LocalCarrier implements Carrier {
    private static final String PREFIX = "local";
    private static final int BATCH = 64;

    private final Map<String, OutboxConsumer> consumers = new TreeMap<>();
    private final BackOff backOff;

    /**
     * For a fixed set of consumers.
     *
     * @param consumers with different names
     * @param backOff how long to wait between tries
     */
    public LocalCarrier(List<OutboxConsumer> consumers, BackOff backOff) {
        this.backOff = backOff;
        for (OutboxConsumer consumer : consumers) {
            if (this.consumers.put(PREFIX + ":" + consumer.name(), consumer) != null) {
                throw new IllegalArgumentException("Two consumers are named " + consumer.name());
            }
        }
    }

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public List<String> targets(Handle db, String type) {
        return consumers.entrySet().stream()
                .filter(consumer -> consumer.getValue().wants(type))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public int batch() {
        return BATCH;
    }

    @Override
    public Outcome carry(String target, OutboxMessage message) throws Exception {
        OutboxConsumer consumer = consumers.get(target);
        if (consumer == null) {
            return Outcome.gone("this version of the server has no such consumer");
        }
        consumer.accept(message);
        return Outcome.TAKEN;
    }

    @Override
    public BackOff backOff() {
        return backOff;
    }

    @Override
    public void settled(Handle db, String target, Outcome outcome, boolean over) {
        // Consumers have no state to keep.
    }
}
