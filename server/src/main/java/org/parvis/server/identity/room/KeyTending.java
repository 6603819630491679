package org.parvis.server.identity.room;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.parvis.server.identity.secret.TokenKeys;

/** Keeps the keys of tokens young, and takes up those the command line made. On its own thread, {@code token-keys}. */
public final class KeyTending implements AutoCloseable {
    private static final long EVERY_S = 5;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "token-keys");
        made.setDaemon(true);
        return made;
    });

    KeyTending(TokenKeys keys) {
        thread.scheduleWithFixedDelay(keys::tend, EVERY_S, EVERY_S, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
