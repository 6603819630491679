package org.parvis.server.gateway.stay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.parvis.server.identity.Revocation;
import org.parvis.server.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps in the store who stays where, so that people find their place again after a restart. What the store does not
 * take now, because it is away, is told again at the next round.
 *
 * <p>Any thread; the work itself on the store's threads, one round after the other.
 */
public final class StayBook {
    private static final Logger LOG = LoggerFactory.getLogger(StayBook.class);
    private static final long ALIVE_EVERY_MS = 5_000;
    /** Rows of those who left that wait for a store that is away; beyond, the rows go when they are too old. */
    private static final int MAX_ENDED = 20_000;

    private final Store store;
    private final LiveSessions sessions;
    private final LongSupplier utcMs;
    private final long windowMs;
    private final Set<KeptSession> changed = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<String> ended = new ConcurrentLinkedQueue<>();
    private final AtomicInteger endedSize = new AtomicInteger();
    private final LongAdder forgone = new LongAdder();
    private final AtomicInteger failures = new AtomicInteger();
    private final CompletableFuture<Void> ready;
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
    private long aliveMs;

    /**
     * Opens the book; what an earlier process left in it counts from when that process was last alive.
     *
     * @param store where
     * @param sessions who stays at present
     * @param utcMs UTC milliseconds
     * @param windowMs how long somebody may be away
     */
    public StayBook(Store store, LiveSessions sessions, LongSupplier utcMs, long windowMs) {
        this.store = store;
        this.sessions = sessions;
        this.utcMs = utcMs;
        this.windowMs = windowMs;
        long nowMs = utcMs.getAsLong();
        ready = store.write(db -> {
                    StayTable.connectionsLost(db, nowMs);
                    StayTable.forgetBefore(db, nowMs - windowMs);
                    return true;
                })
                .handle((nothing, failure) -> {
                    if (failure != null) {
                        LOG.warn("The stays of before cannot be read: {}", failure.toString());
                    }
                    return null;
                });
    }

    /** The sessions that live in this process. Any thread. */
    public interface LiveSessions {
        /**
         * The live session of an id.
         *
         * @param id of the session
         * @return null when it has ended
         */
        @Nullable
        KeptSession find(String id);

        /**
         * How many live.
         *
         * @return 0 or more
         */
        int size();
    }

    /**
     * A session's token, connection or actions changed.
     *
     * @param session which
     */
    public void changed(KeptSession session) {
        changed.add(session);
    }

    /**
     * A session is over.
     *
     * @param session which
     */
    public void ended(KeptSession session) {
        changed.remove(session);
        if (session.isUnusedReturn()) {
            giveBack(session.id(), session.tokenNumber() - 1);
        } else {
            forget(session.id());
        }
    }

    /**
     * Has a stay forgotten: nobody may come back to it.
     *
     * @param sessionId of the session
     */
    public void forget(String sessionId) {
        if (endedSize.get() >= MAX_ENDED) {
            forgone.increment();
            return;
        }
        endedSize.incrementAndGet();
        ended.add(sessionId);
    }

    /**
     * Has all stays of a person forgotten, or those that began with one sign-in, at once.
     *
     * @param revocation whose, and where
     */
    public void forget(Revocation revocation) {
        store.write(db -> {
                    StayTable.forget(db, revocation);
                    return true;
                })
                .exceptionally(failure -> {
                    // Whoever comes back is looked up all the same.
                    LOG.warn("The stays of somebody whose right ended are kept: {}", failure.toString());
                    return false;
                });
    }

    /**
     * Rows that wait to be removed.
     *
     * @return 0 to 20,000
     */
    public int waiting() {
        return endedSize.get();
    }

    /**
     * Rows that were left to age because too many waited.
     *
     * @return since the start
     */
    public long forgone() {
        return forgone.sum();
    }

    /**
     * Who was turned away for a passing reason tries the same token again.
     *
     * @param sessionId of the session that was claimed
     * @param tokenNumber of the token it was claimed with
     */
    public void giveBack(String sessionId, int tokenNumber) {
        long nowMs = utcMs.getAsLong();
        store.write(db -> {
                    StayTable.giveBack(db, sessionId, tokenNumber, nowMs);
                    return true;
                })
                .exceptionally(failure -> {
                    LOG.warn("A token could not be given back: {}", failure.toString());
                    return false;
                });
    }

    /**
     * Takes over a session that no process knows any more. The token's number is used up by that, for everybody.
     *
     * @param token a genuine one
     * @param personId who comes; empty when that is not known
     * @return the stay; empty when the token is used, too old, or another person's
     */
    public CompletableFuture<Optional<Stay>> claim(ResumeTokens.Token token, String personId) {
        long sinceMs = utcMs.getAsLong() - windowMs;
        return ready.thenCompose(nothing -> store.write(db -> StayTable.claim(db, token, personId, sinceMs)));
    }

    /** Rounds that failed one after the other. */
    int failures() {
        return failures.get();
    }

    /**
     * Writes down a sheet and whatever else changed, after the rounds before.
     *
     * @param sheet given back when it is done
     * @return when it is done, well or not
     */
    public CompletableFuture<Void> note(PlaceSheet sheet) {
        List<KeptSession> altered = new ArrayList<>(changed);
        changed.removeAll(altered);
        List<String> gone = new ArrayList<>();
        for (String id = ended.poll(); id != null; id = ended.poll()) {
            gone.add(id);
            endedSize.decrementAndGet();
        }
        Round round = new Round(sheet, altered, gone, utcMs.getAsLong());
        synchronized (this) {
            boolean beat = sessions.size() > 0 && Math.abs(round.atMs() - aliveMs) >= ALIVE_EVERY_MS;
            if (round.isEmpty() && !beat) {
                sheet.done(false);
                return last;
            }
            aliveMs = round.atMs();
            last = last.thenCompose(nothing -> store.write(db -> write(db, round)))
                    .handle((stored, failure) -> after(round, stored, failure));
            return last;
        }
    }

    private List<KeptSession> write(Handle db, Round round) {
        List<KeptSession> fresh = new ArrayList<>();
        try (StayTable.Rows rows = new StayTable.Rows(db)) {
            PlaceSheet sheet = round.sheet();
            for (int row = 0; row < sheet.size(); row++) {
                KeptSession session = sessions.find(sheet.session(row));
                if (session == null) {
                    continue;
                }
                if (session.isStored()) {
                    rows.moved(sheet, row);
                } else {
                    rows.began(session, sheet, row);
                    fresh.add(session);
                }
            }
            round.altered().stream().filter(KeptSession::isStored).forEach(rows::altered);
            round.gone().forEach(rows::gone);
            rows.send();
        }
        StayTable.alive(db, round.atMs());
        return fresh;
    }

    private @Nullable Void after(Round round, @Nullable List<KeptSession> fresh, @Nullable Throwable failure) {
        if (fresh != null && failure == null) {
            fresh.forEach(KeptSession::stored);
            failures.set(0);
        } else {
            // A session that is not stored yet comes again whole, with the next sheet.
            changed.addAll(round.altered());
            round.gone().forEach(this::forget);
            if (failures.getAndIncrement() == 0) {
                LOG.warn("Places cannot be stored at present, and will be told again: {}", String.valueOf(failure));
            }
        }
        round.sheet().done(failure != null);
        return null;
    }

    private record Round(PlaceSheet sheet, List<KeptSession> altered, List<String> gone, long atMs) {
        boolean isEmpty() {
            return sheet.size() == 0 && altered.isEmpty() && gone.isEmpty();
        }
    }
}
