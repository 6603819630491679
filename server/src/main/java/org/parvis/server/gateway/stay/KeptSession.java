package org.parvis.server.gateway.stay;

/** What the table of stays wants to know of a live session. Any thread. */
public interface KeptSession {
    /**
     * The session's id.
     *
     * @return 32 hexadecimal digits
     */
    String id();

    /**
     * Who stays, and how.
     *
     * @return what the session was begun with
     */
    SessionProfile profile();

    /**
     * Number of the token that continues the session.
     *
     * @return 1 or more, rising
     */
    int tokenNumber();

    /**
     * Since when nobody is connected.
     *
     * @return UTC milliseconds; 0 while somebody is
     */
    long detachedAtMs();

    /**
     * Highest id of the actions that were taken up.
     *
     * @return unsigned; 0 for none
     */
    long lastActionId();

    /**
     * Whether it was taken over from an earlier process and its person was not let in: then its token is given back.
     *
     * @return false once the person is or was in
     */
    boolean isUnusedReturn();

    /**
     * Whether the table knows of it.
     *
     * @return true after {@link #stored}
     */
    boolean isStored();

    /** The table knows of it. */
    void stored();
}
