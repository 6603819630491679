package org.parvis.server.app;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A few threads for what would hold up an event loop: reading and compressing files, writing metrics.
 *
 * <p>At most {@value #QUEUE} tasks wait; more are rejected and counted, and their askers get a 503.
 */
final class Workers implements Executor, AutoCloseable {
    private static final int THREADS = 2;
    private static final int QUEUE = 256;

    private final ThreadPoolExecutor pool;
    private final Counter rejected;

    Workers(MeterRegistry metrics) {
        BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(QUEUE);
        pool = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, queue, new DefaultThreadFactory("worker", true));
        pool.allowCoreThreadTimeOut(true);
        Gauge.builder("parvis.workers.queued", queue, BlockingQueue::size).register(metrics);
        rejected = Counter.builder("parvis.workers.rejected").register(metrics);
    }

    @Override
    public void execute(Runnable task) {
        try {
            pool.execute(task);
        } catch (RejectedExecutionException full) {
            rejected.increment();
            throw full;
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
