package org.parvis.loadtest.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows the newest figures of a run to whoever asks: at {@code /metrics} of a port of this machine, and in a file that
 * is replaced every second. Works on a thread of its own, so that neither a slow disk nor a slow reader makes the
 * tester late. A file that cannot be written any more is left alone: figures are no reason to end a run.
 */
public final class LiveOutput implements AutoCloseable {
    private final Supplier<String> newest;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "live-figures");
        made.setDaemon(true);
        return made;
    });
    private final @Nullable Path file;
    private final @Nullable HttpServer http;

    /**
     * Begins to show.
     *
     * @param newest tells the newest figures; called on this object's thread
     * @param file where to write them; null for nowhere
     * @param port of this machine to answer on, 0 for any; null for none
     * @throws IOException if the port or the file cannot be used, in words for a person
     */
    public LiveOutput(Supplier<String> newest, @Nullable Path file, @Nullable Integer port) throws IOException {
        this.newest = newest;
        this.file = file;
        http = port == null ? null : open(port);
        if (file != null) {
            replace(file);
            thread.scheduleWithFixedDelay(this::rewrite, 1, 1, TimeUnit.SECONDS);
        }
    }

    /**
     * The port that answers.
     *
     * @return its number, or −1 if none does
     */
    public int port() {
        return http == null ? -1 : http.getAddress().getPort();
    }

    @Override
    public void close() {
        if (http != null) {
            http.stop(0);
        }
        thread.shutdownNow();
    }

    private HttpServer open(int port) throws IOException {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.setExecutor(thread);
            server.createContext("/metrics", this::answer);
            server.start();
            return server;
        } catch (BindException e) {
            thread.shutdownNow();
            throw new IOException("--metrics-port: something else listens on port " + port, e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = newest.get().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private void rewrite() {
        try {
            if (file != null) {
                replace(file);
            }
        } catch (IOException diskFullOrGone) {
            thread.shutdown();
        }
    }

    /** A reader sees the old figures or the new ones, never half of them. */
    private void replace(Path target) throws IOException {
        Path whole = target.toAbsolutePath();
        Path fresh = whole.resolveSibling(whole.getFileName() + ".new");
        Files.writeString(fresh, newest.get());
        Files.move(fresh, whole, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
