package org.parvis.server.store.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads of a store: those that own connections, one that watches the time, one that tells outcomes. */
final class StoreThreads implements AutoCloseable {
    private static final long PATIENCE_MS = 2_500;

    private final ScheduledThreadPoolExecutor watch =
            new ScheduledThreadPoolExecutor(1, task -> daemon(task, "store-watch"));
    private final ExecutorService replies = Executors.newSingleThreadExecutor(task -> daemon(task, "store-reply"));
    private final List<Thread> workers = new ArrayList<>();
    private final List<Lane> lanes = new ArrayList<>();

    StoreThreads() {
        watch.setRemoveOnCancelPolicy(true);
    }

    ScheduledExecutorService watch() {
        return watch;
    }

    Executor replies() {
        return replies;
    }

    /** Starts a thread that serves a lane until it is drained. */
    void start(String name, Lane lane, Runnable worker) {
        Thread thread = daemon(worker, name);
        workers.add(thread);
        lanes.add(lane);
        thread.start();
    }

    /** Closes the lanes, waits a little until they are drained, then for nothing any more. */
    @Override
    public void close() {
        lanes.forEach(Lane::close);
        long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        for (Thread worker : workers) {
            joinUntil(worker, endNs);
        }
        lanes.forEach(Lane::refuseRest);
        replies.shutdown();
        watch.shutdownNow();
        try {
            replies.awaitTermination(Math.max(1, endNs - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private static void joinUntil(Thread worker, long endNs) {
        try {
            long leftMs = TimeUnit.NANOSECONDS.toMillis(endNs - System.nanoTime());
            worker.join(Math.max(1, leftMs));
            if (worker.isAlive()) {
                worker.interrupt();
            }
        } catch (InterruptedException hurried) {
            worker.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
