package org.parvis.server.store.outbox;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.parvis.server.store.DbTime;
import org.parvis.server.store.RandomId;

/** Where messages are put, and where those nobody took are looked after. Inside a transaction of the store. */
public final class Outbox {
    /** A webhook's whole body stays below 20 kB. */
    public static final int MAX_PAYLOAD_BYTES = 16_384;

    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)+");
    private static final int MAX_PAGE = 1_000;
    private static final long KEEP_MS = TimeUnit.DAYS.toMillis(7);
    private static final long KEEP_DEAD_MS = TimeUnit.DAYS.toMillis(30);

    private Outbox() {}

    /**
     * Adds a message; it leaves after the commit, and not at all when the transaction is undone.
     *
     * @param db the open transaction
     * @param type dotted lower-case words
     * @param json an object, at most {@value #MAX_PAYLOAD_BYTES} bytes in UTF-8; ids rather than people's data
     * @return the message's id
     */
    public static String add(Handle db, String type, String json) {
        if (!TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException("Not a message type: " + type);
        }
        boolean isObject = json.startsWith("{") && json.endsWith("}");
        if (!isObject || json.getBytes(StandardCharsets.UTF_8).length > MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException("The payload of " + type + " is no JSON object or too large");
        }
        String id = RandomId.next("msg_");
        db.createUpdate("INSERT INTO outbox (id, type, payload, created_ms) VALUES (:id, :type, :payload, :now)")
                .bind("id", id)
                .bind("type", type)
                .bind("payload", json)
                .bind("now", DbTime.nowMs(db))
                .execute();
        return id;
    }

    /**
     * Deliveries that were given up, the latest first.
     *
     * @param db the open transaction
     * @param limit at most so many, 1 to 1,000
     * @return for the operator to look at
     */
    public static List<DeadLetter> dead(Handle db, int limit) {
        return db.createQuery(
                        "SELECT o.id, o.type, d.target, d.attempts, d.last_error, d.dead_ms FROM outbox_delivery d"
                                + " JOIN outbox o ON o.seq = d.outbox_seq WHERE d.dead_ms IS NOT NULL"
                                + " ORDER BY d.dead_ms DESC, o.seq DESC, d.target LIMIT :limit")
                .bind("limit", Math.min(limit, MAX_PAGE))
                .map((row, context) -> new DeadLetter(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getString(5),
                        row.getLong(6)))
                .list();
    }

    /**
     * Starts a delivery that was given up all over again.
     *
     * @param db the open transaction
     * @param messageId of the letter
     * @param target of the letter
     * @return false when there is no such dead letter
     */
    public static boolean retry(Handle db, String messageId, String target) {
        return db.createUpdate("UPDATE outbox_delivery SET dead_ms = NULL, attempts = 0, next_ms = 0"
                                + " WHERE dead_ms IS NOT NULL AND target = :target"
                                + " AND outbox_seq = (SELECT seq FROM outbox WHERE id = :id)")
                        .bind("id", messageId)
                        .bind("target", target)
                        .execute()
                > 0;
    }

    /**
     * Starts all that was given up for a target over again, such as after its endpoint was mended.
     *
     * @param db the open transaction
     * @param target of the letters
     * @return how many
     */
    public static int retryAll(Handle db, String target) {
        return db.createUpdate("UPDATE outbox_delivery SET dead_ms = NULL, attempts = 0, next_ms = 0"
                        + " WHERE dead_ms IS NOT NULL AND target = :target")
                .bind("target", target)
                .execute();
    }

    /**
     * Gives up all that still waits for a target, because it will take nothing any more.
     *
     * @param db the open transaction
     * @param target whole name
     * @param why for the operator, in a line
     * @return how many deliveries
     */
    public static int giveUpAll(Handle db, String target, String why) {
        return db.createUpdate("UPDATE outbox_delivery SET dead_ms = :now, last_error = :why"
                        + " WHERE target = :target AND delivered_ms IS NULL AND dead_ms IS NULL")
                .bind("now", DbTime.nowMs(db))
                .bind("why", why)
                .bind("target", target)
                .execute();
    }

    /**
     * The chore that forgets messages: a week after all had them, a month after they were given up.
     *
     * @param db the open transaction
     * @param nowMs UTC milliseconds
     * @return how many went
     */
    public static int tidy(Handle db, long nowMs) {
        return Deliveries.forget(db, nowMs - KEEP_MS, nowMs - KEEP_DEAD_MS);
    }

    /**
     * How much is on its way.
     *
     * @param db the open transaction
     * @return deliveries waiting, among them those to be tried again
     */
    public static long waiting(Handle db) {
        return Deliveries.counts(db).waiting();
    }
}
