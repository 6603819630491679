package org.parvis.server.store;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * One effect for one key, however often and however parallel it is asked for. The effect and its answer are committed
 * together, so a retry after a crash finds both or neither.
 *
 * <p>Inside a transaction of the {@link Store}, on its threads.
 */
public final class Idempotency {
    private static final long KEEP_MS = TimeUnit.DAYS.toMillis(2);
    private static final int FORGET_AT_ONCE = 1_000;

    private Idempotency() {}

    /**
     * Does the work the first time, and gives the same answer ever after.
     *
     * <p>The key is claimed before the work: a second transaction with the same key waits for the first one to end and
     * then finds its answer. When the work throws, the claim is rolled back with it.
     *
     * @param db the open transaction
     * @param scope whose keys, such as a person's id and an operation
     * @param key chosen by the asker
     * @param requestHash of all that makes the request this one
     * @param work with this transaction's handle
     * @return the first answer
     * @throws IdempotencyConflict if the key came with another request before
     */
    public static Answer once(Handle db, String scope, String key, String requestHash, Supplier<Answer> work) {
        return once(db, new Claim(scope, key, requestHash, KEEP_MS), work);
    }

    /**
     * Whose key, and for how long the answer is given again.
     *
     * @param scope whose keys, such as a person's id and an operation
     * @param key chosen by the asker
     * @param requestHash of all that makes the request this one
     * @param keepMs how long the answer is kept for whoever asks again, at most two days
     */
    public record Claim(String scope, String key, String requestHash, long keepMs) {}

    /**
     * Does the work the first time, and gives the same answer for a while.
     *
     * @param db the open transaction
     * @param claim whose key, and how long it holds
     * @param work with this transaction's handle
     * @return the first answer
     * @throws IdempotencyConflict if the key came with another request meanwhile
     */
    public static Answer once(Handle db, Claim claim, Supplier<Answer> work) {
        String scope = claim.scope();
        String key = claim.key();
        String requestHash = claim.requestHash();
        if (claim.keepMs() < KEEP_MS) {
            db.createUpdate("DELETE FROM idempotency WHERE scope = :scope AND key = :key AND at_ms < :before")
                    .bind("scope", scope)
                    .bind("key", key)
                    .bind("before", DbTime.nowMs(db) - claim.keepMs())
                    .execute();
        }
        int claimed = db.createUpdate("INSERT INTO idempotency (scope, key, request_hash, status, answer, at_ms)"
                        + " VALUES (:scope, :key, :hash, 0, '', :now) ON CONFLICT DO NOTHING")
                .bind("scope", scope)
                .bind("key", key)
                .bind("hash", requestHash)
                .bind("now", DbTime.nowMs(db))
                .execute();
        if (claimed == 0) {
            return repeated(db, scope, key, requestHash);
        }
        Answer answer = work.get();
        db.createUpdate("UPDATE idempotency SET status = :status, answer = :answer WHERE scope = :scope AND key = :key")
                .bind("status", answer.status())
                .bind("answer", answer.body())
                .bind("scope", scope)
                .bind("key", key)
                .execute();
        return answer;
    }

    private static Answer repeated(Handle db, String scope, String key, String requestHash) {
        Optional<Answer> answer = db.createQuery("SELECT status, answer FROM idempotency"
                        + " WHERE scope = :scope AND key = :key AND request_hash = :hash")
                .bind("scope", scope)
                .bind("key", key)
                .bind("hash", requestHash)
                .map((row, context) -> new Answer(row.getInt(1), row.getString(2)))
                .findOne();
        return answer.orElseThrow(() -> new IdempotencyConflict(scope));
    }

    /**
     * The chore that forgets answers nobody will ask for again: those older than two days.
     *
     * @param db the open transaction
     * @param nowMs UTC milliseconds
     * @return how many were forgotten
     */
    public static int tidy(Handle db, long nowMs) {
        return db.createUpdate("DELETE FROM idempotency WHERE (scope, key) IN"
                        + " (SELECT scope, key FROM idempotency WHERE at_ms < :before LIMIT :limit)")
                .bind("before", nowMs - KEEP_MS)
                .bind("limit", FORGET_AT_ONCE)
                .execute();
    }
}
