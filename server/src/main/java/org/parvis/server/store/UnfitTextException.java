package org.parvis.server.store;

/**
 * A text was to be stored or looked for that not every database can hold: it has a NUL (U+0000) or half a surrogate
 * pair. PostgreSQL would refuse the first with an error of its own, SQLite keep it, and both change the second, so the
 * store refuses both before the database sees them. The asker's mistake, HTTP 422; nothing of the transaction is done.
 */
public final class UnfitTextException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Refuses a text, which the message does not repeat. */
    public UnfitTextException() {
        super("A text holds a NUL or half a surrogate pair, which no text may", null, false, false);
    }
}
