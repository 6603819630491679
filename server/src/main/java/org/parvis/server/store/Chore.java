package org.parvis.server.store;

import org.jdbi.v3.core.Handle;

/** Something to be tidied up now and then, a bounded piece at a time. */
@FunctionalInterface
public interface Chore {
    /**
     * Does a piece of it.
     *
     * @param db the open transaction
     * @param nowMs UTC milliseconds
     * @return how many rows went; 0 when nothing is left to do for now
     */
    int tidy(Handle db, long nowMs);
}
