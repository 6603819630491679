package org.parvis.server.instance;

import java.util.ArrayDeque;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.parvis.server.instance.feature.ActionCall;
import org.parvis.server.instance.feature.ActionOutcome;
import org.parvis.server.instance.feature.FeatureHub;
import org.parvis.server.instance.feature.Later;
import org.parvis.server.instance.tick.TickState;

/**
 * Work under way outside of the tick. As many results are waited for as the mailbox has room set aside for, so none is
 * lost; whoever wants more is refused before anything is started. Tick thread only, except {@link #execute}.
 */
final class Completions implements Later {
    private static final int BUSY_RETRY_MS = 1_000;

    private final TickState state;
    private final Mailbox mailbox;
    private final FeatureHub features;
    private final Function<Throwable, ActionOutcome> failures;
    /** In the order in which they were started, which is that in which they are overdue. */
    private final ArrayDeque<Pending<?>> pending = new ArrayDeque<>();

    private volatile int underWay;

    /**
     * Nothing is under way yet.
     *
     * @param failures words a failure for the person who acted
     */
    Completions(TickState state, Mailbox mailbox, FeatureHub features, Function<Throwable, ActionOutcome> failures) {
        this.state = state;
        this.mailbox = mailbox;
        this.features = features;
        this.failures = failures;
    }

    @Override
    public <T> boolean whenDone(
            ActionCall call, Supplier<? extends CompletionStage<T>> work, Consumer<? super T> then) {
        Consumer<T> ifHere = result -> {
            if (call.visitor().isHere()
                    && !features.guard("going on with a result", () -> then.accept(result))
                    && !call.isAnswered()) {
                call.reply(ActionOutcome.internal());
            }
        };
        Consumer<Throwable> failed = failure -> {
            if (!call.isAnswered()) {
                call.reply(failure instanceof TimeoutException ? ActionOutcome.uncertain() : failures.apply(failure));
            }
        };
        boolean isStarted = whenDone(work, ifHere, failed);
        if (!isStarted) {
            call.reply(ActionOutcome.busy(BUSY_RETRY_MS));
        }
        return isStarted;
    }

    @Override
    // Only the tick thread writes the number of those under way.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public <T> boolean whenDone(
            Supplier<? extends CompletionStage<T>> work, Consumer<? super T> then, Consumer<Throwable> failed) {
        state.ownership().check();
        if (underWay >= MAX_UNDER_WAY) {
            return false;
        }
        underWay++;
        Pending<T> started = new Pending<>(state.timeMs() + PATIENCE_MS, then, failed);
        pending.add(started);
        CompletionStage<T> stage;
        try {
            stage = work.get();
        } catch (RuntimeException failure) {
            started.end(null, failure);
            return true;
        }
        stage.whenComplete((result, failure) -> {
            // Nobody waits for it any more once it is overdue, and its room is somebody else's.
            if (!started.ended) {
                mailbox.complete(() -> started.end(result, failure));
            }
        });
        return true;
    }

    @Override
    public boolean execute(Runnable task) {
        return mailbox.run(task);
    }

    /** Ends what has been under way for too long. */
    void endOverdue() {
        Pending<?> oldest = pending.peek();
        while (oldest != null && (oldest.ended || oldest.dueMs <= state.timeMs())) {
            pending.remove();
            if (!oldest.ended) {
                oldest.end(null, new TimeoutException("No result came within " + PATIENCE_MS + " ms"));
            }
            oldest = pending.peek();
        }
    }

    /** How much is under way. Any thread. */
    int underWay() {
        return underWay;
    }

    /** One piece of work. */
    private final class Pending<T> {
        private final long dueMs;
        private final Consumer<? super T> then;
        private final Consumer<Throwable> failed;
        private volatile boolean ended;

        Pending(long dueMs, Consumer<? super T> then, Consumer<Throwable> failed) {
            this.dueMs = dueMs;
            this.then = then;
            this.failed = failed;
        }

        @SuppressWarnings({"NonAtomicVolatileUpdate", "unchecked"}) // a result may be null where T allows it
        void end(@Nullable T result, @Nullable Throwable failure) {
            if (ended) {
                return;
            }
            ended = true;
            underWay--;
            if (failure == null) {
                features.guard("going on with a result", () -> then.accept((T) result));
            } else {
                Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
                features.guard("hearing of a failure", () -> failed.accept(cause));
            }
        }
    }
}
