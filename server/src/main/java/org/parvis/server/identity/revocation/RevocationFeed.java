package org.parvis.server.identity.revocation;

import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.parvis.server.identity.RevocationListener;
import org.parvis.server.identity.Revocations;
import org.parvis.server.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads new revocations from the database and tells the listeners.
 *
 * <p>Idea: every process looks once a second, and at once when it has committed a revocation itself ({@link #nudge}).
 * Rows carry the clock of who wrote them and become visible when their transaction commits, so neither tells an order to
 * go by; each look therefore takes in a minute before the last one and leaves out the ids already told. That bears
 * clocks a minute apart and clocks that are set, in either direction.
 *
 * <p>Its own thread, {@code revocations}, reads and tells; the rest may be called by any.
 */
public final class RevocationFeed implements Revocations, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RevocationFeed.class);
    private static final long LOOK_EVERY_MS = 1_000;
    private static final long OVERLAP_MS = 60_000;
    private static final int REMEMBERED = 50_000;
    private static final long PATIENCE_S = 5;

    private final Store store;
    private final InstantSource clock;
    private final List<RevocationListener> listeners = new CopyOnWriteArrayList<>();
    private final Set<String> told = new LinkedHashSet<>();
    private final AtomicBoolean nudged = new AtomicBoolean();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "revocations");
        made.setDaemon(true);
        return made;
    });
    private long lookedMs;
    private boolean away;

    /**
     * A feed that looks from now on; call {@link #start}.
     *
     * @param store where revocations are
     * @param clock the time
     */
    public RevocationFeed(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        lookedMs = clock.millis();
    }

    /** Begins to look. */
    public void start() {
        thread.scheduleWithFixedDelay(this::look, LOOK_EVERY_MS, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void subscribe(RevocationListener listener) {
        listeners.add(listener);
    }

    /** Looks at once: this process has committed something. */
    public void nudge() {
        if (nudged.compareAndSet(false, true)) {
            try {
                thread.execute(this::look);
            } catch (RejectedExecutionException closed) {
                LOG.debug("Nobody is left to be told");
            }
        }
    }

    private void look() {
        nudged.set(false);
        long nowMs = clock.millis();
        long fromMs = Math.min(lookedMs, nowMs) - OVERLAP_MS;
        try {
            List<RevocationLog.Entry> entries =
                    store.read(db -> RevocationLog.since(db, fromMs)).get(PATIENCE_S, TimeUnit.SECONDS);
            entries.stream().filter(entry -> told.add(entry.id())).forEach(this::tell);
            lookedMs = nowMs;
            forgetOldest();
            away = false;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | CompletionException | TimeoutException failure) {
            if (!away) {
                LOG.warn(
                        "Revocations cannot be read; sessions hear of them when the database is back: {}",
                        failure.toString());
            }
            away = true;
        }
    }

    private void tell(RevocationLog.Entry entry) {
        for (RevocationListener listener : listeners) {
            try {
                listener.onRevoked(entry.revocation());
            } catch (RuntimeException fault) {
                LOG.error("A listener failed to hear of a revocation", fault);
            }
        }
    }

    private void forgetOldest() {
        int tooMany = told.size() - REMEMBERED;
        List<String> oldest = tooMany > 0 ? told.stream().limit(tooMany).toList() : List.of();
        oldest.forEach(told::remove);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
