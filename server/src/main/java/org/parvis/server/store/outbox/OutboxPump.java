package org.parvis.server.store.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.parvis.server.store.Store;
import org.parvis.server.store.StoreException;
import org.parvis.server.store.outbox.Deliveries.Claimed;
import org.parvis.server.store.outbox.Deliveries.Due;
import org.parvis.server.store.outbox.Deliveries.Tried;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries messages out of the outbox, at least once each.
 *
 * <p>One thread looks for work twice a second: it gives new messages their targets and starts a delivery for each target
 * that something is due for. At most {@value #DELIVERIES} targets are served at once, each by one thread, so a target
 * that hangs holds up nobody else until that many hang. Several processes may pump the same outbox.
 */
public final class OutboxPump implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxPump.class);
    private static final int DELIVERIES = 8;
    private static final long POLL_MS = 500;
    private static final long COUNT_EVERY_MS = 10_000;
    private static final long CLOSE_MS = 1_000;

    private final Store store;
    private final List<Carrier> carriers;
    private final OutboxMetrics metrics;
    private final Semaphore wake = new Semaphore(0);
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor deliveries = new ThreadPoolExecutor(
            0, DELIVERIES, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> daemon(task, "outbox-delivery"));
    private final Thread thread = daemon(this::run, "outbox");
    private volatile boolean closed;

    /**
     * Not yet at work.
     *
     * @param store with the outbox
     * @param carriers the ways out, with different prefixes
     * @param registry where deliveries are counted
     */
    public OutboxPump(Store store, List<Carrier> carriers, MeterRegistry registry) {
        this.store = store;
        this.carriers = List.copyOf(carriers);
        metrics = new OutboxMetrics(
                registry, carriers.stream().map(Carrier::prefix).toList());
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    /** There may be something to do: look now rather than at the next half second. Any thread. */
    public void wake() {
        wake.release();
    }

    private void run() {
        long countedNs = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(COUNT_EVERY_MS);
        try {
            while (!closed) {
                boolean more = poll();
                if (System.nanoTime() - countedNs >= TimeUnit.MILLISECONDS.toNanos(COUNT_EVERY_MS)) {
                    countedNs = System.nanoTime();
                    count();
                }
                if (!more && wake.tryAcquire(POLL_MS, TimeUnit.MILLISECONDS)) {
                    wake.drainPermits();
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does what there is to do; whether there is more at once. */
    private boolean poll() {
        try {
            Due due = store.read(Deliveries::due).join();
            boolean spread = due.unspread()
                    && store.write(db -> Deliveries.spread(db, carriers)).join() > 0;
            due.targets().forEach(this::startDelivery);
            return spread;
        } catch (CompletionException problem) {
            tellUnlessGone("look into the outbox", problem);
            return false;
        }
    }

    private void startDelivery(String target) {
        for (Carrier carrier : carriers) {
            if (target.startsWith(carrier.prefix() + ":") && busy.add(target)) {
                try {
                    deliveries.execute(() -> deliver(carrier, target));
                } catch (RejectedExecutionException allBusy) {
                    busy.remove(target);
                }
            }
        }
    }

    /** Delivers all that is due for a target, until it fails. */
    private void deliver(Carrier carrier, String target) {
        try {
            boolean goingWell = true;
            while (goingWell && !closed) {
                List<Claimed> claimed = store.write(db -> Deliveries.claim(db, target, carrier.batch()))
                        .join();
                List<Tried> tried = new ArrayList<>();
                for (Claimed one : claimed) {
                    tried.add(tryOnce(carrier, target, one));
                }
                settle(carrier, target, tried);
                goingWell = !tried.isEmpty()
                        && tried.stream().allMatch(one -> one.outcome().isTaken());
            }
        } catch (CompletionException problem) {
            tellUnlessGone("deliver to " + target, problem);
        } finally {
            busy.remove(target);
        }
    }

    private static Tried tryOnce(Carrier carrier, String target, Claimed claimed) {
        Outcome outcome;
        try {
            outcome = carrier.carry(target, claimed.message());
        } catch (Exception problem) {
            LOG.debug("{} did not take {}", target, claimed.message().id(), problem);
            outcome = Outcome.failed(problem.toString());
        }
        boolean over =
                !outcome.isTaken() && (outcome.gone() || carrier.backOff().isOver(claimed.attempts()));
        return new Tried(claimed, outcome, over);
    }

    private void settle(Carrier carrier, String target, List<Tried> tried) {
        if (tried.isEmpty()) {
            return;
        }
        store.write(db -> {
                    for (Tried one : tried) {
                        Deliveries.settle(db, target, one, carrier.backOff());
                        carrier.settled(db, target, one.outcome(), one.over());
                    }
                    return tried.size();
                })
                .join();
        for (Tried one : tried) {
            metrics.tried(carrier.prefix(), one.outcome().isTaken(), one.over());
            if (one.over()) {
                LOG.warn(
                        "Gave up bringing {} ({}) to {} after {} tries: {}",
                        one.claimed().message().id(),
                        one.claimed().message().type(),
                        target,
                        one.claimed().attempts(),
                        one.outcome().error().orElse(""));
            }
        }
    }

    private void count() {
        try {
            metrics.counted(store.read(Deliveries::counts).join());
        } catch (CompletionException problem) {
            tellUnlessGone("count the outbox", problem);
        }
    }

    /** A database that is away is told of elsewhere; whatever was claimed comes back when its lease ends. */
    private static void tellUnlessGone(String doing, CompletionException problem) {
        if (problem.getCause() instanceof StoreException gone) {
            LOG.debug("Cannot {} now: {}", doing, gone.getMessage());
        } else {
            LOG.error("Cannot {}", doing, problem);
        }
    }

    /** Begins nothing more and waits a little for what is on its way. */
    @Override
    public void close() {
        closed = true;
        wake.release();
        deliveries.shutdown();
        try {
            thread.join(CLOSE_MS);
            if (!deliveries.awaitTermination(CLOSE_MS, TimeUnit.MILLISECONDS)) {
                deliveries.shutdownNow();
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
