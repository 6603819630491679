package org.parvis.server.store;

import org.jspecify.annotations.Nullable;

/**
 * The database did not do what was asked; nobody's mistake but to be tried again. What the asker did wrong is never
 * told by this exception.
 */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What is the matter. */
    public enum Kind {
        /** Too much waits already; nothing was done. */
        BUSY,
        /** The database cannot be reached, or its disk is full; nothing was done. */
        UNAVAILABLE,
        /** The connection broke during the commit: done or not, nobody knows before it is asked again. */
        UNCERTAIN
    }

    /**
     * Something to be tried again.
     *
     * @param kind what is the matter
     * @param message a sentence for the log
     * @param cause the database's own words, if it said any
     */
    public StoreException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /**
     * What is the matter.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }
}
