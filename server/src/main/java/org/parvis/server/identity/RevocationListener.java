package org.parvis.server.identity;

/** Told of revocations. Called on a thread of identity, one at a time; must not block. */
@FunctionalInterface
public interface RevocationListener {
    /**
     * Something ended. Told at least once: the same may come twice.
     *
     * @param revocation what
     */
    void onRevoked(Revocation revocation);
}
