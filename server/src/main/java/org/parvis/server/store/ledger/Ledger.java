package org.parvis.server.store.ledger;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.parvis.server.store.DbTime;
import org.parvis.server.store.RandomId;

/**
 * The ledger. Balances are sums of entries, never stored beside them, so they cannot disagree. Within one transaction a
 * balance that was read holds until the commit: transactions of the store are serializable.
 *
 * <p>Inside a transaction of the store, on its threads.
 */
public final class Ledger {
    private static final int MAX_PAGE = 1_000;

    private Ledger() {}

    /**
     * Records a movement, for ever.
     *
     * @param db the open transaction
     * @param posting balanced
     * @return its id
     */
    public static String post(Handle db, Posting posting) {
        String id = RandomId.next("pst_");
        db.createUpdate("INSERT INTO ledger_posting (id, kind, actor, reason, at_ms)"
                        + " VALUES (:id, :kind, :actor, :reason, :now)")
                .bind("id", id)
                .bind("kind", posting.kind())
                .bind("actor", posting.actor())
                .bind("reason", posting.reason())
                .bind("now", DbTime.nowMs(db))
                .execute();
        PreparedBatch lines =
                db.prepareBatch("INSERT INTO ledger_entry (posting_id, line, account, currency, amount_minor)"
                        + " VALUES (:id, :line, :account, :currency, :amount)");
        for (int line = 0; line < posting.entries().size(); line++) {
            LedgerEntry entry = posting.entries().get(line);
            lines.bind("id", id)
                    .bind("line", line)
                    .bind("account", entry.account())
                    .bind("currency", entry.currency())
                    .bind("amount", entry.amountMinor())
                    .add();
        }
        lines.execute();
        return id;
    }

    /**
     * What an account holds.
     *
     * @param db the open transaction
     * @param account its name
     * @param currency one of its currencies
     * @return minor units; 0 for an account nobody ever used
     */
    public static long balance(Handle db, String account, String currency) {
        return db.createQuery("SELECT CAST(COALESCE(SUM(amount_minor), 0) AS bigint) FROM ledger_entry"
                        + " WHERE account = :account AND currency = :currency")
                .bind("account", account)
                .bind("currency", currency)
                .mapTo(Long.class)
                .one();
    }

    /**
     * An account's history, the newest first.
     *
     * @param db the open transaction
     * @param account its name
     * @param limit at most so many, 1 to 1,000
     * @return fewer when there are no more
     */
    public static List<Statement> history(Handle db, String account, int limit) {
        return db.createQuery("SELECT p.id, p.kind, p.reason, p.at_ms, e.currency, e.amount_minor FROM ledger_entry e"
                        + " JOIN ledger_posting p ON p.id = e.posting_id WHERE e.account = :account"
                        + " ORDER BY p.at_ms DESC, p.id, e.line LIMIT :limit")
                .bind("account", account)
                .bind("limit", Math.min(limit, MAX_PAGE))
                .map((row, context) -> new Statement(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getString(5),
                        row.getLong(6)))
                .list();
    }

    /**
     * Postings that do not balance. There are none unless somebody wrote round this class.
     *
     * @param db the open transaction
     * @return ids, at most 100
     */
    public static List<String> unbalanced(Handle db) {
        return db.createQuery("SELECT posting_id FROM ledger_entry GROUP BY posting_id, currency"
                        + " HAVING SUM(amount_minor) <> 0 ORDER BY posting_id LIMIT 100")
                .mapTo(String.class)
                .list();
    }
}
