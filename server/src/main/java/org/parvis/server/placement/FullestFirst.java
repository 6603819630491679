package org.parvis.server.placement;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.v1.RefusalCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings people together: to the instance they ask for, else to that of their party, else to the fullest that has room.
 * Where none has, another one opens; one that was opened so closes when it has been empty for a while.
 *
 * <p>Those on the way to an instance count as if they were in it, so that a rush does not overfill one and none closes
 * in somebody's face. Any thread; the lock is held for a walk over the list of instances.
 */
public final class FullestFirst implements Placement {
    private static final Logger LOG = LoggerFactory.getLogger(FullestFirst.class);
    /** Of whom nothing was heard for so long, nothing will be. */
    private static final long ON_THE_WAY_MS = 15_000;

    private static final int MAX_PARTIES = 50_000;
    private static final Duration PARTY_REMEMBERED = Duration.ofHours(1);

    private final InstancePool pool;
    private final MirrorConfig config;
    private final LongSupplier nowMs;
    private final Map<String, Visits> visits = new HashMap<>();
    private final Map<String, CompletableFuture<Decision>> opening = new HashMap<>();
    private final Set<String> openedForLoad = new HashSet<>();
    private final Cache<Party, String> parties = Caffeine.newBuilder()
            .maximumSize(MAX_PARTIES)
            .expireAfterAccess(PARTY_REMEMBERED)
            .build();
    private final Counter opened;
    private final Counter closed;

    private record Party(String venueId, String partyId) {}

    /** When those were sent to an instance who have not been heard of since, and since when it is empty. */
    private static final class Visits {
        private final ArrayDeque<Long> sentMs = new ArrayDeque<>();
        private long emptySinceMs;

        Visits(long nowMs) {
            emptySinceMs = nowMs;
        }

        void sent(long nowMs) {
            sentMs.addLast(nowMs);
            emptySinceMs = nowMs;
        }

        int onTheWay(long nowMs) {
            while (!sentMs.isEmpty() && nowMs - sentMs.peekFirst() > ON_THE_WAY_MS) {
                sentMs.removeFirst();
            }
            return sentMs.size();
        }
    }

    /**
     * A placement.
     *
     * @param pool what it chooses from
     * @param config when instances open and close
     * @param metrics where it counts
     * @param nowMs milliseconds, never going back
     */
    public FullestFirst(InstancePool pool, MirrorConfig config, MeterRegistry metrics, LongSupplier nowMs) {
        this.pool = pool;
        this.config = config;
        this.nowMs = nowMs;
        opened = metrics.counter("parvis.instances.opened");
        closed = metrics.counter("parvis.instances.closed");
    }

    @Override
    public synchronized CompletionStage<Decision> place(Wish wish) {
        List<InstancePool.Facts> running = pool.running();
        String venueId =
                wish.venueId().isEmpty() && !running.isEmpty() ? running.get(0).venueId() : wish.venueId();
        List<InstancePool.Facts> mirrors =
                running.stream().filter(one -> one.venueId().equals(venueId)).toList();
        if (mirrors.isEmpty()) {
            return refused(RefusalCode.REFUSAL_CODE_UNKNOWN_VENUE, "There is no such venue here.");
        }
        if (wish.isSpectator()) {
            return CompletableFuture.completedFuture(toLookOn(mirrors, wish));
        }
        Party party = new Party(venueId, wish.partyId());
        Optional<InstancePool.Facts> named = named(mirrors, wish.instanceId())
                .or(() -> named(
                        mirrors, wish.partyId().isEmpty() ? "" : parties.asMap().getOrDefault(party, "")));
        Optional<InstancePool.Facts> chosen = named.or(() -> fullest(mirrors, config.openAtShare()));
        if (chosen.isPresent()) {
            return CompletableFuture.completedFuture(enter(chosen.get().id(), party));
        }
        if (mirrors.size() < config.maxPerVenue() && mirrors.stream().anyMatch(InstancePool.Facts::isOpen)) {
            return openFor(venueId).thenApply(decision -> sentAfterOpening(decision, party));
        }
        return fullest(mirrors, 1)
                .<CompletionStage<Decision>>map(one -> CompletableFuture.completedFuture(enter(one.id(), party)))
                .orElseGet(() -> nowhere(mirrors));
    }

    @Override
    public synchronized void settled(String instanceId) {
        Visits of = visits.get(instanceId);
        if (of != null) {
            of.sentMs.pollFirst();
        }
    }

    /** Where they ask for, else where most is to be seen. */
    private Decision toLookOn(List<InstancePool.Facts> mirrors, Wish wish) {
        List<InstancePool.Facts> open =
                mirrors.stream().filter(InstancePool.Facts::isOpen).toList();
        return open.stream()
                .filter(one -> one.id().equals(wish.instanceId()))
                .findFirst()
                .or(() -> open.stream().max(Comparator.comparingInt(InstancePool.Facts::people)))
                .<Decision>map(one -> new Enter(one.id()))
                .orElseGet(() -> new Refuse(RefusalCode.REFUSAL_CODE_DRAINING, "The server is restarting."));
    }

