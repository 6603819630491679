package org.parvis.server.store.audit;

import java.util.List;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.result.ResultIterator;
import org.parvis.server.store.DbTime;

/**
 * The audit log. A record is written in the transaction of what it tells of: both happen or neither.
 *
 * <p>Appending is serial by nature, since each entry holds the hash of the one before: fine for what staff do, not meant
 * for what every player does every second. Triggers of the database refuse changes and deletions; whoever gets round
 * them breaks the chain.
 *
 * <p>Inside a transaction of the store, on its threads.
 */
public final class AuditLog {
    private static final int READ_AHEAD = 1_000;
    private static final int MAX_PAGE = 1_000;
    private static final String COLUMNS = "seq, at_ms, actor, action, target, reason, detail, prev_hash, hash";
    private static final RowMapper<AuditEntry> ENTRY = (row, context) -> new AuditEntry(
            row.getLong(1),
            row.getLong(2),
            new AuditRecord(row.getString(3), row.getString(4), row.getString(5), row.getString(6), row.getString(7)),
            row.getString(8),
            row.getString(9));

    private AuditLog() {}

    /**
     * Adds a record.
     *
     * @param db the open transaction
     * @param said what happened
     * @return the entry it became
     */
    public static AuditEntry append(Handle db, AuditRecord said) {
        List<AuditEntry> last = page(db, Long.MAX_VALUE, 1);
        long seq = last.isEmpty() ? 1 : last.get(0).seq() + 1;
        String previousHash = last.isEmpty() ? EntryHash.NONE : last.get(0).hash();
        long nowMs = DbTime.nowMs(db);
        String hash = EntryHash.of(previousHash, seq, nowMs, said);
        db.createUpdate("INSERT INTO audit (" + COLUMNS + ")"
                        + " VALUES (:seq, :at, :actor, :action, :target, :reason, :detail, :previous, :hash)")
                .bind("seq", seq)
                .bind("at", nowMs)
                .bind("actor", said.actor())
                .bind("action", said.action())
                .bind("target", said.target())
                .bind("reason", said.reason())
                .bind("detail", said.detail())
                .bind("previous", previousHash)
                .bind("hash", hash)
                .execute();
        return new AuditEntry(seq, nowMs, said, previousHash, hash);
    }

    /**
     * Entries for reading, the newest first.
     *
     * @param db the open transaction
     * @param beforeSeq only older ones; {@link Long#MAX_VALUE} for the newest
     * @param limit at most so many, 1 to 1,000
     * @return fewer when there are no more
     */
    public static List<AuditEntry> page(Handle db, long beforeSeq, int limit) {
        return db.createQuery("SELECT " + COLUMNS + " FROM audit WHERE seq < :before ORDER BY seq DESC LIMIT :limit")
                .bind("before", beforeSeq)
                .bind("limit", Math.min(limit, MAX_PAGE))
                .map(ENTRY)
                .list();
    }

    /**
     * Entries about somebody or something, the newest first.
     *
     * @param db the open transaction
     * @param target as recorded
     * @param beforeSeq only older ones
     * @param limit at most so many, 1 to 1,000
     * @return fewer when there are no more
     */
    public static List<AuditEntry> about(Handle db, String target, long beforeSeq, int limit) {
        return db.createQuery("SELECT " + COLUMNS + " FROM audit WHERE target = :target AND seq < :before"
                        + " ORDER BY seq DESC LIMIT :limit")
                .bind("target", target)
                .bind("before", beforeSeq)
                .bind("limit", Math.min(limit, MAX_PAGE))
                .map(ENTRY)
                .list();
    }

    /**
     * Reads the whole log and computes every hash anew. Takes some seconds for a million entries.
     *
     * @param db an open transaction
     * @return where the chain breaks, if it does
     */
    public static AuditProof verify(Handle db) {
        long expected = 1;
        String previousHash = EntryHash.NONE;
        try (ResultIterator<AuditEntry> entries = db.createQuery("SELECT " + COLUMNS + " FROM audit ORDER BY seq")
                .setFetchSize(READ_AHEAD)
                .map(ENTRY)
                .iterator()) {
            while (entries.hasNext()) {
                AuditEntry entry = entries.next();
                if (entry.seq() != expected || !fits(entry, previousHash)) {
                    return new AuditProof(expected - 1, previousHash, OptionalLong.of(expected));
                }
                previousHash = entry.hash();
                expected++;
            }
        }
        return new AuditProof(expected - 1, previousHash, OptionalLong.empty());
    }

    private static boolean fits(AuditEntry entry, String previousHash) {
        return entry.previousHash().equals(previousHash)
                && entry.hash().equals(EntryHash.of(previousHash, entry.seq(), entry.atMs(), entry.said()));
    }
}
