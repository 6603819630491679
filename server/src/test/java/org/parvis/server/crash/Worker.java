package org.parvis.server.crash;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A client's thread: does one thing after the other, each until it was answered, until it is told to stop. */
abstract class Worker implements Runnable {
    private static final long PAUSE_MS = 15;

    final Api api;
    final Records records;
    private final CountDownLatch stop;

    Worker(Api api, Records records, CountDownLatch stop) {
        this.api = api;
        this.records = records;
        this.stop = stop;
    }

    @Override
    public final void run() {
        try {
            begin();
            while (stop.getCount() > 0) {
                next();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException broken) {
            records.fault(getClass().getSimpleName() + " broke down: " + broken);
        }
    }

    /** What comes first. */
    abstract void begin() throws InterruptedException;

    /** One thing more. */
    abstract void next() throws InterruptedException;

    /** The token to ask with. */
    abstract String accessToken();

    /** Called when nobody knows what became of a request, before it is sent again. */
    void beforeAgain() throws InterruptedException {}

    /** Sends the same request until there is an answer that settles it. */
    final Reply untilAnswered(Ask ask) throws InterruptedException {
        while (true) {
            Optional<Reply> reply = api.ask(ask, accessToken());
            if (reply.isPresent() && !reply.get().saysAgain()) {
                return reply.get();
            }
            if (reply.isPresent()) {
                records.putOff.incrementAndGet();
            }
            pause();
            beforeAgain();
        }
    }

    /** Reads until there is an answer. */
    final Reply untilRead(String path) throws InterruptedException {
        while (true) {
            Optional<Reply> reply = api.get(path, accessToken());
            if (reply.isPresent() && !reply.get().saysAgain()) {
                return reply.get();
            }
            pause();
        }
    }

    /** Gives the server a moment to come back. */
    final void pause() throws InterruptedException {
        if (stop.await(PAUSE_MS, TimeUnit.MILLISECONDS)) {
            // Told to stop: what was begun is still brought to its end, at the same pace.
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        }
    }
}
