package org.parvis.server.crash;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.parvis.server.app.ServerProcess;

/** The server that is killed and started again, on the same port and the same data. One thread. */
final class Victim implements AutoCloseable {
    private static final Pattern TOKEN = Pattern.compile("pb_[A-Za-z0-9_-]+");
    private static final int LONGEST_LIFE_MS = 2_000;
    private static final int MOST_WRITES = 400;
    private static final int DIES_YOUNG_ONE_IN = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A server that lives for a second needs no code made for hours. */
    private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final Path folder;
    private final Database database;
    private final int port;
    private ServerProcess process;

    private Victim(Path folder, Database database, int port, ServerProcess process) {
        this.folder = folder;
        this.database = database;
        this.port = port;
        this.process = process;
    }

    /** Starts the server, and waits until it is ready. */
    static Victim start(Path folder, Database database) throws IOException {
        int port = freePort();
        Victim victim = new Victim(folder, database, port, started(folder, database, port));
        try {
            victim.awaitReady();
        } catch (RuntimeException | Error late) {
            victim.close();
            throw late;
        }
        return victim;
    }

    private static ServerProcess started(Path folder, Database database, int port) throws IOException {
        List<String> arguments = new ArrayList<>(database.arguments());
        arguments.addAll(List.of("--host", "127.0.0.1", "--port", Integer.toString(port), "--log-level", "warn"));
        List<String> command = new ArrayList<>(ServerProcess.command(arguments.toArray(String[]::new)));
        command.addAll(1, QUICK_START);
        return ServerProcess.start(folder, command);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** A one-time token for the first admin, made as an operator makes it. */
    String bootstrapToken() throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("admin", "bootstrap"));
        arguments.addAll(database.arguments());
        try (ServerProcess command = ServerProcess.start(folder, arguments.toArray(String[]::new))) {
            command.awaitExit();
            Matcher token = TOKEN.matcher(String.join("\n", command.output()));
            if (!token.find()) {
                throw new AssertionError("No token: " + command.output() + command.errors());
            }
            return token.group();
        }
    }

    /**
     * Lets the server live until it has acknowledged a random number of writes, kills it and starts it again; now and then
     * it dies while it starts.
     *
     * @param written tells how many writes were acknowledged so far
     */
    void dieAndComeBack(Random random, LongSupplier written) throws IOException, InterruptedException {
        if (random.nextInt(DIES_YOUNG_ONE_IN) == 0) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_LIFE_MS));
        } else {
            awaitReady();
            long enough = written.getAsLong() + random.nextInt(MOST_WRITES);
            long latestNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_LIFE_MS);
            while (written.getAsLong() < enough && System.nanoTime() < latestNs) {
                LockSupport.parkNanos(random.nextInt(1_000_000));
            }
        }
        process.close();
        process.awaitExit();
        process = started(folder, database, port);
    }

    void awaitReady() {
        process.awaitReady(PATIENCE);
    }

    /** Ends the server in peace. */
    void stop() throws InterruptedException {
        process.terminate();
        process.awaitExit();
    }

    @Override
    public void close() {
        process.close();
    }
}
