package org.parvis.server.identity.revocation;

import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.parvis.server.identity.Revocation;
import org.parvis.server.identity.secret.Opaque;

/** Revocations as rows. Stateless; inside a transaction. */
public final class RevocationLog {
    private static final long KEPT_MS = 24L * 3_600_000;

    private RevocationLog() {}

    /** A revocation and the id of its row. */
    record Entry(String id, Revocation revocation) {}

    /**
     * Writes one down; it takes effect with the transaction.
     *
     * @param db the transaction
     * @param revocation what ended
     * @param nowMs the time
     */
    public static void append(Handle db, Revocation revocation, long nowMs) {
        db.execute(
                "insert into revocation (id, subject, subject_id, cause, venue_id, at_ms) values (?, ?, ?, ?, ?, ?)",
                Opaque.id("v_"),
                revocation.subject().text(),
                revocation.id(),
                revocation.cause().text(),
                revocation.venueId(),
                nowMs);
    }

    static List<Entry> since(Handle db, long fromMs) {
        return db.select(
                        "select id, subject, subject_id, cause, venue_id from revocation where at_ms >= ? order by at_ms",
                        fromMs)
                .map((row, ctx) -> new Entry(
                        row.getString("id"),
                        new Revocation(
                                Revocation.Subject.valueOf(
                                        row.getString("subject").toUpperCase(Locale.ROOT)),
                                row.getString("subject_id"),
                                Revocation.Cause.valueOf(row.getString("cause").toUpperCase(Locale.ROOT)),
                                row.getString("venue_id"))))
                .list();
    }

    /**
     * Forgets those that everybody has heard of.
     *
     * @param db the transaction
     * @param nowMs the time
     * @return how many
     */
    public static int prune(Handle db, long nowMs) {
        return db.execute("delete from revocation where at_ms < ?", nowMs - KEPT_MS);
    }
}
