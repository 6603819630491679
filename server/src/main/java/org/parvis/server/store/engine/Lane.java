package org.parvis.server.store.engine;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.parvis.server.store.StoreException;
import org.parvis.server.store.StoreException.Kind;
import org.parvis.server.store.Work;

/**
 * The queue before the threads of the store: commands wait here in order, at most {@value #BOUND}, each at most the
 * patience. More are refused at once as busy.
 *
 * <p>Any thread puts in; the threads of the store take out.
 */
final class Lane {
    static final int BOUND = 4_096;

    private static final String CLOSED = "The store is closed";

    private final BlockingQueue<Command<?>> waiting = new ArrayBlockingQueue<>(BOUND);
    private final Kind kindWhenRunning;
    private final long patienceMs;
    private final ScheduledExecutorService watch;
    private final LaneMetrics metrics;
    private volatile boolean closed;
    private volatile @Nullable StoreException outage;
    private volatile long outageEndNs;

    /**
     * An open lane.
     *
     * @param kindWhenRunning what is told when patience ends while the command runs
     * @param watch gives up for those who wait too long; outlives the lane
     */
    Lane(Kind kindWhenRunning, long patienceMs, ScheduledExecutorService watch, StoreMetrics metrics) {
        this.kindWhenRunning = kindWhenRunning;
        this.patienceMs = patienceMs;
        this.watch = watch;
        this.metrics = metrics.lane(kindWhenRunning == Kind.UNCERTAIN ? "write" : "read", waiting);
    }

    <T> CompletableFuture<T> accept(Work<T> work) {
        Command<T> command = new Command<>(work, this, System.nanoTime());
        StoreException known = closed ? new StoreException(Kind.UNAVAILABLE, CLOSED, null) : knownOutage();
        if (known != null) {
            command.reply(known);
        } else if (!waiting.offer(command)) {
            command.reply(new StoreException(Kind.BUSY, BOUND + " commands wait for the database already", null));
        } else {
            watch(command);
        }
        return command.answer();
    }

    private void watch(Command<?> command) {
        Future<?> end = watch.schedule(command::giveUp, patienceMs, TimeUnit.MILLISECONDS);
        command.answer().whenComplete((found, problem) -> end.cancel(false));
        // Closed between the look and the offer: nobody may come to take it any more.
        if (closed && waiting.remove(command)) {
            command.reply(new StoreException(Kind.UNAVAILABLE, CLOSED, null));
        }
    }

    /** The next command, whose asker may have given up; null when none came within {@code waitMs}. */
    @Nullable
    Command<?> next(long waitMs) throws InterruptedException {
        return waiting.poll(waitMs, TimeUnit.MILLISECONDS);
    }

    /** The next command that somebody still waits for, begun; null when none is there. */
    @Nullable
    Command<?> beginNext() {
        Command<?> command = waiting.poll();
        while (command != null && !command.begin()) {
            command = waiting.poll();
        }
        return command;
    }

    /** Takes no more; those waiting are still served. */
    void close() {
        closed = true;
    }

    boolean isDrained() {
        return closed && waiting.isEmpty();
    }

    /** Refuses all that wait, and for a while all that come: the database is known not to answer. */
    void refuseFor(long ms, StoreException problem) {
        outageEndNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        outage = problem;
        refuseWaiting(problem);
    }

    /** The database answers again. */
    void welcome() {
        outage = null;
    }

    /** Refuses all that nobody came to serve before the store closed. */
    void refuseRest() {
        refuseWaiting(new StoreException(Kind.UNAVAILABLE, CLOSED, null));
    }

    private void refuseWaiting(StoreException problem) {
        Command<?> command = waiting.poll();
        while (command != null) {
            command.reply(problem);
            command = waiting.poll();
        }
    }

    private @Nullable StoreException knownOutage() {
        StoreException problem = outage;
        return problem != null && System.nanoTime() - outageEndNs < 0 ? problem : null;
    }

    Kind kindWhenRunning() {
        return kindWhenRunning;
    }

    LaneMetrics metrics() {
        return metrics;
    }
}