    private static CompletionStage<Decision> nowhere(List<InstancePool.Facts> mirrors) {
        return mirrors.stream().noneMatch(InstancePool.Facts::isOpen)
                ? refused(RefusalCode.REFUSAL_CODE_DRAINING, "The server is restarting.")
                : refused(RefusalCode.REFUSAL_CODE_VENUE_FULL, "This venue is full at the moment.");
    }

    private static CompletionStage<Decision> refused(RefusalCode code, String message) {
        return CompletableFuture.completedFuture(new Refuse(code, message));
    }

    /** The instance of that name, while it has room. */
    private Optional<InstancePool.Facts> named(List<InstancePool.Facts> mirrors, String id) {
        return mirrors.stream()
                .filter(one -> one.id().equals(id) && hasRoom(one, 1))
                .findFirst();
    }

    private Optional<InstancePool.Facts> fullest(List<InstancePool.Facts> mirrors, double share) {
        // The first of equals: whoever comes to an empty house goes where the others go.
        return mirrors.stream()
                .filter(one -> hasRoom(one, share))
                .max(Comparator.<InstancePool.Facts>comparingInt(this::expected)
                        .thenComparing(Comparator.comparingInt(mirrors::indexOf).reversed()));
    }

    private boolean hasRoom(InstancePool.Facts one, double share) {
        return one.isOpen() && expected(one) < Math.max(1, Math.floor(one.capacity() * share));
    }

    private int expected(InstancePool.Facts one) {
        return one.people() + visits(one.id()).onTheWay(nowMs.getAsLong());
    }

    private Visits visits(String instanceId) {
        return visits.computeIfAbsent(instanceId, id -> new Visits(nowMs.getAsLong()));
    }

    private Enter enter(String instanceId, Party party) {
        visits(instanceId).sent(nowMs.getAsLong());
        if (!party.partyId().isEmpty()) {
            parties.asMap().putIfAbsent(party, instanceId);
        }
        return new Enter(instanceId);
    }

    private synchronized Decision sentAfterOpening(Decision decision, Party party) {
        if (decision instanceof Enter enter) {
            String of = party.partyId().isEmpty() ? "" : parties.asMap().getOrDefault(party, "");
            // A friend may have been quicker.
            boolean together = pool.running().stream().anyMatch(one -> one.id().equals(of) && hasRoom(one, 1));
            return enter(together ? of : enter.instanceId(), party);
        }
        return decision;
    }

    /** One instance opens for all who come meanwhile. */
    private CompletableFuture<Decision> openFor(String venueId) {
        CompletableFuture<Decision> underWay = opening.get(venueId);
        if (underWay != null) {
            return underWay;
        }
        CompletableFuture<Decision> answer = new CompletableFuture<>();
        opening.put(venueId, answer);
        pool.open(venueId).whenComplete((id, failure) -> onOpened(venueId, id, failure, answer));
        return answer;
    }

    private void onOpened(
            String venueId, @Nullable String id, @Nullable Throwable failure, CompletableFuture<Decision> answer) {
        synchronized (this) {
            opening.remove(venueId);
            if (id != null) {
                openedForLoad.add(id);
                visits.put(id, new Visits(nowMs.getAsLong()));
                opened.increment();
            }
        }
        if (id != null) {
            answer.complete(new Enter(id));
        } else {
            LOG.warn("Another instance of {} could not be opened: {}", venueId, String.valueOf(failure));
            answer.complete(new Refuse(RefusalCode.REFUSAL_CODE_VENUE_FULL, "This venue is full at the moment."));
        }
    }

    /** Closes what was opened for load and has been empty for long enough; to be called now and then. */
    public synchronized void closeEmpty() {
        long now = nowMs.getAsLong();
        List<InstancePool.Facts> running = pool.running();
        Set<String> ids = new HashSet<>();
        running.forEach(one -> ids.add(one.id()));
        visits.keySet().retainAll(ids);
        openedForLoad.retainAll(ids);
        for (InstancePool.Facts one : running) {
            Visits of = visits(one.id());
            if (!one.isEmpty()) {
                of.emptySinceMs = now;
            }
        }
        for (Iterator<String> all = openedForLoad.iterator(); all.hasNext(); ) {
            String id = all.next();
            Visits of = visits(id);
            if (of.onTheWay(now) == 0 && now - of.emptySinceMs >= config.closeAfterMs()) {
                all.remove();
                visits.remove(id);
                closed.increment();
                pool.close(id);
            }
        }
    }
}
