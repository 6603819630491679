package org.parvis.server.identity;

/**
 * Tells what has been revoked, by this process or by another on the same database, within two seconds of the commit;
 * when the database was away, within two seconds of its return. Any thread.
 */
@FunctionalInterface
public interface Revocations {
    /**
     * Adds a listener.
     *
     * @param listener told of everything from now on, until the server ends
     */
    void subscribe(RevocationListener listener);
}
