package org.parvis.server.instance;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/** The relay between mirrors of one process. Any thread; an inbox is emptied by one. */
public final class LocalRelay implements Relay {
    /** Messages that may wait for a mirror: minutes of bells, seconds of a show. */
    public static final int INBOX_SIZE = 8_192;

    private final Map<String, Map<String, LocalInbox>> mirrors = new ConcurrentHashMap<>();

    @Override
    public Inbox join(String venueId, String instanceId) {
        LocalInbox inbox = new LocalInbox();
        mirrors.computeIfAbsent(venueId, id -> new ConcurrentHashMap<>()).put(instanceId, inbox);
        return inbox;
    }

    @Override
    public void leave(String venueId, String instanceId) {
        mirrors.computeIfPresent(venueId, (id, ofVenue) -> {
            ofVenue.remove(instanceId);
            return ofVenue;
        });
    }

    @Override
    public CompletionStage<Void> publish(String venueId, String fromInstanceId, Message message) {
        CompletableFuture<Void> told = new CompletableFuture<>();
        mirrors.getOrDefault(venueId, Map.of()).forEach((id, inbox) -> {
            if (!id.equals(fromInstanceId) && !inbox.offer(message)) {
                told.completeExceptionally(new RelayFullException(id));
            }
        });
        told.complete(null);
        return told;
    }

    /** One queue for all topics, so that the order of each holds. */
    private static final class LocalInbox implements Inbox {
        private final MpscAtomicArrayQueue<Message> messages = new MpscAtomicArrayQueue<>(INBOX_SIZE);
        private final LongAdder refused = new LongAdder();

        boolean offer(Message message) {
            boolean taken = messages.offer(message);
            if (!taken) {
                refused.increment();
            }
            return taken;
        }

        @Override
        public @Nullable Message poll() {
            return messages.poll();
        }

        @Override
        public int waiting() {
            return messages.size();
        }

        @Override
        public long refused() {
            return refused.sum();
        }
    }
}
