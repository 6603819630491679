package org.parvis.server.store;

/** The database cannot be opened because of something its operator can mend; the message says what, in a line. */
public final class StoreOpenException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is in the way.
     *
     * @param message one line with the cure
     * @param cause the database's own words
     */
    public StoreOpenException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Says what is in the way.
     *
     * @param message one line with the cure
     */
    public StoreOpenException(String message) {
        super(message);
    }

    /** The message, which is never absent. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
