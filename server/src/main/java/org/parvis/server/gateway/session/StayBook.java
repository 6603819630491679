package org.parvis.server.gateway.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.parvis.server.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps in the store who stays where, so that people find their place again after a restart. What the store does not
 * take now, because it is away, is told again at the next round.
 *
 * <p>Any thread; the work itself on the store's threads, one round after the other.
 */
final class StayBook {
    private static final Logger LOG = LoggerFactory.getLogger(StayBook.class);
    private static final long ALIVE_EVERY_MS = 5_000;
    private static final int MOST_ENDED = 50_000;

    private final Store store;
    private final Sessions sessions;
    private final LongSupplier utcMs;
    private final long windowMs;
    private final Set<Session> changed = ConcurrentHashMap.newKeySet();

    /**
     * Ended while the store was away, at most {@value #MOST_ENDED}. Beyond that they are forgotten here, and their rows
     * go when the window of everybody who is away ends.
     */
    private final Queue<String> ended = new LinkedBlockingQueue<>(MOST_ENDED);

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
    StayBook(Store store, Sessions sessions, LongSupplier utcMs, long windowMs) {
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
        sessions.onForgotten(this::ended);
    }

    /** A session's token or connection changed. */
    void changed(Session session) {
        changed.add(session);
    }

    private void ended(Session session) {
        changed.remove(session);
        if (session.isRestored() && session.avatar() == 0) {
            giveBack(session);
        } else {
            ended.offer(session.id());
        }
    }

    /** Who was turned away for a passing reason tries the same token again. */
    private void giveBack(Session session) {
        long nowMs = utcMs.getAsLong();
        store.write(db -> {
                    StayTable.giveBack(db, session.id(), session.number() - 1, nowMs);
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
    CompletableFuture<Optional<Stay>> claim(ResumeTokens.Token token, String personId) {
        long sinceMs = utcMs.getAsLong() - windowMs;
        return ready.thenCompose(nothing -> store.write(db -> StayTable.claim(db, token, personId, sinceMs)));
    }

    /** Ends of sessions that are not in the store yet. */
    int waiting() {
        return ended.size();
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
    CompletableFuture<Void> note(PlaceSheet sheet) {
        List<Session> altered = new ArrayList<>(changed);
        changed.removeAll(altered);
        List<String> gone = new ArrayList<>();
        for (String id = ended.poll(); id != null; id = ended.poll()) {
            gone.add(id);
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

    private List<Session> write(Handle db, Round round) {
        List<Session> fresh = new ArrayList<>();
        try (StayTable.Rows rows = new StayTable.Rows(db)) {
            PlaceSheet sheet = round.sheet();
            for (int row = 0; row < sheet.size(); row++) {
                Session session = sessions.find(sheet.session(row));
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
            round.altered().stream().filter(Session::isStored).forEach(rows::altered);
            round.gone().forEach(rows::gone);
            rows.send();
        }
        StayTable.alive(db, round.atMs());
        return fresh;
    }

    private @Nullable Void after(Round round, @Nullable List<Session> fresh, @Nullable Throwable failure) {
        if (fresh != null && failure == null) {
            fresh.forEach(Session::stored);
            failures.set(0);
        } else {
            // A session that is not stored yet comes again whole, with the next sheet.
            changed.addAll(round.altered());
            round.gone().forEach(ended::offer);
            if (failures.getAndIncrement() == 0) {
                LOG.warn("Places cannot be stored at present, and will be told again: {}", String.valueOf(failure));
            }
        }
        round.sheet().done(failure != null);
        return null;
    }

    private record Round(PlaceSheet sheet, List<Session> altered, List<String> gone, long atMs) {
        boolean isEmpty() {
            return sheet.size() == 0 && altered.isEmpty() && gone.isEmpty();
        }
    }
}
