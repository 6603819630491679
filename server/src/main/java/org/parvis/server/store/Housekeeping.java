package org.parvis.server.store;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does chores in the background: each every hour, the first time some minutes after the start. A chore that cannot be
 * done now is done an hour later.
 *
 * <p>A thread of its own, which waits for the store.
 */
public final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final long FIRST_MINUTES = 5;
    private static final long EVERY_MINUTES = 60;
    private static final int MOST_PIECES = 100;

    private final Store store;
    private final List<Chore> chores;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread tidy = new Thread(task, "store-tidy");
        tidy.setDaemon(true);
        return tidy;
    });

    /**
     * Not yet at work.
     *
     * @param store where the chores are
     * @param chores one after the other
     */
    public Housekeeping(Store store, List<Chore> chores) {
        this.store = store;
        this.chores = List.copyOf(chores);
    }

    /** Begins. */
    public void start() {
        thread.scheduleWithFixedDelay(this::run, FIRST_MINUTES, EVERY_MINUTES, TimeUnit.MINUTES);
    }

    /** Does all chores now, on the caller's thread. */
    void run() {
        for (Chore chore : chores) {
            try {
                run(chore);
            } catch (RuntimeException later) {
                LOG.warn("A chore has to wait for an hour: {}", later.toString());
            }
        }
    }

    private void run(Chore chore) {
        int pieces = 0;
        boolean more = true;
        while (more && pieces < MOST_PIECES) {
            more = store.write(db -> chore.tidy(db, DbTime.nowMs(db))).join() > 0;
            pieces++;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
