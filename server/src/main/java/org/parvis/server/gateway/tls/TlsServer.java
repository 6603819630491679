package org.parvis.server.gateway.tls;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts TLS onto connections, with the certificate of the day.
 *
 * <p>Both files are read every few seconds and compared with what was read before, which sees every way of replacing
 * them (in place, by rename, by the symbolic links of Kubernetes) and costs less than being notified wrongly. A new pair
 * is for new connections; those that are open go on with theirs. A pair that cannot be used is told once in the log and
 * counted, and the old one stays. (While one file is replaced and the other is not yet, the pair does not match; the next
 * look finds it whole.)
 *
 * <p>The costly steps of handshakes (signatures, key agreement) run on threads of their own, named {@code tls-n}, so that
 * a thousand newcomers do not hold up the frames of those inside; at most {@value #MOST_TASKS} steps wait, further
 * handshakes fail.
 *
 * <p>{@link #protect} on any event loop; everything else on the thread {@code tls-reload}.
 */
public final class TlsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TlsServer.class);
    private static final int MOST_TASKS = 1_024;
    private static final long CLOSE_NOTIFY_PATIENCE_MS = 1_000;

    private final TlsFiles files;
    private final SslProvider provider;
    private final long handshakeTimeoutMs;
    private final TlsMetrics metrics;
    private final ThreadPoolExecutor steps;
    private final ScheduledExecutorService looks;
    private volatile SslContext context;
    /** Replaced at the last look; whoever had just fetched it has made its engine by the next. */
    private @Nullable SslContext retired;

    private Contents seen;
    /** What was last said to be wrong: a file that is missing for an hour is told once. */
    private String toldFault = "";

    /** What both files held. */
    private record Contents(String certificate, String key) {
        static Contents read(TlsFiles files) throws TlsException {
            return new Contents(text(files.certificate(), "certificate"), text(files.key(), "key"));
        }

        private static String text(Path file, String what) throws TlsException {
            try {
                return Files.readString(file, StandardCharsets.ISO_8859_1);
            } catch (IOException unreadable) {
                throw new TlsException("the " + what + " file " + file + " cannot be read");
            }
        }

        Credentials credentials() throws TlsException {
            return Credentials.read(certificate, key);
        }

        /** Keeps the key out of logs and messages. */
        @Override
        public String toString() {
            return "certificate and key";
        }
    }

    private TlsServer(TlsFiles files, SslProvider provider, long handshakeTimeoutMs, MeterRegistry registry)
            throws TlsException {
        this.files = files;
        this.provider = provider;
        this.handshakeTimeoutMs = handshakeTimeoutMs;
        metrics = new TlsMetrics(registry);
        seen = Contents.read(files);
        Credentials credentials = seen.credentials();
        context = TlsContexts.of(credentials, provider);
        metrics.serving(credentials.expires());
        String invalid = credentials.invalidAt(Instant.now());
        if (invalid != null) {
            LOG.warn("TLS: {}; browsers will not come in. A new one is taken up without a restart", invalid);
        }
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        steps = new ThreadPoolExecutor(
                threads,
                threads,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_TASKS),
                new DefaultThreadFactory("tls", true));
        steps.allowCoreThreadTimeOut(true);
        looks = Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("tls-reload", true));
        LOG.info("TLS by {} with the certificate of {}", provider, credentials.summary());
    }

    /**
     * Reads certificate and key, and goes on looking for new ones.
     *
     * @param files where they are
     * @param handshakeTimeoutMs from connecting to the end of the handshake
     * @param metrics where handshakes and reloads are counted
     * @return the server's side of TLS
     * @throws TlsException if they cannot be used
     */
    public static TlsServer open(TlsFiles files, long handshakeTimeoutMs, MeterRegistry metrics) throws TlsException {
        return open(files, TlsContexts.provider(), handshakeTimeoutMs, metrics);
    }

    static TlsServer open(TlsFiles files, SslProvider provider, long handshakeTimeoutMs, MeterRegistry metrics)
            throws TlsException {
        TlsServer server = new TlsServer(files, provider, handshakeTimeoutMs, metrics);
        server.looks.scheduleWithFixedDelay(
                server::look, files.lookEveryMs(), files.lookEveryMs(), TimeUnit.MILLISECONDS);
        return server;
    }

    /**
     * Registers the meters of a server that has no TLS.
     *
     * @param registry where
     */
    public static void countNothing(MeterRegistry registry) {
        new TlsMetrics(registry);
    }

    /**
     * Puts TLS onto a fresh connection, before anything else.
     *
     * @param pipeline still empty
     */
    public void protect(ChannelPipeline pipeline) {
        SslHandler handler = context.newHandler(pipeline.channel().alloc(), steps);
        handler.setHandshakeTimeoutMillis(handshakeTimeoutMs);
        handler.setCloseNotifyFlushTimeoutMillis(CLOSE_NOTIFY_PATIENCE_MS);
        pipeline.addLast(handler, new TlsFaults(metrics));
    }

    /** Takes up a new pair, if there is one. */
    private void look() {
        try {
            ReferenceCountUtil.release(retired);
            retired = null;
            Contents now = Contents.read(files);
            if (!now.equals(seen)) {
                seen = now;
                replace(now.credentials());
            }
            toldFault = "";
        } catch (TlsException unusable) {
            String fault = String.valueOf(unusable.getMessage());
            if (!fault.equals(toldFault)) {
                toldFault = fault;
                metrics.reload(false);
                LOG.warn("TLS: {}; the certificate in use stays", fault);
            }
        } catch (RuntimeException bug) {
            // Thrown out of here it would end all further looks.
            metrics.reload(false);
            LOG.error("TLS: looking for a new certificate failed; the one in use stays", bug);
        }
    }

    private void replace(Credentials credentials) throws TlsException {
        String invalid = credentials.invalidAt(Instant.now());
        if (invalid != null) {
            throw new TlsException(invalid);
        }
        SslContext fresh = TlsContexts.of(credentials, provider);
        retired = context;
        context = fresh;
        metrics.serving(credentials.expires());
        metrics.reload(true);
        LOG.info("TLS: new connections get the new certificate of {}", credentials.summary());
    }

    /** Looks no more. Connections that are open go on. */
    @Override
    public void close() {
        looks.shutdownNow();
        steps.shutdown();
    }
}
