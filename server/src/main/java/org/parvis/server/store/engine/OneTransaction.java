package org.parvis.server.store.engine;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.transaction.TransactionHandler;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * Tells handles that a transaction is open and not theirs to end. A nested transaction simply takes part in it, on both
 * databases alike.
 */
final class OneTransaction implements TransactionHandler {
    private static final String NOT_YOURS = "The store ends the transaction; throw an exception to undo it";

    @Override
    public void begin(Handle handle) {
        // It has begun already.
    }

    @Override
    public void commit(Handle handle) {
        throw new IllegalStateException(NOT_YOURS);
    }

    @Override
    public void rollback(Handle handle) {
        throw new IllegalStateException(NOT_YOURS);
    }

    @Override
    public boolean isInTransaction(Handle handle) {
        return true;
    }

    @Override
    public void savepoint(Handle handle, String name) {
        throw new IllegalStateException(NOT_YOURS);
    }

    @Override
    public void rollbackToSavepoint(Handle handle, String name) {
        throw new IllegalStateException(NOT_YOURS);
    }

    @Override
    public void releaseSavepoint(Handle handle, String name) {
        throw new IllegalStateException(NOT_YOURS);
    }

    @Override
    public <R, X extends Exception> R inTransaction(Handle handle, HandleCallback<R, X> callback) throws X {
        return callback.withHandle(handle);
    }

    @Override
    public <R, X extends Exception> R inTransaction(
            Handle handle, TransactionIsolationLevel level, HandleCallback<R, X> callback) throws X {
        return callback.withHandle(handle);
    }
}
