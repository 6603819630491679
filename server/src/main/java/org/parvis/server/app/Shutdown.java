package org.parvis.server.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the program in order when it is told to by Ctrl-C or SIGTERM.
 *
 * <p>The virtual machine answers a signal by running its shutdown hooks and then exits with 128 + the signal's number,
 * which supervisors read as a crash. An orderly end is no crash, so the hook itself ends the process with code 0 by
 * {@link Runtime#halt} as its last act. Handling the signal instead ({@code sun.misc.Signal}) would do the same through
 * an unsupported class. The hook is installed only when the server is ready: a failed start keeps its own exit code.
 *
 * <p>If anything hangs, the process still ends within {@value #DEADLINE_MS} ms, with code 1.
 */
final class Shutdown {
    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);
    private static final long DEADLINE_MS = 4_500;

    private Shutdown() {}

    static void onSignal(ParvisServer server, long drainMs) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, drainMs), "shutdown"));
    }

    private static void end(ParvisServer server, long drainMs) {
        CountDownLatch done = new CountDownLatch(1);
        Thread worker = new Thread(
                () -> {
                    server.drainAndClose(drainMs);
                    done.countDown();
                },
                "drain");
        worker.setDaemon(true);
        worker.start();
        int exitCode = await(done) ? 0 : 1;
        if (exitCode != 0) {
            LOG.error("The drain did not end within {} ms; leaving anyway", DEADLINE_MS);
        }
        LogSetup.stop();
        Runtime.getRuntime().halt(exitCode);
    }

    private static boolean await(CountDownLatch done) {
        try {
            return done.await(DEADLINE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
