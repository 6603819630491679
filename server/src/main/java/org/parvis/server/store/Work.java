package org.parvis.server.store;

import org.jdbi.v3.core.Handle;

/**
 * What happens inside one transaction. May be run again when the database could not serialise it, so it touches nothing
 * but the handle and what it returns. Runs on a thread of the store.
 *
 * @param <T> what it finds out
 */
@FunctionalInterface
public interface Work<T> {
    /**
     * Reads and writes.
     *
     * @param db the open transaction; neither committed nor rolled back by the work, and not used after it
     * @return the outcome, seen by others only after the commit
     * @throws Exception anything rolls the transaction back and reaches the asker
     */
    T run(Handle db) throws Exception;
}
