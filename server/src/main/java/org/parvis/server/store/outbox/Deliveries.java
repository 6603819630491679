package org.parvis.server.store.outbox;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.parvis.server.store.DbTime;

/**
 * The rows that say which message goes to whom and how far it came. Inside a transaction of the store.
 *
 * <p>A claim is a lease: the next time is moved past the longest try, so another process leaves the message alone, and a
 * process that died gives it back by doing nothing.
 */
final class Deliveries {
    /** Longer than any single try. */
    static final long LEASE_MS = 60_000;

    private static final int SPREAD_AT_ONCE = 200;
    private static final int FORGET_AT_ONCE = 500;
    private static final String OPEN = "delivered_ms IS NULL AND dead_ms IS NULL";

    /**
     * What is to do.
     *
     * @param unspread whether messages wait to be given targets
     * @param targets for whom something is due
     */
    record Due(boolean unspread, List<String> targets) {}

    /**
     * A message claimed for a target.
     *
     * @param seq its number
     * @param attempts with the one it was claimed for
     */
    record Claimed(long seq, long attempts, OutboxMessage message) {}

    /**
     * How the try of a claimed message went.
     *
     * @param over whether it was the last
     */
    record Tried(Claimed claimed, Outcome outcome, boolean over) {}

    /**
     * For the operator.
     *
     * @param waiting deliveries not yet made
     * @param dead deliveries given up
     */
    record Counts(long waiting, long dead) {}

    private Deliveries() {}

    static Due due(Handle db) {
        boolean unspread =
                db.createQuery("SELECT COUNT(*) FROM (SELECT 1 FROM outbox WHERE spread_ms IS NULL LIMIT 1) u")
                                .mapTo(Integer.class)
                                .one()
                        > 0;
        List<String> targets = db.createQuery(
                        "SELECT DISTINCT target FROM outbox_delivery WHERE " + OPEN + " AND next_ms <= :now")
                .bind("now", DbTime.nowMs(db))
                .mapTo(String.class)
                .list();
        return new Due(unspread, targets);
    }

    /** Gives new messages their targets; how many it were. */
    static int spread(Handle db, List<Carrier> carriers) {
        List<Unspread> messages = db.createQuery(
                        "SELECT seq, type FROM outbox WHERE spread_ms IS NULL ORDER BY seq LIMIT :limit")
                .bind("limit", SPREAD_AT_ONCE)
                .map((row, context) -> new Unspread(row.getLong(1), row.getString(2)))
                .list();
        if (messages.isEmpty()) {
            return 0;
        }
        PreparedBatch rows =
                db.prepareBatch("INSERT INTO outbox_delivery (outbox_seq, target, next_ms) VALUES (:seq, :target, 0)");
        PreparedBatch done = db.prepareBatch("UPDATE outbox SET spread_ms = :now WHERE seq = :seq");
        long nowMs = DbTime.nowMs(db);
        for (Unspread message : messages) {
            for (Carrier carrier : carriers) {
                carrier.targets(db, message.type())
                        .forEach(target -> rows.bind("seq", message.seq())
                                .bind("target", target)
                                .add());
            }
            done.bind("now", nowMs).bind("seq", message.seq()).add();
        }
        if (rows.size() > 0) {
            rows.execute();
        }
        done.execute();
        return messages.size();
    }

    private record Unspread(long seq, String type) {}

    /** Leases what is due for a target, the oldest first. */
    static List<Claimed> claim(Handle db, String target, int limit) {
        long nowMs = DbTime.nowMs(db);
        List<Claimed> due = db.createQuery("SELECT o.seq, d.attempts + 1, o.id, o.type, o.payload, o.created_ms"
                        + " FROM outbox_delivery d JOIN outbox o ON o.seq = d.outbox_seq WHERE d.target = :target"
                        + " AND d.delivered_ms IS NULL AND d.dead_ms IS NULL AND d.next_ms <= :now"
                        + " ORDER BY o.seq LIMIT :limit")
                .bind("target", target)
                .bind("now", nowMs)
                .bind("limit", limit)
                .map((row, context) -> new Claimed(
                        row.getLong(1),
                        row.getLong(2),
                        new OutboxMessage(row.getString(3), row.getString(4), row.getString(5), row.getLong(6))))
                .list();
        for (Claimed claimed : due) {
            db.createUpdate("UPDATE outbox_delivery SET attempts = :attempts, next_ms = :lease"
                            + " WHERE outbox_seq = :seq AND target = :target")
                    .bind("attempts", claimed.attempts())
                    .bind("lease", nowMs + LEASE_MS)
                    .bind("seq", claimed.seq())
                    .bind("target", target)
                    .execute();
        }
        return due;
    }

    /** Writes down how a try went: taken, to be tried again, or given up. */
    static void settle(Handle db, String target, Tried tried, BackOff backOff) {
        long nowMs = DbTime.nowMs(db);
        Claimed claimed = tried.claimed();
        boolean taken = tried.outcome().isTaken();
        String change = taken
                ? "delivered_ms = :now, last_error = :error"
                : tried.over() ? "dead_ms = :now, last_error = :error" : "next_ms = :now, last_error = :error";
        long atMs = taken || tried.over() ? nowMs : nowMs + backOff.pauseMs(claimed.attempts());
        db.createUpdate("UPDATE outbox_delivery SET " + change + " WHERE outbox_seq = :seq AND target = :target AND "
                        + OPEN)
                .bind("now", atMs)
                .bind("error", tried.outcome().error().orElse(""))
                .bind("seq", claimed.seq())
                .bind("target", target)
                .execute();
    }

    static Counts counts(Handle db) {
        long waiting = count(db, OPEN);
        return new Counts(waiting, count(db, "dead_ms IS NOT NULL"));
    }

    private static long count(Handle db, String which) {
        return db.createQuery("SELECT COUNT(*) FROM outbox_delivery WHERE " + which)
                .mapTo(Long.class)
                .one();
    }

    /** Removes messages spread before a time that nobody waits for; those given up stay until they are that old too. */
    static int forget(Handle db, long beforeMs, long deadBeforeMs) {
        return db.createUpdate("DELETE FROM outbox WHERE seq IN (SELECT o.seq FROM outbox o WHERE o.spread_ms < :before"
                        + " AND NOT EXISTS (SELECT 1 FROM outbox_delivery d WHERE d.outbox_seq = o.seq"
                        + " AND d.delivered_ms IS NULL AND (d.dead_ms IS NULL OR d.dead_ms >= :dead))"
                        + " ORDER BY o.seq LIMIT :limit)")
                .bind("before", beforeMs)
                .bind("dead", deadBeforeMs)
                .bind("limit", FORGET_AT_ONCE)
                .execute();
    }
}
