package org.parvis.server.app;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Something that opens on a thread of its own while the start goes on with other things.
 *
 * @param <T> what is opened
 */
final class Opening<T> {
    private final FutureTask<T> task;

    private Opening(FutureTask<T> task) {
        this.task = task;
    }

    /** How it is opened. */
    interface Opener<T> {
        T open() throws StartException;
    }

    static <T> Opening<T> begin(String threadName, Opener<T> opener) {
        FutureTask<T> task = new FutureTask<>(opener::open);
        Thread thread = new Thread(task, threadName);
        thread.setDaemon(true);
        thread.start();
        return new Opening<>(task);
    }

    /** Waits until it is open. */
    T await() throws StartException {
        try {
            return task.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof StartException known) {
                throw known;
            }
            throw new IllegalStateException("Opening failed", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while opening", interrupted);
        }
    }
}
