package org.parvis.server.store;

/** An idempotency key came again with another request: the asker's mistake, HTTP 422. */
public final class IdempotencyConflict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Refuses a key.
     *
     * @param scope whose keys
     */
    IdempotencyConflict(String scope) {
        super("The idempotency key was used for another request before, in " + scope, null, false, false);
    }
}
