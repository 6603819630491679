package org.parvis.server.identity.room;

import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.parvis.server.identity.revocation.RevocationLog;
import org.parvis.server.identity.secret.TokenKeys;
import org.parvis.server.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets what nobody needs any more, and keeps the keys young. On its own thread, {@code identity-housekeeping}.
 *
 * <p>A guest whose last login has expired can never come back, so nothing of such a guest is kept. Refresh tokens that
 * were used are kept for a week to recognise a copy by; an older copy is as useless, only less telling.
 */
public final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final long KEYS_EVERY_S = 5;
    private static final long SWEEP_EVERY_S = 3_600;
    private static final long FIRST_SWEEP_S = 60;
    private static final long USED_KEPT_MS = 7L * 24 * 3_600_000;
    private static final int AT_ONCE = 500;

    private final Store store;
    private final InstantSource clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "identity-housekeeping");
        made.setDaemon(true);
        return made;
    });

    Housekeeping(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    void start(TokenKeys keys) {
        thread.scheduleWithFixedDelay(keys::tend, KEYS_EVERY_S, KEYS_EVERY_S, TimeUnit.SECONDS);
        thread.scheduleWithFixedDelay(this::sweep, FIRST_SWEEP_S, SWEEP_EVERY_S, TimeUnit.SECONDS);
    }

    private void sweep() {
        store.write(db -> sweep(db, clock.millis())).whenComplete((guests, failure) -> {
            if (failure != null) {
                LOG.info("Nothing was swept, the next hour will do: {}", failure.toString());
            } else if (guests > 0) {
                LOG.info("{} guests who can never come back are forgotten", guests);
            }
        });
    }

    /** Bounded, since all others wait for the one writer meanwhile; what is left is for the next hour. */
    static int sweep(Handle db, long nowMs) {
        db.execute(
                """
                delete from refresh_token where hash in
                  (select hash from refresh_token where used_ms < ? limit ?)""",
                nowMs - USED_KEPT_MS,
                10 * AT_ONCE);
        int guests = db.execute(
                """
                delete from person where id in (select p.id from person p where p.kind = 'guest'
                  and not exists (select 1 from login_family f where f.person_id = p.id and f.ended_ms is null
                    and f.expires_ms > ?)
                  limit ?)""",
                nowMs,
                AT_ONCE);
        db.execute(
                """
                delete from login_family where id in
                  (select id from login_family where expires_ms < ? limit ?)""",
                nowMs,
                AT_ONCE);
        db.execute("delete from bootstrap_token where expires_ms < ?", nowMs);
        RevocationLog.prune(db, nowMs);
        return guests;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
