package org.parvis.server.store.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.parvis.server.store.StoreException;
import org.parvis.server.store.StoreException.Kind;
import org.parvis.server.store.Work;

/**
 * A piece of work on its way through the store.
 *
 * <p>Made by the asker, run by one thread of the store, given up by the thread that watches the time: whoever is first
 * to move the state decides, and the asker is answered once.
 *
 * @param <T> the outcome of its work
 */
final class Command<T> {
    private enum State {
        WAITING,
        RUNNING,
        ANSWERED
    }

    private final Work<T> work;
    private final Lane lane;
    private final long acceptedNs;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

    /** Found by the running thread, told by it or by a thread it hands the command to. */
    private @Nullable T found;

    private @Nullable Throwable failure;

    Command(Work<T> work, Lane lane, long acceptedNs) {
        this.work = work;
        this.lane = lane;
        this.acceptedNs = acceptedNs;
    }

    CompletableFuture<T> answer() {
        return answer;
    }

    /** Before anything is done for it: false when the asker was told to try again already. */
    boolean begin() {
        return state.compareAndSet(State.WAITING, State.RUNNING);
    }

    /** Whether the asker was answered; further tries are for nobody. */
    boolean isAnswered() {
        return state.get() == State.ANSWERED;
    }

    /** Runs the work in an open transaction and keeps what it found. Its errors must not end a thread of the store. */
    void run(Handle db) throws Exception {
        failure = null;
        try {
            found = work.run(db);
        } catch (Error broken) {
            throw new IllegalStateException("The work failed badly", broken);
        }
    }

    /** Keeps what went wrong, to be told later. */
    void failed(Throwable problem) {
        failure = problem;
    }

    /** Tells the asker what was kept. */
    void reply() {
        if (failure != null) {
            reply(failure);
        } else if (state.getAndSet(State.ANSWERED) != State.ANSWERED) {
            lane.metrics().done(acceptedNs);
            answer.complete(found);
        }
    }

    /** Tells the asker that it went wrong. */
    void reply(Throwable problem) {
        if (state.getAndSet(State.ANSWERED) != State.ANSWERED) {
            lane.metrics().failed(problem, acceptedNs);
            answer.completeExceptionally(problem);
        }
    }

    /** The asker has waited long enough. */
    void giveUp() {
        boolean running = state.get() == State.RUNNING;
        Kind kind = running ? lane.kindWhenRunning() : Kind.BUSY;
        String sentence = running ? "The database has not answered in time" : "Waited too long for the database";
        reply(new StoreException(kind, sentence, null));
    }
}
